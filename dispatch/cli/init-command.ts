import { cp, readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { SCENARIOS_FOLDER } from '#dispatch/sources';
import type { Terminal } from '#platform/cli-shell';
import { AppError } from '#platform/errors';

const STARTERS = ['one-site', 'microgrid'];

/** `wattbit init`: a small region of one's own to start from. */
export function addInitCommand(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .description(
      'start a region of your own from a small one: one-site (cluster, PV, battery, tariff) or microgrid',
    )
    .addArgument(new Argument('[kind]', 'which one').choices(STARTERS).default('one-site'))
    .argument('[folder]', 'where to put it; default: a folder of that name here')
    .addHelpText(
      'after',
      '\nExamples:\n  $ wattbit init microgrid my-region\n  $ wattbit plan --scenario my-region --from 2025-03-10 --hours 24',
    )
    .action(async (kind: string, folder?: string) => {
      const target = resolve(terminal.folder, folder ?? kind);
      await requireEmpty(target);
      await cp(join(SCENARIOS_FOLDER, kind), target, { recursive: true });
      const shown = relative(terminal.folder, target) || '.';
      terminal.print(`Started ${shown} from "${kind}". Edit ${join(shown, 'region.yaml')}, then:`);
      terminal.print(`  npx wattbit scenario check ${shown}`);
      terminal.print(`  npx wattbit plan --scenario ${shown} --from 2025-03-10 --hours 24`);
    });
}

async function requireEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  if (entries.length === 0) return;
  throw new AppError({
    code: 'folder-not-empty',
    kind: 'conflict',
    message: `${folder} is not empty; nothing was written.`,
    remedy: 'Name another folder: wattbit init one-site FOLDER.',
  });
}
