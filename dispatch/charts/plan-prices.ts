import type { Plan } from '#dispatch/domain';
import { figure } from './figures.ts';
import { nameOf } from './names.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { type PlanLine, planLinesPicture } from './plan-lines.ts';
import { rowsOf } from './plan-totals.ts';
import { bandSeries, stepsOver } from './steps.ts';
import { LABELS, sentence } from './words.ts';

const AREA_PRICE = 'areaYuanPerMwh.';
const TITLE = { zh: '一度电值多少', en: 'What a megawatt-hour is worth' };
const DESCRIPTION = {
  zh: '影子电价：各片区均值在 {low} 到 {high} 元/MWh 之间；片区之间最大相差 {spread} 元/MWh。',
  en: 'Shadow price: mean of the areas between {low} and {high} CNY/MWh; areas differ by up to {spread} CNY/MWh.',
};

interface AreaPrices {
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Over the areas, period by period. */
export const areaPrices = (plan: Plan): AreaPrices => {
  const rows = Object.entries(plan.prices)
    .filter(([name]) => name.startsWith(AREA_PRICE))
    .map(([, values]) => values);
  const over = (join: (values: number[]) => number) =>
    Array.from({ length: plan.horizon.periodCount }, (_, t) => join(rows.map((row) => row[t] ?? 0)));
  return {
    mean: over((values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)),
    low: over((values) => (values.length ? Math.min(...values) : 0)),
    high: over((values) => (values.length ? Math.max(...values) : 0)),
  };
};

const gridLines = (plan: Plan, context: ChartContext): PlanLine[] =>
  (['importYuanPerMwh', 'exportYuanPerMwh'] as const).flatMap((quantity, which) =>
    rowsOf(plan, 'grid', quantity)
      .slice(0, 2)
      .map(
        (row): PlanLine => ({
          id: `${row.element}.${quantity}`,
          name: `${LABELS[which === 0 ? 'gridPrice' : 'sellPrice'][context.language]} · ${nameOf(context, row.element)}`,
          colour: context.look.colours[which === 0 ? 'gridImport' : 'export'],
          values: row.values,
          dash: [5, 3],
          width: 1.5,
        }),
      ),
  );

/** Stepped shadow price of the areas (mean, and the band between cheapest and dearest) beside the grid's price. */
export const pricesPicture = (plan: Plan, context: ChartContext): ChartPicture => {
  const { look, language } = context;
  const { mean, low, high } = areaPrices(plan);
  const spread = high.map((value, t) => value - (low[t] as number));
  const apart = spread.some((value) => value > 0.5);
  const band = (id: string, values: readonly number[], opacity: number) => ({
    ...bandSeries({ id, name: id, colour: look.colours.price, stack: 'price', opacity }, context, [
      ...stepsOver(plan.horizon, values),
    ]),
    stackStrategy: 'all' as const,
  });
  const edge = (id: 'lowest' | 'highest', values: readonly number[]): PlanLine => ({
    id,
    name: LABELS[id][language],
    colour: `${look.colours.price}99`,
    values,
    unseen: true,
  });
  const main: PlanLine = {
    id: 'areaPrice',
    name: LABELS.areaPrice[language],
    colour: look.colours.price,
    values: mean,
    width: 2,
  };
  return planLinesPicture(plan, context, {
    id: 'plan-prices',
    title: TITLE,
    unit: LABELS.yuanPerMwh[language],
    under: apart ? [band('low', low, 0), band('spread', spread, 0.28)] : [],
    lines: [
      main,
      ...(apart ? [edge('lowest', low), edge('highest', high)] : []),
      ...gridLines(plan, context),
    ],
    description: sentence(DESCRIPTION[language], {
      low: figure(Math.min(...mean), language),
      high: figure(Math.max(...mean), language),
      spread: figure(Math.max(...spread), language),
    }),
  });
};
