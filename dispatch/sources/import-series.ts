import { QUALITIES, type Quality, type Series } from '#dispatch/domain';
import { AppError, type InputProblem } from '#platform/errors';
import { GrowingNumbers } from './growing-numbers.ts';
import type { RejectedRow, SeriesIntake } from './intake.ts';
import type { SeriesMapping } from './mapping-schema.ts';
import { type Grid, gridOf } from './series-grid.ts';
import { instantsIn, timeColumnNames, timeProblem, timeReader } from './series-time.ts';
import { openTable } from './tables/open-table.ts';
import type { Cell, Table, TableFormat, TableSource } from './tables/table.ts';

/**
 * Reads every value column of a file into a regular series (period starts, UTC). Missing rows and empty cells become
 * gaps; a cell that is no number becomes a gap and is reported; a row without a usable time is rejected whole.
 * Throws AppError `file-unreadable`, or `columns-missing` when the columns do not fit the mapping.
 */
export async function importSeries(source: TableSource, mapping: SeriesMapping): Promise<SeriesIntake> {
  const table = await openTable(source, tableFormat(mapping));
  try {
    return await seriesOf(table, mapping);
  } finally {
    table.close();
  }
}

export const tableFormat = (mapping: {
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
}): TableFormat => ({
  ...(mapping.delimiter === undefined ? {} : { delimiter: mapping.delimiter }),
  ...(mapping.encoding === undefined ? {} : { encoding: mapping.encoding }),
});

/** A value column as it is read: its place, and what becomes of its cells. */
interface Column {
  readonly name: string;
  readonly at: number;
  readonly scale: number;
  readonly zone: string | undefined;
  readonly values: GrowingNumbers;
}

async function seriesOf(table: Table, mapping: SeriesMapping): Promise<SeriesIntake> {
  const columns = valueColumns(table, mapping);
  const timeOf = timeReader(table, mapping.time);
  const wallTimes = new GrowingNumbers();
  const lines = new GrowingNumbers();
  const rejected: RejectedRow[] = [];
  const gaps = new Set(mapping.gaps);
  let rowNumber = 0;
  for await (const batch of table.batches()) {
    for (let index = 0; index < batch.rows.length; index += 1) {
      const row = batch.rows[index]!;
      const line = batch.lines?.[index] ?? batch.firstLine + index;
      const wallMs = timeOf(row, rowNumber++);
      const timeless = typeof wallMs === 'string';
      if (!timeless) {
        wallTimes.push(wallMs);
        lines.push(line);
      }
      const problems = timeless ? [timeProblem(wallMs)] : pushValues(row, columns, gaps);
      if (problems.length > 0)
        rejected.push({ line, problems: problems.map((each) => ({ ...each, file: table.name, line })) });
    }
  }
  const taken = { file: table.name, wallTimes: wallTimes.taken(), lines: lines.taken() };
  return { accepted: regularSeries(taken, mapping, columns, (row) => rejected.push(row)), rejected };
}

/** Adds a row's values, NaN for a gap; a text that is neither a number nor a known word for a gap is reported. */
function pushValues(
  row: readonly Cell[],
  columns: readonly Column[],
  gaps: ReadonlySet<string>,
): InputProblem[] {
  const problems: InputProblem[] = [];
  for (const column of columns) {
    const cell = row[column.at] ?? '';
    const value = cell === '' ? Number.NaN : Number(cell);
    const usable = Number.isFinite(value);
    column.values.push(usable ? value * column.scale : Number.NaN);
    if (usable || cell === '' || gaps.has(String(cell).trim())) continue;
    problems.push({
      field: column.name,
      message: `"${String(cell)}" is not a number; it was taken as a gap`,
      remedy: 'Write a number, or leave the cell empty where there is none.',
    });
  }
  return problems;
}

function valueColumns(table: Table, mapping: SeriesMapping): Column[] {
  const timeColumns = new Set(timeColumnNames(mapping.time));
  const others = table.columns.filter((name) => !timeColumns.has(name)).map((column) => ({ column }));
  const wanted: NonNullable<SeriesMapping['columns']> = mapping.columns ?? others;
  const missing = [...timeColumns, ...wanted.map((each) => each.column)].filter(
    (name) => !table.columns.includes(name),
  );
  if (missing.length > 0) throw missingColumns(table, missing);
  return wanted.map((each) => ({
    name: each.name ?? each.column,
    at: table.columns.indexOf(each.column),
    scale: (each.scale ?? 1) * mapping.scale,
    zone: each.zone,
    values: new GrowingNumbers(),
  }));
}

/** The refusal for a file that lacks columns its mapping names. */
function missingColumns(table: Table, missing: readonly string[]): AppError {
  const remedy = `Its columns are: ${table.columns.join(', ')}. Use one of them, or another mapping.`;
  return new AppError({
    code: 'columns-missing',
    kind: 'invalid-input',
    message: `${table.name} has no column ${missing.map((name) => `"${name}"`).join(', ')}.`,
    remedy,
    problems: missing.map((name) => ({
      field: name,
      message: `there is no column "${name}"`,
      remedy,
      file: table.name,
      line: 1,
    })),
  });
}

interface TakenRows {
  readonly file: string;
  readonly wallTimes: Float64Array;
  readonly lines: Float64Array;
}

/** Columns share a grid when they share a zone; a row's time is judged once, by the first of them. */
function regularSeries(
  rows: TakenRows,
  mapping: SeriesMapping,
  columns: readonly Column[],
  reject: (row: RejectedRow) => void,
): Series[] {
  if (rows.wallTimes.length === 0) return [];
  const { time } = mapping;
  const fileZone = time.form === 'written' || time.form === 'calendar' ? time.zone : 'UTC';
  const summerTime = time.form === 'written' ? time.summerTime : 'kept';
  const grids = new Map<string, Grid>();
  return columns.map((column) => {
    const zone = column.zone ?? fileZone;
    let grid = grids.get(zone);
    if (grid === undefined) {
      const instants = instantsIn(zone, summerTime, rows.wallTimes);
      const first = grids.size === 0;
      grid = gridOf({ file: rows.file, instants, lines: rows.lines }, mapping, first ? reject : () => {});
      grids.set(zone, grid);
    }
    return columnSeries(rows.file, column, grid, mapping.quality);
  });
}

function columnSeries(file: string, column: Column, grid: Grid, quality: Quality): Series {
  const values = new Float64Array(grid.count);
  const qualities = new Uint8Array(grid.count).fill(QUALITIES.indexOf('missing'));
  const present = QUALITIES.indexOf(quality);
  const given = column.values.taken();
  for (let row = 0; row < given.length; row += 1) {
    const slot = grid.slotOfRow[row]!;
    const value = given[row]!;
    if (slot < 0 || Number.isNaN(value)) continue;
    values[slot] = value;
    qualities[slot] = present;
  }
  return {
    name: column.name,
    startMs: grid.startMs,
    periodMinutes: grid.periodMinutes,
    values,
    quality: qualities,
    source: `${file}#${column.name}`,
  };
}
