import type { Command } from 'commander';
import type { Terminal } from '#platform/cli-shell';
import { parseInstant, parsePositive } from './option-values.ts';
import type { ReplayOptions } from './replay-options.ts';
import type { CliTools } from './tools.ts';

/** `wattbit replay`: the live cycle over days of a scenario, against the twin, without a database. */
export function addReplayCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('replay')
    .description(
      'run the live cycle over days of a scenario: plan, let the twin live through it, trace, plan again',
    )
    .option('--scenario <name|folder>', 'a shipped scenario, or a folder with region.yaml', 'qinghai')
    .requiredOption('--from <date|time>', 'start; a date means midnight in Shanghai', parseInstant)
    .option('--hours <n>', 'how long to play', parsePositive('h'), 24)
    .option('--replan-minutes <n>', 'time between two plans', parsePositive('min'), 60)
    .option('--time-limit <seconds>', 'for each plan', parsePositive('s'), 20)
    .option('--json', 'print the day reports as JSON')
    .option('--report <folder>', 'where to write a page a day; default: reports/ in the current folder')
    .option('--no-report', 'write no page')
    .addHelpText('after', '\nExamples:\n  $ wattbit replay --scenario one-site --from 2025-03-10 --hours 24')
    .action(async (options: ReplayOptions) => {
      const { runReplay } = await import('./replay-run.ts');
      await runReplay(options, terminal, tools);
    });
}
