import { AppError, type InputProblem } from '#platform/errors';
import { MS_PER_MINUTE } from '#units';
import { MS_PER_UNIT, readWallTime, zoneOf } from './instants.ts';
import type { SeriesTime } from './mapping-schema.ts';
import type { Cell, Table } from './tables/table.ts';

/** Columns that the time is read from. */
export const timeColumnNames = (time: SeriesTime): string[] => {
  switch (time.form) {
    case 'written':
    case 'count':
      return [time.column];
    case 'calendar':
      return [time.year, time.month, time.day, time.period];
    case 'rows':
      return [];
  }
};

export const timeProblem = (why: string): InputProblem => ({
  field: 'time',
  message: why,
  remedy: 'Write the time as the mapping says, e.g. 2025-03-10T08:15:00+08:00.',
});

/** A row's wall time as if it were UTC (marked when the text fixes the instant), or why it has none. */
export type TimeReader = (row: readonly Cell[], rowNumber: number) => number | string;

export function timeReader(table: Table, time: SeriesTime): TimeReader {
  const at = (name: string): number => table.columns.indexOf(name);
  switch (time.form) {
    case 'rows': {
      const originMs = Date.parse(time.origin);
      return (_row, rowNumber) => originMs + rowNumber * time.periodMinutes * MS_PER_MINUTE;
    }
    case 'count': {
      const [column, originMs] = [at(time.column), Date.parse(time.origin)];
      return (row) => {
        const cell = row[column] ?? '';
        const count = cell === '' ? Number.NaN : Number(cell);
        return Number.isFinite(count)
          ? originMs + count * MS_PER_UNIT[time.unit]
          : `"${String(cell)}" is no count`;
      };
    }
    case 'calendar':
      return calendarReader([time.year, time.month, time.day, time.period].map(at), time.periodMinutes);
    case 'written': {
      const column = at(time.column);
      return (row) => writtenTime(row[column] ?? '');
    }
  }
}

function calendarReader(columns: readonly number[], periodMinutes: number): TimeReader {
  const [yearAt, monthAt, dayAt, periodAt] = columns as [number, number, number, number];
  return (row) => {
    const [year, month, period] = [Number(row[yearAt]), Number(row[monthAt]), Number(row[periodAt])];
    const day = Number(row[dayAt]);
    const dayMs = Date.UTC(year, month - 1, day);
    const real = new Date(dayMs).getUTCDate() === day && new Date(dayMs).getUTCMonth() === month - 1;
    if (!real || !(period >= 1))
      return `no date in ${columns.map((column) => String(row[column])).join(', ')}`;
    return dayMs + (period - 1) * periodMinutes * MS_PER_MINUTE;
  };
}

/** Added to an instant that its text fixed, so that no zone is applied to it; exact, as 2^52 + ms is an integer. */
const FIXED = 2 ** 52;

function writtenTime(cell: Cell): number | string {
  if (cell instanceof Date) return cell.getTime() + FIXED;
  const read = readWallTime(String(cell));
  if (read === null) return `"${String(cell)}" is not a date and time`;
  return read.offsetMs === null ? read.wallMs : read.wallMs - read.offsetMs + FIXED;
}

/** Wall times as instants; NaN where clocks skipped the time. Throws AppError `zone-unknown`. */
export function instantsIn(
  zoneName: string,
  summerTime: 'kept' | 'ignored',
  wallTimes: Float64Array,
): Float64Array {
  const zone = zoneOf(zoneName, summerTime);
  if (zone === null)
    throw new AppError({
      code: 'zone-unknown',
      kind: 'invalid-input',
      message: `There is no time zone "${zoneName}".`,
      remedy: 'Write UTC, an offset such as +08:00, or a name such as Asia/Shanghai.',
    });
  return wallTimes.map((wallMs) =>
    wallMs > FIXED / 2 ? wallMs - FIXED : (zone.instantOf(wallMs) ?? Number.NaN),
  );
}
