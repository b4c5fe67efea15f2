import { parse } from 'csv-parse/sync';
import type { CaseProblems } from '../case-problems.ts';

/** A CSV file as text: its columns, and rows with their lines. */
export interface TextTable {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** Reads a CSV file; null, with a problem, when it is none. Rows of another width than the first are problems. */
export const textTable = (file: string, text: string, problems: CaseProblems): TextTable | null => {
  const refuse = (line: number, message: string, remedy: string): void =>
    problems.add({ field: file, message, remedy, file, line });
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch (cause) {
    const { message, lines } = cause as { message: string; lines?: number };
    refuse(lines ?? 1, `it is no valid CSV (${message})`, 'Mend the quotation marks.');
    return null;
  }
  const [header, ...rest] = records;
  if (header === undefined) {
    refuse(1, 'it is empty', 'Give it a first line that names its columns, or take it away.');
    return null;
  }
  const columns = header.record.map((cell) => cell.trim());
  const rows = rest.map(({ record, info }) => ({ line: info.lines, cells: record }));
  for (const { line, cells } of rows)
    if (cells.length !== columns.length)
      refuse(
        line,
        `the row has ${cells.length} cells, the first line ${columns.length}`,
        'Give it a cell for every column.',
      );
  twice(columns).forEach((name) => {
    refuse(1, `the column "${name}" is given twice`, 'Keep the one that is meant.');
  });
  return { file, columns, rows };
};

const twice = (names: readonly string[]): string[] =>
  [...new Set(names)].filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
