import type { RuleDayState, RuleRecord } from '#dispatch/domain';
import { shanghaiDayStartMs } from '#units';
import { timeFrame } from './frame.ts';
import type { ChartContext, ChartKey, ChartPicture } from './picture.ts';
import { ruleFigure, ruleSentence } from './rule-state-words.ts';
import { lineSeries } from './steps.ts';
import { tableOfKeys } from './table.ts';
import { onTimeAxis } from './time-axis.ts';

const MS_PER_DAY = 86_400_000;
const WORDS = {
  counted: { zh: '已计', en: 'counted' },
  expected: { zh: '预计', en: 'expected' },
  low: { zh: '十分之一低于', en: 'one of ten below' },
  high: { zh: '十分之一高于', en: 'one of ten above' },
  worst: { zh: '最低的一天', en: 'lowest day' },
  best: { zh: '最高的一天', en: 'highest day' },
  limit: { zh: '限值', en: 'limit' },
} as const;

interface Point {
  readonly atMs: number;
  readonly counted: number | null;
  readonly low: number | null;
  readonly median: number | null;
  readonly high: number | null;
}

/** What a rule has counted day by day, and the fan of where it may end. Percent, tonnes, or a bare ratio for PUE. */
export const ruleHistoryPicture = (
  record: RuleRecord,
  days: readonly RuleDayState[],
  context: ChartContext,
): ChartPicture => {
  const { look, language } = context;
  const scale = record.kind === 'carbon' || record.kind === 'pue' ? 1 : 100;
  const unit = record.kind === 'carbon' ? 't' : record.kind === 'pue' ? '' : '%';
  const points = pointsOf(days, scale);
  const startsMs = points.map(({ atMs }) => atMs);
  const limit = record.limit * scale;
  const colours = {
    counted: look.colours.actual,
    expected: look.colours.accent,
    limit: look.colours.alarm,
  };
  const column = (of: (point: Point) => number | null) =>
    points.map((point): [number, number | null] => [onTimeAxis(point.atMs), of(point)]);
  const line = (id: 'counted' | 'expected' | 'limit', of: (point: Point) => number | null, dash?: number[]) =>
    lineSeries(
      { id, name: WORDS[id][language], colour: colours[id], width: 2, z: 5, ...(dash ? { dash } : {}) },
      column(of),
    );
  const band = (id: string, of: (point: Point) => number | null, opacity: number) => ({
    ...lineSeries({ id, name: id, colour: colours.expected, width: 0, z: 2 }, column(of)),
    stack: 'fan',
    stackStrategy: 'all' as const,
    areaStyle: { color: colours.expected, opacity },
  });
  const extentMs = [startsMs[0] ?? 0, (startsMs.at(-1) ?? 0) + MS_PER_DAY] as const;
  const isRange = days.at(-1)?.judgement.projection.method === 'dayRange';
  const keys = keysOf(context, { points, limit, unit, colours, isRange });
  return {
    id: `rule-${record.id}`,
    title: record.title[language],
    unit,
    description: ruleSentence(record, days.at(-1) ?? null)[language],
    option: timeFrame(context, {
      extentMs,
      y: scaleOf(points, limit),
      series: [
        band('low', ({ low }) => low, 0),
        band('spread', ({ low, high }) => (low === null || high === null ? null : high - low), 0.22),
        line('expected', ({ median }) => median, [6, 4]),
        line('counted', ({ counted }) => counted),
        line('limit', () => limit, [2, 3]),
      ],
    }),
    keys,
    extentMs,
    heightPx: 280,
    stepMs: MS_PER_DAY,
    table: () => tableOfKeys(context, startsMs, keys),
  };
};

/** The axis holds the figures and the limit with some air. */
function scaleOf(points: readonly Point[], limit: number) {
  const values = points.flatMap(({ counted, low, high }) => [counted, low, high]).filter((v) => v !== null);
  const [least, greatest] = [Math.min(limit, ...values), Math.max(limit, ...values)];
  const air = Math.max((greatest - least) * 0.15, Math.abs(limit) * 0.01);
  const nice = (value: number): number => Number(value.toPrecision(3));
  return { min: Math.max(0, nice(least - air)), max: nice(greatest + air) };
}

/** Days as they were counted, then the days of the last fan, which begins where the count ends. */
function pointsOf(days: readonly RuleDayState[], scale: number): Point[] {
  const endOf = (day: string): number => shanghaiDayStartMs(day) + MS_PER_DAY;
  const figured = days.map((state) => ({ state, value: ruleFigure(state) }));
  const past = figured.map(({ state, value }): Point => {
    const counted = value === null ? null : value * scale;
    return { atMs: endOf(state.day), counted, low: null, median: null, high: null };
  });
  const last = figured.at(-1);
  const fan = last?.state.judgement.projection.fan ?? [];
  const now = past.at(-1);
  if (now === undefined || fan.length === 0) return past;
  const joint = { ...now, low: now.counted, median: now.counted, high: now.counted };
  const ahead = fan.map(
    ({ day, low, median, high }): Point => ({
      atMs: endOf(day),
      counted: null,
      low: low * scale,
      median: median * scale,
      high: high * scale,
    }),
  );
  return [...past.slice(0, -1), joint, ...ahead];
}

interface Keyed {
  readonly points: readonly Point[];
  readonly limit: number;
  readonly unit: string;
  readonly colours: Readonly<Record<'counted' | 'expected' | 'limit', string>>;
  /** The ends of the fan are single days, not parts of a hundred imagined ends. */
  readonly isRange: boolean;
}
function keysOf({ language }: ChartContext, { points, limit, unit, colours, isRange }: Keyed): ChartKey[] {
  const near = (of: (point: Point) => number | null) => (instantMs: number) => {
    const after = points.findIndex(({ atMs }) => atMs >= instantMs);
    return after < 0 ? null : of(points[after]!);
  };
  const key = (
    id: keyof typeof WORDS,
    colour: string,
    mark: ChartKey['mark'],
    of: (point: Point) => number | null,
  ): ChartKey => ({ id, name: WORDS[id][language], colour, mark, unit, valueAt: near(of) });
  return [
    key('counted', colours.counted, 'line', ({ counted }) => counted),
    key('expected', colours.expected, 'dashed', ({ median }) => median),
    key(isRange ? 'worst' : 'low', `${colours.expected}88`, 'area', ({ low }) => low),
    key(isRange ? 'best' : 'high', `${colours.expected}88`, 'area', ({ high }) => high),
    key('limit', colours.limit, 'dashed', () => limit),
  ];
}
