import { Job } from '#dispatch/domain';
import type { InputProblem } from '#platform/errors';
import { tableFormat } from './import-series.ts';
import type { JobBatch, RejectedRow } from './intake.ts';
import { JobReader, UnusableCell } from './job-fields.ts';
import type { FieldSource, JobMapping } from './mapping-schema.ts';
import { textLines } from './tables/csv.ts';
import { openTable } from './tables/open-table.ts';
import { openStream, sourceName, type TableSource } from './tables/table.ts';
import { plainProblem, problemsOf } from './zod-problems.ts';

const MAPPING_REMEDY = 'Mend the value in the file, or the mapping that reads it.';

export interface JobReading {
  /** ISO 8601: a job that does not say when it was submitted is submitted then. Without it such a job is rejected. */
  readonly submittedAt?: string;
}

/**
 * Reads jobs as a stream of batches; every row is either accepted or rejected with its line and reasons.
 * Without a mapping: JSON Lines of jobs (`.jsonl`, `.jsonl.gz`), or a CSV whose columns are named like a job's fields.
 * Throws AppError `file-unreadable`, `mapping-invalid`.
 */
export async function* importJobs(
  source: TableSource,
  mapping?: JobMapping,
  reading: JobReading = {},
): AsyncGenerator<JobBatch> {
  const seen = new Map<string, number>();
  const file = sourceName(source);
  const batches = /\.(jsonl|ndjson)(\.gz)?$/i.test(file) ? jsonLineRows(source) : tableRows(source, mapping);
  for await (const rows of batches) {
    const batch = emptyBatch();
    for (const row of rows) {
      const dated = 'problems' in row ? row : datedRow(row, reading);
      const outcome = 'problems' in dated ? dated : checkedJob(dated, seen, file);
      if ('job' in outcome) {
        batch.accepted.push(outcome.job);
        batch.lines.push(row.line);
        if (dated !== row) batch.undated.add(outcome.job.id);
      } else batch.rejected.push(outcome);
    }
    yield batch;
  }
}

/** All batches of `importJobs` together; for files that fit in memory as jobs. */
export async function readJobs(source: TableSource, mapping?: JobMapping): Promise<JobBatch> {
  const whole = emptyBatch();
  for await (const batch of importJobs(source, mapping)) {
    for (const job of batch.accepted) whole.accepted.push(job);
    for (const line of batch.lines) whole.lines.push(line);
    for (const row of batch.rejected) whole.rejected.push(row);
  }
  return whole;
}

const emptyBatch = () => ({
  accepted: [] as Job[],
  lines: [] as number[],
  undated: new Set<string>(),
  rejected: [] as RejectedRow[],
});

/** The row itself, or a copy with the submission it leaves open. */
function datedRow(row: RawJob, { submittedAt }: JobReading): RawJob {
  const { fields } = row;
  const isOpen =
    typeof fields === 'object' &&
    fields !== null &&
    (fields as { submittedAt?: unknown }).submittedAt === undefined;
  return isOpen && submittedAt !== undefined ? { ...row, fields: { ...fields, submittedAt } } : row;
}

interface RawJob {
  readonly line: number;
  readonly fields: unknown;
}

function checkedJob(row: RawJob, seen: Map<string, number>, file: string): { job: Job } | RejectedRow {
  const parsed = Job.safeParse(row.fields);
  if (!parsed.success) {
    const id = (row.fields as { id?: unknown } | null)?.id;
    const problems = problemsOf(parsed.error.issues, row.fields).map((each) => ({
      ...plainProblem(each),
      file,
      line: row.line,
    }));
    return { line: row.line, ...(typeof id === 'string' ? { id } : {}), problems };
  }
  const job = parsed.data;
  const earlier = seen.get(job.id);
  if (earlier !== undefined)
    return rejection(
      row.line,
      file,
      'id',
      `job "${job.id}" is on line ${earlier} already`,
      'Give each job its own id.',
      job.id,
    );
  seen.set(job.id, row.line);
  return { job };
}

const rejection = (
  line: number,
  file: string,
  field: string,
  message: string,
  remedy: string,
  id?: string,
): RejectedRow => {
  const problem: InputProblem = { field, message, remedy, file, line };
  return { line, ...(id === undefined ? {} : { id }), problems: [problem] };
};

async function* tableRows(source: TableSource, given?: JobMapping): AsyncGenerator<(RawJob | RejectedRow)[]> {
  const table = await openTable(source, given === undefined ? {} : tableFormat(given));
  try {
    const mapping = given ?? mappingByName(table.columns);
    const reader = new JobReader(mapping, table.columns);
    let rowNumber = 0;
    for await (const batch of table.batches()) {
      yield batch.rows.map((cells, index) => {
        rowNumber += 1;
        return readRow(reader, cells, rowNumber, batch.lines?.[index] ?? batch.firstLine + index, table.name);
      });
    }
  } finally {
    table.close();
  }
}

function readRow(
  reader: JobReader,
  cells: Parameters<JobReader['read']>[0],
  rowNumber: number,
  line: number,
  file: string,
): RawJob | RejectedRow {
  try {
    const fields = reader.read(cells, rowNumber);
    if (typeof fields !== 'string') return { line, fields };
    return rejection(line, file, '', fields, 'Nothing to do: the mapping leaves such rows out on purpose.');
  } catch (error) {
    if (error instanceof UnusableCell)
      return rejection(line, file, error.field, error.message, MAPPING_REMEDY);
    throw error;
  }
}

/** Columns named like fields; lists are split at `;`. */
function mappingByName(columns: readonly string[]): JobMapping {
  const lists = new Set(['allowedSites', 'command']);
  const fields: Record<string, FieldSource> = {};
  for (const column of columns) fields[column] = lists.has(column) ? { column, split: ';' } : { column };
  return { reads: 'jobs', zone: 'Asia/Shanghai', let: {}, fields, reject: [] };
}

async function* jsonLineRows(source: TableSource): AsyncGenerator<(RawJob | RejectedRow)[]> {
  const name = sourceName(source);
  let line = 0;
  for await (const texts of textLines(name, openStream(source))) {
    yield texts.flatMap((text) => {
      line += 1;
      return text.trim() === '' ? [] : [jsonLine(text, line, name)];
    });
  }
}

function jsonLine(text: string, line: number, name: string): RawJob | RejectedRow {
  try {
    return { line, fields: JSON.parse(text) as unknown };
  } catch (error) {
    return rejection(
      line,
      name,
      '',
      `not JSON: ${(error as Error).message}`,
      'Write one job a line, as JSON.',
    );
  }
}
