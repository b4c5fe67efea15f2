/** A first look at pasted CSV before it is sent; the server reads it for real and reports each rejected line. */
export interface CsvPreview {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Lines with content below the heading. */
  readonly lineCount: number;
  /** Columns every job needs and that are not there. */
  readonly missing: readonly string[];
  /** 1-based lines whose number of cells differs from the heading's. */
  readonly uneven: readonly number[];
}

const NEEDED = ['id', 'kind', 'submittedAt', 'latestEndAt'];

/** Cells of one line; quotes hold commas and doubled quotes. */
export const splitCsvLine = (line: string): readonly string[] => {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] as string;
    if (quoted && sign === '"' && line[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
};

export const previewCsv = (text: string, shown = 6): CsvPreview => {
  const lines = text.replace(/^﻿/, '').split(/\r?\n/);
  const columns = splitCsvLine(lines[0] ?? '').map((name) => name.trim());
  const filled = lines
    .map((line, index) => ({ line, number: index + 1 }))
    .slice(1)
    .filter(({ line }) => line.trim() !== '');
  return {
    columns,
    rows: filled.slice(0, shown).map(({ line }) => splitCsvLine(line)),
    lineCount: filled.length,
    missing: NEEDED.filter((name) => !columns.includes(name)),
    uneven: filled
      .filter(({ line }) => splitCsvLine(line).length !== columns.length)
      .map(({ number }) => number),
  };
};
