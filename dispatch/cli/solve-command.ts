import { type Command, Option } from 'commander';
import { CASE_CONVENTIONS } from '#dispatch/domain';
import type { Terminal } from '#platform/cli-shell';
import { parsePositive } from './option-values.ts';
import type { SolveOptions } from './solve-options.ts';
import type { CliTools } from './tools.ts';

const EXAMPLES = `Examples:
  $ wattbit solve case118.m
  $ wattbit solve pglib_opf_case118_ieee.m.gz --convention pglib --json
  $ wattbit solve my-pypsa-network/ --json
  $ wattbit solve battery-request.json`;

/** `wattbit solve`: somebody else's case, solved by the model that plans the region. */
export function addSolveCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('solve')
    .description('solve a case of others: MATPOWER, a PyPSA network, a request to evcc’s optimizer')
    .argument('<case>', 'a .m, .m.gz or .json file, or a folder of CSV files written by export_to_csv_folder')
    .addOption(
      new Option(
        '--convention <name>',
        'how a MATPOWER case becomes a DC power flow: as MATPOWER does it, or as the PGLib baseline',
      )
        .choices(CASE_CONVENTIONS)
        .default('matpower'),
    )
    .option('--time-limit <seconds>', 'after this the best answer so far is taken', parsePositive('s'), 300)
    .option('--json', 'print one JSON object instead of the tables')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (path: string, options: SolveOptions) => {
      const { runSolve } = await import('./solve-run.ts');
      await runSolve(path, options, terminal, tools);
    });
}
