import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '#platform/errors';

/** One value of a row: text from a CSV file; numbers, instants and truth values also come from Parquet. */
export type Cell = string | number | boolean | Date | null;
export interface RowBatch {
  /** Line in the file of `rows[0]`; a Parquet row counts as a line below a header. */
  readonly firstLine: number;
  /** Lines of rows that do not simply follow each other; absent when they do. */
  readonly lines?: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}
/** A file of rows, read as a stream: a batch at a time, never all of it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  batches(): AsyncIterable<RowBatch>;
  /** Stops reading before the end. */
  close(): void;
}
/** A file by path, or bytes that arrive (an upload) under a name that tells the format. */
export type TableSource = string | { readonly name: string; readonly stream: Readable };
export interface TableFormat {
  readonly delimiter?: string;
  /** Name of a text encoding, e.g. `gb18030`; default UTF-8. */
  readonly encoding?: string;
}

export const sourceName = (source: TableSource): string =>
  typeof source === 'string' ? source : source.name;
export const openStream = (source: TableSource): Readable =>
  typeof source === 'string' ? createReadStream(source, { highWaterMark: 1 << 18 }) : source.stream;

/** The refusal for a file that cannot be read at all. */
export const unreadable = (name: string, why: string, remedy: string, cause?: unknown): AppError =>
  new AppError({
    code: 'file-unreadable',
    kind: 'invalid-input',
    message: `Cannot read ${basename(name)}: ${why}.`,
    remedy,
    problems: [{ field: '', message: why, remedy, file: name }],
    cause,
  });
