import type { Command } from 'commander';
import type { JobRow, JobStory } from '#dispatch/domain';
import { type ApiClient, apiClient, type Terminal } from '#platform/cli-shell';
import { at, jobTable } from './job-words.ts';
import { addSubmitCommand } from './submit-command.ts';
import type { CliTools } from './tools.ts';

const EXAMPLES = `Examples:
  $ wattbit jobs submit my-jobs.jsonl
  $ wattbit jobs submit --pool-kind gpu --units 8 --duration-hours 2 --latest-end-at 2025-03-11
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
  addSubmitCommand(jobs, terminal, client);
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
