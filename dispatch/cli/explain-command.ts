import { type Command, Option } from 'commander';
import { OBJECTIVES } from '#dispatch/domain';
import type { Terminal } from '#platform/cli-shell';
import type { ExplainOptions } from './explain-run.ts';
import { parseHours, parseInstant, parsePositive, YEAR_HOURS } from './option-values.ts';
import type { CliTools } from './tools.ts';

const EXAMPLES = `Examples:
  $ wattbit explain
  $ wattbit explain --plan plan-20250310-0815-3f2a --element talatan-storage
  $ wattbit explain --scenario qinghai --from 2025-03-10 --hours 24 --top 15
  $ wattbit explain --scenario qinghai --from 2025-03-10 --at 2025-03-10T12:00 --json`;

/** `wattbit explain`: why a plan is as it is; one of a running centre, or one that is made for the purpose. */
export function addExplainCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('explain')
    .description(
      'why a plan is as it is: what set the prices, which limits bind, and what each choice was worth',
    )
    .option('--plan <id>', 'a plan of the running centre; default: the one in force')
    .option('--scenario <name|folder>', 'with --from: the region to plan for; default: qinghai')
    .option('--from <date|time>', 'plan from here on instead of asking the centre', parseInstant)
    .option('--hours <n>', 'length of the window', parseHours(YEAR_HOURS), 24)
    .addOption(new Option('--objective <what>', 'what to minimise').choices(OBJECTIVES).default('cost'))
    .addOption(
      new Option('--foresight <kind>', 'forecast: see nothing after the start; perfect: read the data ahead')
        .choices(['forecast', 'perfect'])
        .default('forecast'),
    )
    .option('--time-limit <seconds>', 'after this the best plan so far is explained', parsePositive('s'), 50)
    .option('--job <id>', 'the story of one job')
    .option('--element <id>', 'only what concerns one element of the region')
    .option('--at <time>', 'only what holds at this instant', parseInstant)
    .option('--top <n>', 'so many decisions, those with most at stake', parsePositive(''), 12)
    .option('--json', 'print one JSON object')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (options: ExplainOptions) => {
      const { runExplain } = await import('./explain-run.ts');
      await runExplain(options, terminal, tools);
    });
}
