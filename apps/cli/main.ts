import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dispatchCliRoom } from '#dispatch/cli-room';
import { processTerminal, runCli } from '#platform/cli-shell';
import { serveRoom } from './serve-command.ts';
import { cliTools } from './tools.ts';

const EXAMPLES = `Examples:
  $ wattbit plan --scenario qinghai --from 2025-03-10 --hours 48
  $ wattbit init one-site my-region && wattbit plan --scenario my-region --from 2025-03-10 --hours 24
  $ wattbit serve
  $ wattbit jobs list --state running

Exit codes: 0 done, 1 a fault of wattbit, 2 input with mistakes, 3 not signed in or not allowed,
4 not found, 5 conflict, 6 not available now.`;

/** One command line of `npx wattbit`; returns the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { version, description } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    version: string;
    description: string;
  };
  const rooms = [dispatchCliRoom(cliTools(root)), serveRoom(root)];
  return runCli({ version, description, examples: EXAMPLES, rooms }, words, processTerminal());
}
