import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Cell, RowBatch, Table } from './table.ts';
import { unreadable } from './table.ts';

const BATCH_ROWS = 8192;

/** Rows of a Parquet file, some thousand at a time. Integers of 64 bits become numbers, times become instants. */
export async function parquetTable(path: string): Promise<Table> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch((cause: Error) => {
    throw unreadable(
      path,
      `it is not a Parquet file (${cause.message})`,
      'Write it again as Parquet or CSV.',
      cause,
    );
  });
  const columns = parquetSchema(metadata).children.map((child) => child.element.name);
  const rowCount = Number(metadata.num_rows);
  let open = true;
  async function* batches(): AsyncGenerator<RowBatch> {
    for (let rowStart = 0; open && rowStart < rowCount; rowStart += BATCH_ROWS) {
      const rowEnd = Math.min(rowStart + BATCH_ROWS, rowCount);
      const objects = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd }).catch(
        (cause: Error) => {
          throw unreadable(path, `it is damaged (${cause.message})`, 'Copy the file again.', cause);
        },
      );
      const rows = objects.map((row) =>
        columns.map((column) => cellOf((row as Record<string, unknown>)[column])),
      );
      yield { firstLine: rowStart + 2, rows };
    }
  }
  return {
    name: path,
    columns,
    batches,
    close: () => {
      open = false;
    },
  };
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return value instanceof Date ? value : JSON.stringify(value);
}
