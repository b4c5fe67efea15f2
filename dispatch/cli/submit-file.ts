import type { Job } from '#dispatch/domain';
import { findJobMapping, importJobs, type JobBatch, type RejectedRow } from '#dispatch/sources';
import { type ApiClient, startProgress, type Terminal } from '#platform/cli-shell';

/** What the centre says to a submission; a rejected row's `line` is its place in the list sent. */
export interface SubmitAnswer {
  readonly accepted: readonly string[];
  readonly rejected: readonly RejectedRow[];
}
/** A job may leave open when it was submitted: then it is when the centre takes it in. */
export type SubmittedJob = Omit<Job, 'submittedAt'> & { readonly submittedAt?: string };

const BATCH = 1000;

/** Jobs of a file on this machine, batch by batch. */
export async function* jobsOfFile(file: string, map: string | undefined): AsyncGenerator<JobBatch> {
  const mapping = map === undefined ? undefined : await findJobMapping(map, { files: true });
  yield* importJobs(file, mapping, { submittedAt: new Date().toISOString() });
}

/** Sends a file's jobs in batches; prints what was taken and why the rest was not. */
export async function submitFile(
  client: ApiClient,
  file: string,
  options: { readonly map?: string; readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  let accepted = 0;
  const rejected: RejectedRow[] = [];
  const progress = startProgress(terminal, '');
  try {
    for await (const batch of jobsOfFile(file, options.map)) {
      for (const row of batch.rejected) rejected.push(row);
      for (let from = 0; from < batch.accepted.length; from += BATCH) {
        const jobs = batch.accepted.slice(from, from + BATCH).map((job) => asSubmitted(job, batch.undated));
        const answer = await client.post<SubmitAnswer>('/api/dispatch/jobs', jobs);
        accepted += answer.accepted.length;
        for (const row of answer.rejected)
          rejected.push(inFile(row, batch.lines[from + row.line - 1]!, file));
        progress.show(0, `${accepted} accepted`);
      }
    }
  } finally {
    progress.end();
  }
  reportIntake(
    file,
    accepted,
    rejected.sort((a, b) => a.line - b.line),
    options.json === true,
    terminal,
  );
  if (options.json !== true && accepted > 0) terminal.print(PLANNED_NEXT);
}

export const PLANNED_NEXT = 'They are planned by the next turn of the cycle: wattbit jobs list';

function asSubmitted(job: Job, undated: ReadonlySet<string>): SubmittedJob {
  if (!undated.has(job.id)) return job;
  const { submittedAt: _, ...open } = job;
  return open;
}

/** A row the centre rejected, at its line of the file. */
const inFile = (row: RejectedRow, line: number, file: string): RejectedRow => ({
  ...row,
  line,
  problems: row.problems.map((problem) => ({ ...problem, file, line })),
});

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
    noteRejected(rejected, terminal);
  }
  if (accepted === 0 && rejected.length > 0) process.exitCode = 2;
}

/** Each rejected row with its line and every problem it has. */
export function noteRejected(rejected: readonly RejectedRow[], terminal: Terminal): void {
  for (const row of rejected.slice(0, 50))
    for (const problem of row.problems)
      terminal.note(
        `  line ${row.line}  ${row.id ?? ''} ${problem.field}: ${problem.message}. ${problem.remedy}`,
      );
  if (rejected.length > 50) terminal.note(`  … and ${rejected.length - 50} more; --json lists all.`);
}
