import type { ForecastView } from '#dispatch/domain';
import type { Language } from '#units';
import { figure, percent } from './figures.ts';
import { timeFrame } from './frame.ts';
import type { ChartContext, ChartKey, ChartPicture } from './picture.ts';
import { lineSeries, readerAt } from './steps.ts';
import { tableOfKeys } from './table.ts';
import { momentText, onTimeAxis } from './time-axis.ts';
import { LABELS, sentence } from './words.ts';

/** Pairs of quantiles that enclose a band, widest first: [low, high] as indices of `levels`. */
export const bandsOf = (levels: readonly number[]): readonly (readonly [number, number])[] => {
  const pairs: (readonly [number, number])[] = [];
  for (let low = 0, high = levels.length - 1; low < high; low++, high--) pairs.push([low, high]);
  return pairs;
};
const medianIndex = (levels: readonly number[]): number =>
  levels.reduce(
    (best, level, i) => (Math.abs(level - 0.5) < Math.abs((levels[best] ?? 9) - 0.5) ? i : best),
    0,
  );

const UNIT: Readonly<Record<ForecastView['kind'], Record<Language, string>>> = {
  pv: { zh: 'MW', en: 'MW' },
  wind: { zh: 'MW', en: 'MW' },
  load: { zh: 'MW', en: 'MW' },
  inflow: { zh: 'm³/s', en: 'm³/s' },
  price: LABELS.yuanPerMwh,
};
const COLOUR = { pv: 'sun', wind: 'wind', load: 'load', inflow: 'water', price: 'price' } as const;

/** Length of the regular periods of a view; an hour when it has only one. */
const periodLengthMs = ({ startMs }: ForecastView): number =>
  (startMs[1] ?? 0) - (startMs[0] ?? 0) || 3_600_000;

/** Share of the periods with an actual value that fell inside the widest band; null when none did end yet. */
export const coverageRatio = ({ levels, quantiles, actual }: ForecastView): number | null => {
  const [low, high] = bandsOf(levels)[0] ?? [];
  if (low === undefined || high === undefined) return null;
  const known = actual.flatMap((value, t) =>
    value === null ? [] : [value >= (quantiles[low]?.[t] ?? 0) && value <= (quantiles[high]?.[t] ?? 0)],
  );
  return known.length === 0 ? null : known.filter(Boolean).length / known.length;
};

const keysOf = (view: ForecastView, context: ChartContext): ChartKey[] => {
  const { look, language } = context;
  const lengthMs = periodLengthMs(view);
  const colour = look.colours[COLOUR[view.kind]];
  const unit = UNIT[view.kind][language];
  const read = (values: readonly (number | null)[]) => readerAt(view.startMs, lengthMs, values);
  const level = (k: number) => `P${figure((view.levels[k] ?? 0) * 100, language)}`;
  const middle = medianIndex(view.levels);
  return [
    {
      id: 'actual',
      name: LABELS.actual[language],
      colour: look.colours.actual,
      mark: 'line',
      unit,
      valueAt: read(view.actual),
    },
    {
      id: 'median',
      name: LABELS.forecast[language],
      colour,
      mark: 'dashed',
      unit,
      valueAt: read(view.quantiles[middle] ?? []),
    },
    ...view.levels.flatMap((_, k): ChartKey[] =>
      k === middle
        ? []
        : [
            {
              id: level(k),
              name: level(k),
              colour: `${colour}88`,
              mark: 'area',
              unit,
              valueAt: read(view.quantiles[k] ?? []),
            },
          ],
    ),
  ];
};

const DESCRIPTION = {
  zh: '{name}：{time} 发布，方法 {method}。中位数最高 {peak} {unit}。{coverage}',
  en: '{name}: issued {time} by {method}. The median peaks at {peak} {unit}. {coverage}',
};
const COVERAGE = {
  zh: '已知实际值有 {share} 落在最宽区间内。',
  en: '{share} of the known actual values lie inside the widest band.',
};

/** Quantile bands, the median dashed, what really came solid. Bands are drawn widest first, so that they darken inwards. */
export const forecastFanPicture = (view: ForecastView, context: ChartContext): ChartPicture => {
  const { look, language } = context;
  const colour = look.colours[COLOUR[view.kind]];
  const lengthMs = periodLengthMs(view);
  const middleOf = (at: number) => onTimeAxis(at + lengthMs / 2);
  const points = (values: readonly (number | null)[]) =>
    view.startMs.map((at, t): [number, number | null] => [middleOf(at), values[t] ?? null]);
  const bands = bandsOf(view.levels).flatMap(([low, high], i) => {
    const base = view.quantiles[low] ?? [];
    const spread = (view.quantiles[high] ?? []).map((value, t) => value - (base[t] ?? 0));
    const band = (id: string, values: readonly number[], opacity: number) => ({
      ...lineSeries({ id, name: id, colour, width: 0, z: 2 }, points(values)),
      stack: `band${i}`,
      stackStrategy: 'all' as const,
      areaStyle: { color: colour, opacity },
    });
    return [band(`base${i}`, base, 0), band(`spread${i}`, spread, 0.2)];
  });
  const median = view.quantiles[medianIndex(view.levels)] ?? [];
  const firstMs = view.startMs[0] ?? view.issuedAtMs;
  const extentMs = [firstMs, (view.startMs.at(-1) ?? firstMs) + lengthMs] as const;
  const keys = keysOf(view, context);
  const coverage = coverageRatio(view);
  return {
    id: `forecast-${view.target}`,
    title: view.name[language],
    unit: UNIT[view.kind][language],
    description: sentence(DESCRIPTION[language], {
      name: view.name[language],
      time: momentText(view.issuedAtMs, language),
      method: view.method,
      peak: figure(Math.max(0, ...median), language),
      unit: UNIT[view.kind][language],
      coverage: coverage === null ? '' : sentence(COVERAGE[language], { share: percent(coverage, language) }),
    }),
    option: timeFrame(context, {
      extentMs,
      series: [
        ...bands,
        lineSeries(
          {
            id: 'median',
            name: LABELS.forecast[language],
            colour,
            width: 2,
            dash: [6, 4],
            z: 4,
          },
          points(median),
        ),
        lineSeries(
          {
            id: 'actual',
            name: LABELS.actual[language],
            colour: look.colours.actual,
            width: 2,
            z: 5,
          },
          points(view.actual),
        ),
      ],
      ...(view.kind === 'price' ? {} : { y: { min: 0 } }),
    }),
    keys,
    extentMs,
    heightPx: 340,
    stepMs: lengthMs,
    table: () => tableOfKeys(context, view.startMs, keys),
  };
};
