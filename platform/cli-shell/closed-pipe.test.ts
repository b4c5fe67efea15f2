import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

test('a reader that has read enough ends a command quietly, exit code 0', async () => {
  const script = `
    const { processTerminal } = await import('./platform/cli-shell/terminal.ts');
    const terminal = processTerminal();
    setInterval(() => terminal.print('a line'), 1);`;
  const words = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const command = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  command.stderr.on('data', (chunk) => {
    told += String(chunk);
  });
  command.stdout.once('data', () => command.stdout.destroy());
  const [exitCode] = (await once(command, 'close')) as [number];
  expect([exitCode, told]).toEqual([0, '']);
}, 30_000);
