/** What a run of the `highs` command left in its solution file (raw style) and told in its log. */
export interface NativeSolution {
  readonly status: string;
  readonly isFeasible: boolean;
  readonly objective: number;
  /** Proven limit of a search over whole numbers, null where the log tells none. */
  readonly bound: number | null;
  readonly primal: Float64Array;
  readonly rowDuals: Float64Array;
  readonly basis: NativeBasis | null;
}

/** Status of every column and row that was in the file, in its own format. */
export interface NativeBasis {
  readonly format: string;
  readonly columns: readonly number[];
  /** Rows by their index in the model: those without limits are not in the file. */
  readonly rows: ReadonlyMap<number, number>;
}
export const AT_LOWER = 0;
export const AT_UPPER = 2;
export const AT_ZERO = 3;

/** Reads a solution file and the log beside it; null when they are not what `highs` writes. */
export const readSolution = (
  text: string,
  log: string,
  columnCount: number,
  rowCount: number,
): NativeSolution | null => {
  const lines = text.split(/\r?\n/);
  const status = after(lines, 'Model status', 0);
  if (status === null) return null;
  const primalAt = lines.indexOf('# Primal solution values');
  const dualAt = lines.indexOf('# Dual solution values');
  if (primalAt < 0 || dualAt < 0) return null;
  const isFeasible = lines[primalAt + 1] === 'Feasible';
  const [primal, rowDuals] = [new Float64Array(columnCount), new Float64Array(rowCount)];
  const isRead =
    (!isFeasible || readValues(lines, primalAt, 'Columns', primal) === columnCount) &&
    (lines[dualAt + 1] !== 'Feasible' || readValues(lines, dualAt, 'Rows', rowDuals) !== null);
  if (!isRead) return null;
  return {
    status,
    isFeasible,
    // Nothing to decide has no solution, and the value nought.
    objective:
      status === 'Empty' ? 0 : Number(/^Objective (\S+)/.exec(lines[primalAt + 2] ?? '')?.[1] ?? Number.NaN),
    bound: numberIn(log, /^\s*Dual bound\s+(\S+)/m),
    primal,
    rowDuals,
    basis: readBasis(lines),
  };
};

const after = (lines: readonly string[], heading: string, from: number): string | null => {
  const at = lines.indexOf(heading, from);
  return at < 0 ? null : (lines[at + 1]?.trim() ?? null);
};

const numberIn = (text: string, pattern: RegExp): number | null => {
  const found = pattern.exec(text)?.[1];
  if (found === '-inf') return Number.NEGATIVE_INFINITY;
  const value = Number(found);
  return Number.isNaN(value) ? null : value;
};

/** Fills an array from the lines `c3 1.5` below `# Columns n`; returns how many there were, null when one is none. */
const readValues = (
  lines: readonly string[],
  from: number,
  section: 'Columns' | 'Rows',
  into: Float64Array,
): number | null => {
  const at = headingAt(lines, section, from);
  if (at < 0) return null;
  const count = Number(lines[at]!.slice(section.length + 2));
  for (let i = 1; i <= count; i++) {
    const [name, value] = (lines[at + i] ?? '').split(' ');
    const [index, number] = [Number(name?.slice(1)), Number(value)];
    if (value === undefined || !(index >= 0 && index < into.length) || !Number.isFinite(number)) return null;
    into[index] = number;
  }
  return count;
};

const headingAt = (lines: readonly string[], section: string, from: number): number => {
  for (let i = from; i < lines.length; i++) if (lines[i]!.startsWith(`# ${section} `)) return i;
  return -1;
};

/** Only the format with names is read: what a version without them writes is not worth a second reader. */
const readBasis = (lines: readonly string[]): NativeBasis | null => {
  const at = lines.indexOf('# Basis');
  const format = lines[at + 1] ?? '';
  if (at < 0 || format !== 'HiGHS_basis_file v2' || lines[at + 2] !== 'Valid') return null;
  const columns: number[] = [];
  const rows = new Map<number, number>();
  let isRow = false;
  for (const line of lines.slice(at + 3)) {
    if (line.startsWith('# Rows')) isRow = true;
    const [name, status] = line.split(' ');
    if (line.startsWith('#') || status === undefined) continue;
    const index = Number(name!.slice(1));
    if (isRow) rows.set(index, Number(status));
    else columns[index] = Number(status);
  }
  return { format, columns, rows };
};

export const writeBasis = ({ format, columns, rows }: NativeBasis): string =>
  [
    format,
    'Valid',
    `# Columns ${columns.length}`,
    ...columns.map((status, index) => `c${index} ${status}`),
    `# Rows ${rows.size}`,
    ...Array.from(rows, ([index, status]) => `r${index} ${status}`),
    '',
  ].join('\n');
