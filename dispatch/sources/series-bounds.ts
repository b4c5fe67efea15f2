import { QUALITIES, type Region, type Series } from '#dispatch/domain';
import { AppError } from '#platform/errors';
import { MS_PER_MINUTE, shanghaiIso } from '#units';
import { visitValues } from './region-checks/references.ts';
import type { RegionFile } from './region-file.ts';
import { fieldOf } from './zod-problems.ts';

/** What a series may hold where a field uses it; a temperature or a price may be negative, these may not. */
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  availableRatio: [0, 1.0001],
  loadMw: [0, Number.POSITIVE_INFINITY],
  inflowM3PerS: [0, Number.POSITIVE_INFINITY],
  emissionTco2PerMwh: [0, Number.POSITIVE_INFINITY],
  contractedMw: [0, Number.POSITIVE_INFINITY],
  upMw: [0, Number.POSITIVE_INFINITY],
  downMw: [0, Number.POSITIVE_INFINITY],
};

/** Throws `series-impossible` at the first value outside what a field that uses the series can take. */
export function requirePossible(
  region: Region,
  name: string,
  series: Series,
  lineOf: RegionFile['lineOf'],
): void {
  visitValues(region, [], (value, path) => {
    const { series: used, scale = 1 } = value as { series?: string; scale?: number };
    const bounds = BOUNDS[String(path.at(-1))];
    if (used !== name || bounds === undefined) return;
    const at = firstOutside(series, scale, bounds);
    if (at >= 0) throw impossible(series, at, scale, path, bounds, lineOf(path));
  });
}

function firstOutside(series: Series, scale: number, [least, most]: readonly [number, number]): number {
  const missing = QUALITIES.indexOf('missing');
  return series.values.findIndex(
    (value, at) => series.quality[at] !== missing && (value * scale < least || value * scale > most),
  );
}

function impossible(
  series: Series,
  at: number,
  scale: number,
  path: readonly PropertyKey[],
  bounds: readonly [number, number],
  line: number,
): AppError {
  const when = shanghaiIso(series.startMs + at * series.periodMinutes * MS_PER_MINUTE);
  const message = `${series.source} holds ${series.values[at]! * scale} at ${when}`;
  const upTo = Number.isFinite(bounds[1]) ? ' to 1' : ' upwards';
  const remedy = `${String(path.at(-1))} takes 0${upTo}: mend the file, or its scale in the region.`;
  return new AppError({
    code: 'series-impossible',
    kind: 'invalid-input',
    message: `${message}, which is not possible for ${fieldOf(path)}.`,
    remedy,
    problems: [{ field: fieldOf(path), message, remedy, line }],
  });
}
