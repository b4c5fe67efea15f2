import type { LineSeriesOption } from 'echarts';
import { type EpochMs, type Horizon, periodAt, periodMs, periodStartMs } from '#units';
import type { ChartContext } from './picture.ts';
import { onTimeAxis } from './time-axis.ts';

export type Values = readonly (number | null)[];

/**
 * Mean values of periods as points of a stepped line, two a period. The corners are stated rather than left to the
 * engine, which rounds small steps off differently from either side and would leave slivers between stacked bands.
 */
export const stepPoints = (
  startMs: readonly EpochMs[],
  lengthMs: number,
  values: Values,
): [number, number | null][] =>
  startMs.flatMap((at, i): [number, number | null][] => {
    const value = values[i] ?? null;
    return [
      [onTimeAxis(at), value],
      [onTimeAxis(startMs[i + 1] ?? at + lengthMs), value],
    ];
  });

export const periodStarts = (horizon: Horizon): EpochMs[] =>
  Array.from({ length: horizon.periodCount }, (_, t) => periodStartMs(horizon, t));

export const stepsOver = (horizon: Horizon, values: Values): [number, number | null][] =>
  stepPoints(periodStarts(horizon), periodMs(horizon), values);

/** Reads a row of a plan at an instant; null outside its horizon. */
export const readerOver =
  (horizon: Horizon, values: Values) =>
  (instantMs: EpochMs): number | null =>
    values[periodAt(horizon, instantMs)] ?? null;

/** Reads a regular series at an instant by bisection; null in a gap or outside. */
export const readerAt =
  (startMs: readonly EpochMs[], lengthMs: number, values: Values) =>
  (instantMs: EpochMs): number | null => {
    let [low, high] = [0, startMs.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((startMs[middle] as number) <= instantMs) low = middle;
      else high = middle - 1;
    }
    const at = startMs[low];
    if (at === undefined || instantMs < at || instantMs >= at + lengthMs) return null;
    return values[low] ?? null;
  };

/** Hatching for what could have been and was not. */
export const hatch = (colour: string) => ({
  symbol: 'rect' as const,
  color: colour,
  dashArrayX: [1, 0],
  dashArrayY: [2, 4],
  rotation: -Math.PI / 4,
  symbolSize: 1,
});

interface LineLook {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly z?: number;
}

/** Longer lines are thinned to what a screen can show, keeping their peaks. */
const MOST_POINTS = 8000;

/** A thin line without symbols. */
export const lineSeries = (
  { id, name, colour, width = 1.75, dash, z = 3 }: LineLook,
  data: [number, number | null][],
): LineSeriesOption => ({
  type: 'line',
  id,
  name,
  data,
  z,
  showSymbol: false,
  silent: true,
  connectNulls: false,
  ...(data.length > MOST_POINTS ? { sampling: 'lttb' as const } : {}),
  itemStyle: { color: colour },
  lineStyle: { color: colour, width, ...(dash ? { type: [...dash] } : {}) },
});

/** A band that vanishes at times would leave its outline behind, so only a steady one is outlined. */
const alwaysThere = (data: readonly (readonly [number, number | null])[]): boolean =>
  data.every(([, value]) => value !== null && Math.abs(value) > 1e-9);

/** One band of a stack; bands of one stack lie on one another without an outline. */
export const bandSeries = (
  {
    id,
    name,
    colour,
    stack,
    hatched = false,
    opacity = 0.86,
  }: {
    readonly id: string;
    readonly name: string;
    readonly colour: string;
    readonly stack: string;
    readonly hatched?: boolean;
    readonly opacity?: number;
  },
  { look }: ChartContext,
  data: [number, number | null][],
): LineSeriesOption => ({
  type: 'line',
  id,
  name,
  data,
  stack,
  showSymbol: false,
  silent: true,
  lineStyle: { width: opacity > 0 && !hatched && alwaysThere(data) ? 0.6 : 0, color: colour },
  itemStyle: { color: hatched ? look.colours.surface : colour, ...(hatched ? { decal: hatch(colour) } : {}) },
  areaStyle: { color: hatched ? look.colours.surface : colour, opacity: hatched ? 0.9 : opacity },
});
