import type { Command } from 'commander';
import type { DayEnergy, OverviewView, Region } from '#dispatch/domain';
import { apiClient, type Terminal } from '#platform/cli-shell';
import { shanghaiDay } from '#units';
import { parseDay } from './option-values.ts';
import type { CliTools } from './tools.ts';
import { jobEnergyText, traceText } from './trace-text.ts';

const EXAMPLES = `Examples:
  $ wattbit trace
  $ wattbit trace --day 2025-03-10 --job tune-0764
  $ wattbit trace --day 2025-03-10 --csv --periods > trace.csv`;

interface TraceOptions {
  readonly day?: string;
  readonly job?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly periods?: boolean;
}

/** `wattbit trace`: whose energy a day was, from a running centre. */
export function addTraceCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('trace')
    .description('whose energy a day was, to the Wh: from stations over stores to sites and jobs')
    .option('--day <day>', 'YYYY-MM-DD, Shanghai; default: the centre’s today', parseDay)
    .option('--job <id>', 'only what this job took')
    .option('--json', 'print JSON')
    .option('--csv', 'print CSV, a row a consumer and source')
    .option('--periods', 'with --csv: a row a period too')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (options: TraceOptions) => {
      const client = await apiClient(terminal, tools.projectRoot);
      const day =
        options.day ?? shanghaiDay((await client.get<OverviewView>('/api/dispatch/overview')).clock.nowMs);
      const job = options.job === undefined ? '' : `&job=${encodeURIComponent(options.job)}`;
      const path = `/api/dispatch/traces/${day}`;
      if (options.csv) {
        const text = await client.getText(`${path}/trace.csv?periods=${options.periods === true}${job}`);
        terminal.print(text.trimEnd());
        return;
      }
      const energy = await client.get<DayEnergy>(`${path}${job.replace('&', '?')}`);
      if (options.json) {
        terminal.print(JSON.stringify(energy));
        return;
      }
      const region = await client.get<Region>('/api/dispatch/region');
      terminal.print(
        options.job === undefined
          ? traceText(energy, region, terminal)
          : jobEnergyText(energy, region, terminal),
      );
    });
}
