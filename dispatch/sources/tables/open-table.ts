import { stat } from 'node:fs/promises';
import { csvTable } from './csv.ts';
import { parquetTable } from './parquet.ts';
import {
  openStream,
  sourceName,
  type Table,
  type TableFormat,
  type TableSource,
  unreadable,
} from './table.ts';

/** Opens CSV, CSV.GZ or Parquet by the end of its name. Throws AppError `file-unreadable`. */
export async function openTable(source: TableSource, format: TableFormat = {}): Promise<Table> {
  const name = sourceName(source);
  if (typeof source === 'string') await requireFile(source);
  if (/\.parquet$/i.test(name)) {
    if (typeof source !== 'string')
      throw unreadable(name, 'a Parquet file cannot be read from an upload', 'Upload it as CSV or CSV.GZ.');
    return parquetTable(source);
  }
  if (!/\.(csv|tsv|txt)(\.gz)?$/i.test(name))
    throw unreadable(
      name,
      'its name does not end in .csv, .csv.gz or .parquet',
      'Rename or convert the file.',
    );
  const delimiter = format.delimiter ?? (/\.tsv(\.gz)?$/i.test(name) ? '\t' : ',');
  return csvTable(name, openStream(source), { ...format, delimiter });
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return;
  const what = found ? 'it is a folder' : 'there is no such file';
  throw unreadable(path, what, 'Check the path; a relative one starts at the current folder.');
}
