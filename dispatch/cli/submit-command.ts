import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ApiClient, Terminal } from '#platform/cli-shell';
import { AppError } from '#platform/errors';
import { type EpochMs, shanghaiIso } from '#units';
import { parseInstant, parsePositive } from './option-values.ts';
import { type SubmitAnswer, submitFile } from './submit-file.ts';

const EXAMPLES = `Examples:
  $ wattbit jobs submit my-jobs.jsonl
  $ wattbit jobs submit trace.csv.gz --map gaia-hours
  $ wattbit jobs submit --pool-kind gpu --units 8 --duration-hours 2 --latest-end-at 2025-03-11 -- python3 train.py
  $ wattbit jobs submit --kind bulk --from-site xining --to-site hainan --volume-gb 5000 --latest-end-at 2025-03-12`;

/** Every flag is a field of a job, in the same words. */
interface SubmitOptions {
  readonly map?: string;
  readonly json?: boolean;
  readonly id?: string;
  readonly kind: string;
  readonly earliestStartAt?: EpochMs;
  readonly latestEndAt?: EpochMs;
  readonly allowedSites?: string;
  readonly [field: string]: unknown;
}

/** `wattbit jobs submit`: the jobs of a file, or one job written with flags. */
export function addSubmitCommand(jobs: Command, terminal: Terminal, client: () => Promise<ApiClient>): void {
  jobs
    .command('submit')
    .description('submit the jobs of a file (JSON Lines, CSV, CSV.GZ or Parquet), or one job given by flags')
    .argument('[file]')
    .argument('[command...]', 'with flags, after --: program and arguments of the job')
    .option('--map <mapping>', 'how to read the columns of the file')
    .option('--json', 'print JSON')
    .option('--id <id>', 'default: a new one')
    .option('--kind <kind>', 'rigid, preemptible or bulk', 'rigid')
    .option('--name <text>', 'what people call it')
    .option('--owner <text>', 'who pays')
    .option('--pool-kind <kind>', 'kind of pool, e.g. gpu')
    .option('--units <n>', 'cards or cores held together', parsePositive('units'))
    .option('--duration-hours <n>', 'length of the work', parsePositive('h'))
    .option('--earliest-start-at <time>', 'not before', parseInstant)
    .option('--latest-end-at <time>', 'must have ended by then', parseInstant)
    .option('--allowed-sites <ids>', 'only there; a comma between two')
    .option('--checkpoint-hours <n>', 'work one interruption repeats (preemptible)', parsePositive('h'))
    .option(
      '--minimum-run-hours <n>',
      'runs at least so long before it pauses (preemptible)',
      parsePositive('h'),
    )
    .option('--power-tier <0-3>', 'tolerated slowdown: 0 none, 1 10 %, 2 25 %, 3 50 %', Number)
    .option('--from-site <id>', 'bulk: where the data lies')
    .option('--to-site <id>', 'bulk: where it goes')
    .option('--volume-gb <n>', 'bulk: how much', parsePositive('GB'))
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async (file: string | undefined, command: string[], options: SubmitOptions, self: Command) => {
      // A file stands alone; any field given by a flag makes the words behind it the job's own command.
      const isFlagged = Object.keys(options).some(
        (name) => !['map', 'json'].includes(name) && self.getOptionValueSource(name) === 'cli',
      );
      if (file !== undefined && !isFlagged)
        await submitFile(await client(), resolve(terminal.folder, file), options, terminal);
      else
        await submitOne(
          await client(),
          jobOf(options, file === undefined ? [] : [file, ...command]),
          options,
          terminal,
        );
    });
}

const instant = (instantMs: EpochMs | undefined) =>
  instantMs === undefined ? undefined : shanghaiIso(instantMs);

/** The job of the flags; what was not given is left out, and the centre says what is missing. */
function jobOf(options: SubmitOptions, command: readonly string[]): Record<string, unknown> & { id: string } {
  const { map: _map, json: _json, ...fields } = options;
  return {
    ...fields,
    id: options.id ?? `job-${randomUUID().slice(0, 8)}`,
    ...(options.earliestStartAt === undefined ? {} : { earliestStartAt: instant(options.earliestStartAt) }),
    ...(options.latestEndAt === undefined ? {} : { latestEndAt: instant(options.latestEndAt) }),
    ...(options.allowedSites === undefined ? {} : { allowedSites: options.allowedSites.split(',') }),
    ...(command.length === 0 ? {} : { command }),
  };
}

async function submitOne(
  client: ApiClient,
  job: { readonly id: string },
  options: SubmitOptions,
  terminal: Terminal,
): Promise<void> {
  const answer = await client.post<SubmitAnswer>('/api/dispatch/jobs', job);
  const problems = answer.rejected.flatMap((row) => row.problems);
  if (problems.length > 0)
    throw new AppError({
      code: 'job-invalid',
      kind: 'invalid-input',
      message: `The job ${job.id} was not taken.`,
      remedy: 'Each flag is a field of the job in other spelling: durationHours is --duration-hours.',
      problems,
    });
  terminal.print(
    options.json ? JSON.stringify(answer) : `${job.id} is submitted. Follow it: wattbit jobs show ${job.id}`,
  );
}
