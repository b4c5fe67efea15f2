/** A column of a table of text. */
export interface TextColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Cut, with an ellipsis, beyond this many cells of the terminal. */
  readonly most?: number;
}

/** Columns a text takes in a terminal: Chinese characters and full-width signs take two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += isWide(letter.codePointAt(0)!) ? 2 : 1;
  return width;
}
const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6) ||
  (code >= 0x20000 && code <= 0x3fffd);

/** Rows under titles and a rule, columns two blanks apart. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const cut = rows.map((row) => row.map((cell, at) => shortened(cell, columns[at]?.most)));
  const widths = columns.map((column, at) =>
    Math.max(textWidth(column.title), ...cut.map((row) => textWidth(row[at] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, at) => padded(cells[at] ?? '', widths[at]!, column.align))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(columns.map((column) => column.title)), rule, ...cut.map(line)].join('\n');
}

function padded(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? blanks + text : text + blanks;
}

function shortened(text: string, most: number | undefined): string {
  if (most === undefined || textWidth(text) <= most) return text;
  let kept = '';
  for (const letter of text) {
    if (textWidth(kept + letter) > most - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}
