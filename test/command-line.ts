import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a command line answered. */
export interface CommandAnswer {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `wattbit` as a person types it, in English, in a process of its own. */
export function wattbit(
  words: readonly string[],
  {
    folder = process.cwd(),
    environment = {},
  }: { folder?: string; environment?: Record<string, string> } = {},
): Promise<CommandAnswer> {
  const child = spawn(process.execPath, [join(process.cwd(), 'apps/cli/wattbit.mjs'), ...words], {
    cwd: folder,
    env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const answer = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    answer.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    answer.err += chunk.toString();
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (exitCode) => done({ exitCode, ...answer }));
  });
}
