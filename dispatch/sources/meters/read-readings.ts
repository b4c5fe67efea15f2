import type { MeterRejection, MeterValue } from '#dispatch/domain';
import { AppError } from '#platform/errors';
import type { EpochMs } from '#units';
import { tableFormat } from '../import-series.ts';
import { JobReader, UnusableCell } from '../job-fields.ts';
import type { ReadingMapping } from '../mapping-schema.ts';
import { textLines } from '../tables/csv.ts';
import { openTable } from '../tables/open-table.ts';
import { openStream, sourceName, type TableSource } from '../tables/table.ts';
import type { Channel, ChannelMeter } from './channel.ts';
import { checkedReading, ReadingRow } from './reading-row.ts';

/** Rows of a delivery, each accepted with its line or rejected with its line and every reason. */
export interface ReadingRows {
  readonly accepted: readonly { readonly value: MeterValue; readonly line: number }[];
  readonly rejected: readonly MeterRejection[];
}
/** A delivery is one block of the ledger. */
export const MOST_ROWS = 200_000;

/** Readings of times that are over by `nowMs`, given as JSON: one, or a list; the line is the place in the list, from 1. */
export function readingsOfList(given: unknown, channels: readonly Channel[], nowMs: EpochMs): ReadingRows {
  const taken = new TakenRows(channels, nowMs, null);
  for (const [index, fields] of (Array.isArray(given) ? given : [given]).entries())
    taken.take(fields, index + 1);
  return taken;
}

/**
 * Readings of a file: JSON Lines (`.jsonl`, `.jsonl.gz`), or CSV (`.csv`, `.csv.gz`) or Parquet through a mapping; without
 * one the columns are named like the fields. Throws AppError `file-unreadable`, `mapping-invalid`, `too-many-rows`.
 */
export async function readingsOfFile(
  source: TableSource,
  channels: readonly Channel[],
  nowMs: EpochMs,
  mapping?: ReadingMapping,
): Promise<ReadingRows> {
  const name = sourceName(source);
  const taken = new TakenRows(channels, nowMs, name);
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(name)) await takeJsonLines(source, name, taken);
  else await takeTable(source, mapping, taken);
  return taken;
}

class TakenRows implements ReadingRows {
  readonly accepted: { value: MeterValue; line: number }[] = [];
  readonly rejected: MeterRejection[] = [];
  private readonly meters: ReadonlyMap<string, ChannelMeter>;
  private readonly nowMs: EpochMs;
  private readonly file: string | null;

  constructor(channels: readonly Channel[], nowMs: EpochMs, file: string | null) {
    this.nowMs = nowMs;
    this.meters = new Map(channels.flatMap(({ meters }) => meters.map((meter) => [meter.id, meter])));
    this.file = file;
  }

  take(fields: unknown, line: number): void {
    if (this.accepted.length + this.rejected.length >= MOST_ROWS) throw tooManyRows();
    const checked = checkedReading(fields, this.meters, this.nowMs);
    if ('value' in checked) this.accepted.push({ value: checked.value, line });
    else this.reject(line, checked.problems, (fields as { meter?: unknown } | null)?.meter);
  }

  reject(
    line: number,
    problems: readonly { readonly field: string; readonly message: string; readonly remedy: string }[],
    id?: unknown,
  ): void {
    const place = this.file === null ? { line } : { file: this.file, line };
    const placed = problems.map((problem) => ({ ...problem, ...place }));
    this.rejected.push({ line, ...(typeof id === 'string' ? { id } : {}), problems: placed });
  }
}

async function takeTable(
  source: TableSource,
  given: ReadingMapping | undefined,
  taken: TakenRows,
): Promise<void> {
  const table = await openTable(source, given === undefined ? {} : tableFormat(given));
  try {
    const reader = new JobReader(given ?? mappingByName(table.columns), table.columns);
    let rowNumber = 0;
    for await (const batch of table.batches()) {
      for (const [index, cells] of batch.rows.entries()) {
        rowNumber += 1;
        const line = batch.lines?.[index] ?? batch.firstLine + index;
        takeCells(reader, cells, { rowNumber, line }, taken);
      }
    }
  } finally {
    table.close();
  }
}

function takeCells(
  reader: JobReader,
  cells: Parameters<JobReader['read']>[0],
  { rowNumber, line }: { readonly rowNumber: number; readonly line: number },
  taken: TakenRows,
): void {
  try {
    const fields = reader.read(cells, rowNumber);
    if (typeof fields !== 'string') taken.take(fields, line);
    else {
      const remedy = 'Nothing to do: the mapping leaves such rows out on purpose.';
      taken.reject(line, [{ field: '', message: fields, remedy }]);
    }
  } catch (error) {
    if (!(error instanceof UnusableCell)) throw error;
    const remedy = 'Mend the value in the file, or the mapping that reads it.';
    taken.reject(line, [{ field: error.field, message: error.message, remedy }]);
  }
}

/** Columns named like the fields; others are left alone. */
function mappingByName(columns: readonly string[]): ReadingMapping {
  const known = columns.filter((column) => column in ReadingRow.shape);
  const fields = Object.fromEntries(known.map((column) => [column, { column }]));
  return { reads: 'readings', zone: 'Asia/Shanghai', let: {}, fields, reject: [] };
}

async function takeJsonLines(source: TableSource, name: string, taken: TakenRows): Promise<void> {
  let line = 0;
  for await (const texts of textLines(name, openStream(source))) {
    for (const text of texts) {
      line += 1;
      if (text.trim() === '') continue;
      try {
        taken.take(JSON.parse(text) as unknown, line);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        const remedy = 'Write one reading a line, as JSON.';
        taken.reject(line, [{ field: '', message: `not JSON: ${error.message}`, remedy }]);
      }
    }
  }
}

const tooManyRows = (): AppError =>
  new AppError({
    code: 'too-many-rows',
    kind: 'invalid-input',
    message: `A delivery has at most ${MOST_ROWS} rows; nothing of it was taken.`,
    remedy: 'Split the file: the order in which the parts are sent does not matter.',
  });
