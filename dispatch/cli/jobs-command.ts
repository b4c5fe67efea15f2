import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { JobRow, JobStory } from '#dispatch/domain';
import { findJobMapping, importJobs, type RejectedRow } from '#dispatch/sources';
import { type ApiClient, apiClient, startProgress, type Terminal } from '#platform/cli-shell';
import { at, jobTable } from './job-words.ts';
import type { CliTools } from './tools.ts';

const EXAMPLES = `Examples:
  $ wattbit jobs submit my-jobs.jsonl
  $ wattbit jobs submit trace.csv.gz --map gaia-hours
  $ wattbit jobs list --state running --json
  $ wattbit jobs show train-42
  $ wattbit jobs cancel train-42`;

/** `wattbit jobs`: the work of a running centre. */
export function addJobsCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  const client = (): Promise<ApiClient> => apiClient(terminal, tools.projectRoot);
  const jobs = program
    .command('jobs')
    .description('submit, list, show and cancel jobs of a running centre')
    .addHelpText('after', `\n${EXAMPLES}`);
  jobs
    .command('submit')
    .description('submit the jobs of a file: JSON Lines, CSV, CSV.GZ or Parquet')
    .argument('<file>')
    .option('--map <mapping>', 'how to read the columns')
    .option('--json', 'print JSON')
    .action(async (file: string, options: { map?: string; json?: boolean }) =>
      submitFile(await client(), resolve(terminal.folder, file), options, terminal),
    );
  jobs
    .command('list')
    .description('jobs, newest first')
    .option(
      '--state <state>',
      'submitted, planned, running, paused, finished, failed, cancelled, refused or lost',
    )
    .option('--kind <kind>', 'rigid, preemptible, elastic, online or bulk')
    .option('--site <id>', 'jobs at this site')
    .option('--text <words>', 'part of an id, name or owner')
    .option('--limit <n>', 'most rows', '50')
    .option('--json', 'print JSON')
    .action(async (options: Record<string, string>) => listJobs(await client(), options, terminal));
  jobs
    .command('show')
    .description('one job’s story: what happened to it and where its energy came from')
    .argument('<id>')
    .option('--json', 'print JSON')
    .action(async (id: string, options: { json?: boolean }) =>
      showJob(await client(), id, options, terminal),
    );
  jobs
    .command('cancel')
    .description('cancel a job; a running one is stopped')
    .argument('<id>')
    .option('--json', 'print JSON')
    .action(async (id: string, options: { json?: boolean }) => {
      const answer = await (await client()).post(`/api/dispatch/jobs/${encodeURIComponent(id)}/cancel`, {});
      terminal.print(options.json ? JSON.stringify(answer) : `${id} is cancelled.`);
    });
}

interface SubmitAnswer {
  readonly accepted: readonly string[];
  readonly rejected: readonly RejectedRow[];
}
const BATCH = 1000;

/** Sends a file's jobs in batches; prints what was taken and why the rest was not. */
export async function submitFile(
  client: ApiClient,
  file: string,
  options: { readonly map?: string; readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  const mapping = options.map === undefined ? undefined : await findJobMapping(options.map, { files: true });
  const accepted: string[] = [];
  const rejected: RejectedRow[] = [];
  const progress = startProgress(terminal, '');
  try {
    for await (const batch of importJobs(file, mapping)) {
      rejected.push(...batch.rejected);
      for (let from = 0; from < batch.accepted.length; from += BATCH) {
        const slice = batch.accepted.slice(from, from + BATCH);
        const answer = await client.post<SubmitAnswer>('/api/dispatch/jobs', slice);
        accepted.push(...answer.accepted);
        rejected.push(...answer.rejected);
        progress.show(0, `${accepted.length} accepted`);
      }
    }
  } finally {
    progress.end();
  }
  reportIntake(file, accepted.length, rejected, options.json === true, terminal);
  if (options.json) return;
  if (accepted.length > 0)
    terminal.print('They are planned by the next turn of the cycle: wattbit jobs list');
}

/** What was taken and what was not, with every line. Exits with 2 when nothing was taken. */
export function reportIntake(
  file: string,
  accepted: number,
  rejected: readonly RejectedRow[],
  asJson: boolean,
  terminal: Terminal,
): void {
  if (asJson) terminal.print(JSON.stringify({ file, accepted, rejected }));
  else {
    terminal.print(`${file}: ${accepted} accepted, ${rejected.length} rejected`);
    for (const row of rejected.slice(0, 50))
      for (const problem of row.problems)
        terminal.note(
          `  line ${row.line}  ${row.id ?? ''} ${problem.field}: ${problem.message}. ${problem.remedy}`,
        );
    if (rejected.length > 50) terminal.note(`  … and ${rejected.length - 50} more; --json lists all.`);
  }
  if (accepted === 0 && rejected.length > 0) process.exitCode = 2;
}

async function listJobs(
  client: ApiClient,
  options: Record<string, string>,
  terminal: Terminal,
): Promise<void> {
  const query = new URLSearchParams();
  for (const name of ['state', 'kind', 'site', 'text', 'limit'])
    if (options[name] !== undefined) query.set(name, options[name]);
  const answer = await client.get<{ rows: JobRow[]; total: number; next: string | null }>(
    `/api/dispatch/jobs?${query}`,
  );
  if (options.json) terminal.print(JSON.stringify(answer));
  else {
    terminal.print(jobTable(answer.rows, terminal));
    terminal.print(`\n${answer.rows.length} of ${answer.total}`);
  }
}

async function showJob(
  client: ApiClient,
  id: string,
  options: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  const story = await client.get<JobStory>(`/api/dispatch/jobs/${encodeURIComponent(id)}`);
  if (options.json) {
    terminal.print(JSON.stringify(story));
    return;
  }
  terminal.print(jobTable([story], terminal));
  if (story.refusal !== null) terminal.print(`\n${story.refusal[terminal.language]}`);
  if (story.placement !== null) terminal.print(`\n${story.placement.reason[terminal.language]}`);
  terminal.print('');
  for (const event of story.events)
    terminal.print(`${at(event.atMs)}  ${event.kind.padEnd(10)}  ${event.text[terminal.language]}`);
  const bySource = new Map<string, number>();
  for (const row of story.energy)
    for (const [source, energyWh] of Object.entries(row.bySourceWh))
      bySource.set(source, (bySource.get(source) ?? 0) + energyWh);
  for (const [source, energyWh] of [...bySource].sort(([, a], [, b]) => b - a))
    terminal.print(`  ${source}  ${(energyWh / 1000).toFixed(2)} kWh`);
}
