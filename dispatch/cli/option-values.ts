import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { parse } from 'yaml';
import type { SeriesSource } from '#dispatch/domain';
import { type EpochMs, shanghaiDayStartMs } from '#units';

/** `2025-03-10` (Shanghai midnight) or ISO 8601; without an offset the clock is Shanghai's. */
export function parseInstant(text: string): EpochMs {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return required(shanghaiDayStartMs(text), text);
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) return required(Number.NaN, text);
  const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  return required(Date.parse(`${text.replace(' ', 'T')}${hasOffset ? '' : '+08:00'}`), text);
}
function required(instantMs: number, text: string): EpochMs {
  if (Number.isNaN(instantMs))
    throw new InvalidArgumentError(`"${text}" is no date. Write 2025-03-10 or 2025-03-10T08:00:00+08:00.`);
  return instantMs;
}

/** `YYYY-MM-DD`, Shanghai. */
export function parseDay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(shanghaiDayStartMs(text))) return text;
  throw new InvalidArgumentError(`"${text}" is no day. Write it as 2025-03-10.`);
}

/** `YYYY-MM`, Shanghai. */
export function parseMonth(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError(`"${text}" is no month. Write it as 2025-03.`);
}

export const parsePositive =
  (unit: string) =>
  (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value > 0 && Number.isFinite(value)) return value;
    throw new InvalidArgumentError(`"${text}" is no number above 0 (${unit}).`);
  };

/** A leap year: no window is longer. */
export const YEAR_HOURS = 8_784;

/** Length of a window. */
export const parseHours =
  (mostHours: number) =>
  (text: string): number => {
    const hours = parsePositive('h')(text);
    if (hours <= mostHours) return hours;
    throw new InvalidArgumentError(
      `"${text}" is longer than a window may be. Write at most ${mostHours} h, and plan what lies beyond as a window of its own.`,
    );
  };

export function parseCount(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError(`"${text}" is no whole number above 0.`);
}

/** A whole number from 1 to the most there may be. */
export const parseCountUpTo =
  (most: number) =>
  (text: string): number => {
    const value = parseCount(text);
    if (value <= most) return value;
    throw new InvalidArgumentError(`${value} is too many; ${most} is the most.`);
  };

export function parseSeed(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError(`"${text}" is no whole number.`);
}

export interface RegionSetting {
  readonly path: string;
  readonly value: unknown;
}
/** `sites.0.pools.0.unitCount=42.9`; the value is read as YAML. Collects. */
export function collectSetting(text: string, before: readonly RegionSetting[] = []): RegionSetting[] {
  const at = text.indexOf('=');
  if (at <= 0)
    throw new InvalidArgumentError(
      `"${text}" is no setting. Write path=value, e.g. sites.0.pools.0.unitCount=42.9.`,
    );
  return [...before, { path: text.slice(0, at), value: parse(text.slice(at + 1)) as unknown }];
}

/** `carbon=../data/ci.csv.gz#AU-SA[:mapping]`. Collects; the file is taken from the current folder. */
export function collectSeries(
  text: string,
  before: Readonly<Record<string, SeriesSource>> = {},
): Record<string, SeriesSource> {
  const match = /^([^=]+)=([^#]+)#([^:]+)(?::(.+))?$/.exec(text);
  if (!match)
    throw new InvalidArgumentError(
      `"${text}" is no series. Write name=FILE#column or name=FILE#column:mapping.`,
    );
  const [, name, file, column, mapping] = match as unknown as [string, string, string, string, string?];
  const source = { file: resolve(file), column, ...(mapping === undefined ? {} : { mapping }) };
  return { ...before, [name]: source };
}
