import type { Command } from 'commander';
import type { FootprintView } from '#dispatch/domain';
import { apiClient, type Terminal } from '#platform/cli-shell';
import { footprintText } from './footprint-text.ts';
import { parseDay, parseMonth } from './option-values.ts';
import type { CliTools } from './tools.ts';

interface FootprintOptions {
  readonly day?: string;
  readonly month?: string;
  readonly site?: string;
  readonly job?: string;
  readonly json?: boolean;
}

/** `wattbit footprint`: carbon and the figures of sites over a day or a month, from a running centre. */
export function addFootprintCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('footprint')
    .description(
      'carbon by location, market and margin side by side, PUE, CUE, WUE, REF and ERF of sites, targets',
    )
    .option('--day <date>', 'YYYY-MM-DD, Shanghai; default: the centre’s today', parseDay)
    .option('--month <month>', 'YYYY-MM instead of a day', parseMonth)
    .option('--site <id>', 'only this site')
    .option('--job <id>', 'this job too')
    .option('--json', 'print JSON: every figure with its formula, inputs and factors')
    .addHelpText(
      'after',
      '\nExamples:\n  $ wattbit footprint\n  $ wattbit footprint --month 2025-03 --site golmud-campus --json',
    )
    .action(async (options: FootprintOptions) => {
      const client = await apiClient(terminal, tools.projectRoot);
      const query = new URLSearchParams();
      for (const name of ['day', 'month', 'site', 'job'] as const) {
        const value = options[name];
        if (value !== undefined) query.set(name, value);
      }
      const view = await client.get<FootprintView>(`/api/dispatch/footprint?${query}`);
      terminal.print(options.json ? JSON.stringify(view) : footprintText(view, terminal));
    });
}
