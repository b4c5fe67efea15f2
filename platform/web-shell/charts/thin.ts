import type { EChartsOption, SeriesOption } from 'echarts';

type Point = readonly [number, number | null];
/** A line up to this length is drawn as it is. */
const MOST_POINTS = 4000;
/** Lowest and highest value of each of so many stretches stay: two points a pixel on a wide screen. */
const STRETCHES = 1000;

const longLine = (series: SeriesOption): readonly Point[] | null =>
  series.type === 'line' && Array.isArray(series.data) && series.data.length > MOST_POINTS
    ? (series.data as unknown as readonly Point[])
    : null;

/** First index whose x is at least `x`. */
const indexAt = (points: readonly Point[], x: number): number => {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as Point)[0] < x) low = middle + 1;
    else high = middle;
  }
  return low;
};

const extremes = (points: readonly Point[], from: number, to: number): [number, number] => {
  let [lowest, highest] = [from, from];
  for (let i = from; i < to; i++) {
    const value = points[i]?.[1] ?? null;
    if (value === null) continue;
    if (value < (points[lowest]?.[1] ?? Number.POSITIVE_INFINITY)) lowest = i;
    if (value > (points[highest]?.[1] ?? Number.NEGATIVE_INFINITY)) highest = i;
  }
  return lowest < highest ? [lowest, highest] : [highest, lowest];
};

/** Indices that stay: those in sight and one beyond either end; of many, the extremes of each stretch. */
export const keptIndices = (points: readonly Point[], fromX: number, toX: number): number[] => {
  const first = Math.max(0, indexAt(points, fromX) - 1);
  const last = Math.min(points.length, indexAt(points, toX) + 1);
  if (last - first <= MOST_POINTS) return Array.from({ length: last - first }, (_, i) => first + i);
  const kept = new Set<number>([first]);
  const stretch = (last - first) / STRETCHES;
  for (let i = 0; i < STRETCHES; i++) {
    const ends = extremes(points, Math.floor(first + i * stretch), Math.floor(first + (i + 1) * stretch));
    for (const index of ends) kept.add(index);
  }
  return [...kept.add(last - 1)];
};

/**
 * The option with long lines cut to the time axis' ends and thinned to what a screen can show. Series of one length
 * share one choice of points (by the last of them), so that stacked bands stay whole. Short ones pass untouched.
 */
export const thinned = (option: EChartsOption): EChartsOption => {
  const series = Array.isArray(option.series) ? option.series : [];
  const guides = new Map<number, readonly Point[]>();
  for (const one of series) {
    const points = longLine(one);
    if (points) guides.set(points.length, points);
  }
  if (guides.size === 0) return option;
  const axis = (Array.isArray(option.xAxis) ? option.xAxis[0] : option.xAxis) as {
    min?: number;
    max?: number;
  };
  const [fromX, toX] = [axis?.min ?? Number.NEGATIVE_INFINITY, axis?.max ?? Number.POSITIVE_INFINITY];
  const kept = new Map([...guides].map(([length, points]) => [length, keptIndices(points, fromX, toX)]));
  const cut = (one: SeriesOption): SeriesOption => {
    const points = longLine(one);
    const indices = points && kept.get(points.length);
    return points && indices ? ({ ...one, data: indices.map((i) => points[i]) } as SeriesOption) : one;
  };
  return { ...option, series: series.map(cut) };
};
