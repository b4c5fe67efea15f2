import { type Command, Option } from 'commander';
import { OBJECTIVES } from '#dispatch/domain';
import type { Terminal } from '#platform/cli-shell';
import {
  collectSeries,
  collectSetting,
  parseCountUpTo,
  parseHours,
  parseInstant,
  parsePositive,
  YEAR_HOURS,
} from './option-values.ts';
import type { PlanOptions } from './plan-options.ts';
import type { CliTools } from './tools.ts';

const EXAMPLES = `Examples:
  $ wattbit plan --scenario qinghai --from 2025-03-10 --hours 48
  $ wattbit plan --scenario ./my-region --from 2025-07-01T06:00:00+08:00 --hours 24 --json
  $ wattbit plan --scenario examples/gaia-small --from 2022-10-19T16:00:00Z --hours 720 --objective carbon \\
      --foresight perfect --jobs trace.csv.gz --map 'gaia-seconds,origin:=2022-10-19T16:00:00Z' \\
      --series carbon=ci.csv.gz#AU-SA:carbon-lca-2022 --set sites.0.pools.0.unitCount=42.9`;

/** Each is a thread, or a process that somebody starts. */
const MOST_SHARDS = 64;

/** `wattbit plan`: one window of a scenario, from its files to a plan with its bound; needs no running centre. */
export function addPlanCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('plan')
    .description('plan power and work over a window: cost, bound, green shares and a place for every job')
    .option('--scenario <name|folder>', 'a shipped scenario, or a folder with region.yaml', 'qinghai')
    .requiredOption(
      '--from <date|time>',
      'start of the window; a date means midnight in Shanghai',
      parseInstant,
    )
    .option('--hours <n>', 'length of the window', parseHours(YEAR_HOURS), 48)
    .addOption(new Option('--objective <what>', 'what to minimise').choices(OBJECTIVES).default('cost'))
    .addOption(
      new Option('--foresight <kind>', 'forecast: see nothing after the start; perfect: read the data ahead')
        .choices(['forecast', 'perfect'])
        .default('forecast'),
    )
    .option('--jobs <file>', 'jobs in place of the scenario’s own: CSV, CSV.GZ, Parquet or JSON Lines')
    .option('--map <mapping>', 'how to read the job file: a built-in name, a YAML file, or field=column,…')
    .option('--series <name=FILE#column[:mapping]>', 'add or replace a series (repeatable)', collectSeries)
    .option('--set <path=value>', 'replace a value of the region (repeatable)', collectSetting)
    .option('--cover-jobs', 'let the window reach on until the last job must have ended')
    .option('--expand', 'let the candidates of the region (expansion) be built, at their annualised cost')
    .option(
      '--time-limit <seconds>',
      'after this the best plan so far is taken and says so (default: 50, with --expand 150)',
      parsePositive('s'),
    )
    .option(
      '--shards <n>',
      `place the jobs in so many parts side by side, on threads (at most ${MOST_SHARDS})`,
      parseCountUpTo(MOST_SHARDS),
    )
    .option(
      '--shard-database <url>',
      'PostgreSQL over which processes ("wattbit shard") take the parts, in place of threads',
    )
    .option('--json', 'print one JSON object instead of the table')
    .option('--report <file>', 'where to write the HTML report; default: reports/ in the current folder')
    .option('--no-report', 'write no report')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (options: PlanOptions) => {
      // The planner and the charts are heavy: only this command pays for them.
      const { runPlan } = await import('./plan-run.ts');
      await runPlan(options, terminal, tools);
    });
}
