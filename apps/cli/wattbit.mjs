#!/usr/bin/env node
// Plain JavaScript, so that it runs before anything is installed: fetches what is missing, then starts main.ts.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`wattbit needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(6);
}

if (!existsSync(`${root}node_modules/tsx/package.json`)) {
  process.stderr.write('Installing what wattbit needs (npm ci, once) …\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Its messages go to stderr: stdout belongs to the command's own answer.
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) {
    process.stderr.write(`npm ci did not succeed. Run it in ${root} and read what it says.\n`);
    process.exit(6);
  }
}

const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');
// Set, not called: what is still being written to a pipe is written to its end.
process.exitCode = await main(process.argv.slice(2));
