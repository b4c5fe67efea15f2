import { type EpochMs, MS_PER_HOUR, MS_PER_MINUTE } from '#units';

/** Milliseconds in the units that files count time in. */
export const MS_PER_UNIT = {
  milliseconds: 1,
  seconds: 1000,
  minutes: MS_PER_MINUTE,
  hours: MS_PER_HOUR,
  days: 24 * MS_PER_HOUR,
} as const;

const WRITTEN =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** Wall time as if it were UTC, and the offset when the text says one; null when it is no date and time. */
export function readWallTime(text: string): { wallMs: number; offsetMs: number | null } | null {
  const match = WRITTEN.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (mo < 1 || mo > 12 || h > 24 || mi > 59 || s > 60 || d < 1 || d > daysIn(y, mo)) return null;
  const wallMs = Date.UTC(y, mo - 1, d, h, mi, s) + Math.round(Number(`0.${fraction || 0}`) * 1000);
  return { wallMs, offsetMs: offset === undefined ? null : offsetOf(offset) };
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const offsetOf = (text: string): number => {
  if (text === 'Z') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * (Number(text.slice(1, 3)) * MS_PER_HOUR + Number(text.slice(-2)) * MS_PER_MINUTE);
};

/**
 * A place's clock: `UTC`, `+08:00` or a name such as `Europe/Berlin`. With `summerTime: ignored` the standard offset
 * holds all year, as files write it that list 24 hours on every local day.
 */
export interface Zone {
  readonly name: string;
  /** Instant of a wall time; null when clocks skipped it. A wall time that came twice means the first. */
  instantOf(wallMs: number): EpochMs | null;
}

export function zoneOf(name: string, summerTime: 'kept' | 'ignored' = 'kept'): Zone | null {
  if (name === 'UTC' || name === 'Z') return { name, instantOf: (wallMs) => wallMs };
  if (/^[+-]\d{2}:\d{2}$/.test(name)) {
    const offsetMs = offsetOf(name);
    return { name, instantOf: (wallMs) => wallMs - offsetMs };
  }
  const offsetAt = offsetReader(name);
  if (offsetAt === null) return null;
  if (summerTime === 'ignored') {
    const standardMs = Math.min(offsetAt(Date.UTC(2024, 0, 1)), offsetAt(Date.UTC(2024, 6, 1)));
    return { name, instantOf: (wallMs) => wallMs - standardMs };
  }
  return { name, instantOf: (wallMs) => instantInZone(wallMs, offsetAt) };
}

function instantInZone(wallMs: number, offsetAt: (instantMs: EpochMs) => number): EpochMs | null {
  const candidates = [offsetAt(wallMs - 24 * MS_PER_HOUR), offsetAt(wallMs + 24 * MS_PER_HOUR)];
  const instants = candidates.map((offset) => wallMs - offset).filter((at) => at + offsetAt(at) === wallMs);
  return instants.length === 0 ? null : Math.min(...instants);
}

function offsetReader(zone: string): ((instantMs: EpochMs) => number) | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
  const known = new Map<number, number>();
  return (instantMs) => {
    const hour = Math.floor(instantMs / MS_PER_HOUR);
    let offset = known.get(hour);
    if (offset === undefined) {
      const part = format.formatToParts(hour * MS_PER_HOUR).find((each) => each.type === 'timeZoneName')!;
      offset = part.value === 'GMT' ? 0 : offsetOf(part.value.slice(3));
      known.set(hour, offset);
    }
    return offset;
  };
}
