import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { RowBatch, Table, TableFormat } from './table.ts';
import { unreadable } from './table.ts';

const BATCH_ROWS = 4096;

/** Rows of delimited text; gzip is undone when the name ends in `.gz`. The first line names the columns. */
export async function csvTable(
  name: string,
  bytes: Readable,
  format: TableFormat & { readonly delimiter: string },
): Promise<Table> {
  const records = recordsOf(textLines(name, bytes, format.encoding), name, format.delimiter);
  const first = await records.next();
  if (first.done) throw unreadable(name, 'it is empty', 'Give a file whose first line names its columns.');
  const columns = first.value.cells.map((cell) => cell.trim());
  return {
    name,
    columns,
    batches: () => inBatches(records),
    close: () => {
      bytes.destroy();
    },
  };
}

interface CsvRecord {
  readonly line: number;
  readonly cells: string[];
}

async function* inBatches(records: AsyncGenerator<CsvRecord>): AsyncGenerator<RowBatch> {
  let rows: string[][] = [];
  let lines: number[] = [];
  for await (const record of records) {
    rows.push(record.cells);
    lines.push(record.line);
    if (rows.length < BATCH_ROWS) continue;
    yield { firstLine: lines[0]!, lines, rows };
    rows = [];
    lines = [];
  }
  if (rows.length > 0) yield { firstLine: lines[0]!, lines, rows };
}

/** A record ends at a line's end outside quotes, so a quoted one may take several lines. */
async function* recordsOf(
  chunks: AsyncGenerator<string[]>,
  name: string,
  delimiter: string,
): AsyncGenerator<CsvRecord> {
  let line = 0;
  let open: { line: number; text: string } | null = null;
  for await (const chunk of chunks) {
    for (const text of chunk) {
      line += 1;
      if (open === null) {
        if (text === '') continue;
        if (!text.includes('"')) yield { line, cells: text.split(delimiter) };
        else open = { line, text };
      } else open.text += `\n${text}`;
      if (open !== null && hasEvenQuotes(open.text)) {
        yield { line: open.line, cells: quotedCells(open.text, name, open.line, delimiter) };
        open = null;
      }
    }
  }
  if (open !== null)
    throw unreadable(
      name,
      `a quotation mark opened on line ${open.line} never closes`,
      'Close or remove it.',
    );
}

const hasEvenQuotes = (text: string): boolean => {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 0;
};

function quotedCells(text: string, name: string, line: number, delimiter: string): string[] {
  try {
    return (parse(text, { delimiter, relax_column_count: true }) as string[][])[0] ?? [];
  } catch (cause) {
    throw unreadable(
      name,
      `line ${line} is not valid CSV (${(cause as Error).message})`,
      'Mend the quotation marks.',
      cause,
    );
  }
}

/** Lines of a text, a chunk's worth at a time; gzip is undone when the name ends in `.gz`. */
export async function* textLines(
  name: string,
  bytes: Readable,
  encoding = 'utf-8',
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder(encoding);
  const stream = name.toLowerCase().endsWith('.gz') ? gunzipped(bytes) : bytes;
  let rest = '';
  try {
    for await (const chunk of stream) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = lines.pop()!;
      yield lines.map(withoutReturn);
    }
  } catch (cause) {
    throw unreadable(
      name,
      `it breaks off or is damaged (${(cause as Error).message})`,
      'Copy the file again.',
      cause,
    );
  }
  rest += decoder.decode();
  if (rest !== '') yield rest.split('\n').map(withoutReturn);
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

function gunzipped(bytes: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  bytes.once('error', (cause) => gunzip.destroy(cause));
  return bytes.pipe(gunzip);
}
