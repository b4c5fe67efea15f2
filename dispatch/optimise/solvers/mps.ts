import type { LpData } from './lp-solver.ts';

/** Names of a column and a row in the file; a solution is read by them. */
const column = (index: number): string => `c${index}`;
const row = (index: number): string => `r${index}`;

/** Text in pieces of a line each, joined at the end. */
type Lines = string[];

/**
 * A program as a free MPS file, with RANGES, BOUNDS, integer markers and, for squared costs, QUADOBJ. Numbers are written
 * so that they read back to the bit. Rows without any limit are left out: readers take them for objectives.
 */
export const writeMps = (data: LpData, isRelaxed: boolean): string => {
  const lines: Lines = ['NAME wattbit', 'ROWS', ' N objective'];
  const written = new Uint8Array(data.rowCount);
  for (let index = 0; index < data.rowCount; index++) {
    const sense = senseOf(data.rowLower[index]!, data.rowUpper[index]!);
    if (sense === null) continue;
    written[index] = 1;
    lines.push(` ${sense} ${row(index)}`);
  }
  writeColumns(lines, data, written, isRelaxed);
  writeSides(lines, data, written);
  writeBounds(lines, data, isRelaxed);
  writeSquares(lines, data);
  lines.push('ENDATA', '');
  return lines.join('\n');
};

/** Equal, at least, at most; a row between two limits is one of at most, with a range. */
const senseOf = (lower: number, upper: number): 'E' | 'G' | 'L' | null => {
  if (lower === upper) return 'E';
  if (Number.isFinite(upper)) return 'L';
  return Number.isFinite(lower) ? 'G' : null;
};

const writeColumns = (lines: Lines, data: LpData, written: Uint8Array, isRelaxed: boolean): void => {
  lines.push('COLUMNS');
  let inWhole = false;
  for (let index = 0; index < data.columnCount; index++) {
    const isWhole = !isRelaxed && data.isWhole?.[index] === 1;
    if (isWhole !== inWhole) lines.push(` MARKER 'MARKER' '${isWhole ? 'INTORG' : 'INTEND'}'`);
    inWhole = isWhole;
    // A column without entries is only known by its cost, so that this one is written even when it is zero.
    lines.push(` ${column(index)} objective ${data.columnCost[index]!}`);
    for (let k = data.columnStart[index]!; k < data.columnStart[index + 1]!; k++)
      if (written[data.rowIndex[k]!])
        lines.push(` ${column(index)} ${row(data.rowIndex[k]!)} ${data.value[k]!}`);
  }
  if (inWhole) lines.push(" MARKER 'MARKER' 'INTEND'");
};

const writeSides = (lines: Lines, data: LpData, written: Uint8Array): void => {
  const ranges: Lines = [];
  lines.push('RHS');
  for (let index = 0; index < data.rowCount; index++) {
    if (!written[index]) continue;
    const [lower, upper] = [data.rowLower[index]!, data.rowUpper[index]!];
    lines.push(` RHS ${row(index)} ${Number.isFinite(upper) ? upper : lower}`);
    if (lower < upper && Number.isFinite(lower) && Number.isFinite(upper))
      ranges.push(` RANGE ${row(index)} ${upper - lower}`);
  }
  if (ranges.length > 0) lines.push('RANGES', ...ranges.splice(0));
};

const writeBounds = (lines: Lines, data: LpData, isRelaxed: boolean): void => {
  lines.push('BOUNDS');
  for (let index = 0; index < data.columnCount; index++) {
    const [lower, upper] = [data.columnLower[index]!, data.columnUpper[index]!];
    const name = column(index);
    if (lower === upper) {
      lines.push(` FX BOUND ${name} ${lower}`);
    } else if (!Number.isFinite(lower) && !Number.isFinite(upper)) {
      lines.push(` FR BOUND ${name}`);
    } else {
      // The lower one always first: an upper bound alone may move it.
      lines.push(Number.isFinite(lower) ? ` LO BOUND ${name} ${lower}` : ` MI BOUND ${name}`);
      if (Number.isFinite(upper)) lines.push(` UP BOUND ${name} ${upper}`);
      else if (!isRelaxed && data.isWhole?.[index]) lines.push(` PL BOUND ${name}`);
    }
  }
};

/** The objective is c·x + x'Qx / 2: the diagonal is twice the cost of the square. */
const writeSquares = (lines: Lines, { columnSquare, columnCount }: LpData): void => {
  if (columnSquare === undefined) return;
  lines.push('QUADOBJ');
  for (let index = 0; index < columnCount; index++)
    if (columnSquare[index]! !== 0)
      lines.push(` ${column(index)} ${column(index)} ${2 * columnSquare[index]!}`);
};
