import { type Command, Option } from 'commander';
import { MOST_HOURS, OBJECTIVES } from '#dispatch/domain';
import type { Terminal } from '#platform/cli-shell';
import { parseHours, parseInstant, parsePositive } from './option-values.ts';
import type { CliTools } from './tools.ts';
import { collectVariant, type WhatIfOptions } from './what-if-options.ts';

const EXAMPLES = `A variant is written as parts divided by ";": name=…, set=path=value (repeatable), objective=…,
carbon=CNY per tCO2, hours=…, expand. An entry of a list is named by its number or its id.

Examples:
  $ wattbit what-if --scenario qinghai --from 2025-03-10 --hours 24 \\
      --variant 'name=more wind;set=wind.gonghe-wind.capacityMw=2200' \\
      --variant 'name=dearer carbon;carbon=200' --variant 'name=build;expand'
  $ wattbit what-if --from 2025-03-10 --file variants.yaml --json`;

/** `wattbit what-if`: one window planned once for the region as it is and once for each variant; needs no running centre. */
export function addWhatIfCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('what-if')
    .description(
      'plan variants of a region side by side: what each would cost, emit and spill against the region as it is',
    )
    .option('--scenario <name|folder>', 'a shipped scenario, or a folder with region.yaml', 'qinghai')
    .requiredOption(
      '--from <date|time>',
      'start of the window; a date means midnight in Shanghai',
      parseInstant,
    )
    .option('--hours <n>', 'length of the window', parseHours(MOST_HOURS), 24)
    .addOption(new Option('--objective <what>', 'what to minimise').choices(OBJECTIVES).default('cost'))
    .addOption(
      new Option('--foresight <kind>', 'forecast: see nothing after the start; perfect: read the data ahead')
        .choices(['forecast', 'perfect'])
        .default('forecast'),
    )
    .option('--variant <parts>', 'a variant, see below (repeatable)', collectVariant)
    .option('--file <file>', 'variants from a YAML file, after those of --variant')
    .option(
      '--time-limit <seconds>',
      'for each plan; the best so far is then taken and says so',
      parsePositive('s'),
      60,
    )
    .option('--json', 'print one JSON object instead of the table')
    .option('--report <file>', 'write the comparison as an HTML page')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (options: WhatIfOptions) => {
      const { runWhatIf } = await import('./what-if-run.ts');
      await runWhatIf(options, terminal, tools);
    });
}
