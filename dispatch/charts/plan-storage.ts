import type { Plan } from '#dispatch/domain';
import { energy, figure } from './figures.ts';
import { nameOf, tint } from './names.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { type PlanLine, planLinesPicture } from './plan-lines.ts';
import { rowsOf } from './plan-totals.ts';
import { sentence } from './words.ts';

const TITLE = { zh: '储能存了多少', en: 'What the storage holds' };
const DESCRIPTION = {
  zh: '各储能时段末电量堆叠；合计最高 {high}，最低 {low}。',
  en: 'Energy stored at the end of each period, stacked; together at most {high}, at least {low}.',
};

/** Content of each battery at the end of each period, stacked. Null when the region has no battery. */
export const storagePicture = (plan: Plan, context: ChartContext): ChartPicture | null => {
  const rows = [...rowsOf(plan, 'battery', 'storedMwh'), ...rowsOf(plan, 'ups', 'storedMwh')];
  if (rows.length === 0) return null;
  const { look, language } = context;
  const totals = Array.from({ length: plan.horizon.periodCount }, (_, t) =>
    rows.reduce((sum, row) => sum + (row.values[t] ?? 0), 0),
  );
  const lines = rows.map(
    (row, i): PlanLine => ({
      id: row.element,
      name: nameOf(context, row.element),
      colour: tint(look.colours.storageDischarge, i, rows.length),
      values: row.values,
      stack: 'stored',
      width: 1,
    }),
  );
  return planLinesPicture(plan, context, {
    id: 'plan-storage',
    title: TITLE,
    unit: 'MWh',
    lines,
    description: sentence(DESCRIPTION[language], {
      high: energy(Math.max(...totals), language),
      low: energy(Math.min(...totals), language),
    }),
  });
};

const HEAT_TITLE = { zh: '光热电站存了多少热', en: 'Heat in the stores of solar towers' };
const HEAT_DESCRIPTION = {
  zh: '{name}：从 {first} 到 {last}，最高 {high}（热量）。',
  en: '{name}: from {first} to {last}, at most {high} of heat.',
};

/** Heat in the store of each solar tower at the end of each period. Null when the region has none. */
export const heatPicture = (plan: Plan, context: ChartContext): ChartPicture | null => {
  const rows = rowsOf(plan, 'csp', 'heatMwh');
  if (rows.length === 0) return null;
  const { look, language } = context;
  const said = rows.map((row) =>
    sentence(HEAT_DESCRIPTION[language], {
      name: nameOf(context, row.element),
      first: energy(row.values[0] ?? 0, language),
      last: energy(row.values.at(-1) ?? 0, language),
      high: energy(Math.max(...row.values), language),
    }),
  );
  return planLinesPicture(plan, context, {
    id: 'plan-heat',
    title: HEAT_TITLE,
    unit: 'MWh',
    description: said.join(' '),
    lines: rows.map((row, i) => ({
      id: row.element,
      name: nameOf(context, row.element),
      colour: tint(look.colours.sunHeat, i, rows.length),
      values: row.values,
      filled: true,
    })),
  });
};

const WATER_TITLE = { zh: '水库蓄水变化', en: 'Change of the water in the reservoirs' };
const WATER_DESCRIPTION = {
  zh: '{name}：从 {first} 到 {last} 百万立方米。',
  en: '{name}: from {first} to {last} million m³.',
};

/** Content of each reservoir against its first value: levels differ by orders of magnitude, changes do not. Null when there is none. */
export const reservoirPicture = (plan: Plan, context: ChartContext): ChartPicture | null => {
  const rows = rowsOf(plan, 'hydro', 'storedMm3');
  if (rows.length === 0) return null;
  const { look, language } = context;
  const said = rows.map((row) =>
    sentence(WATER_DESCRIPTION[language], {
      name: nameOf(context, row.element),
      first: figure(row.values[0] ?? 0, language),
      last: figure(row.values.at(-1) ?? 0, language),
    }),
  );
  return planLinesPicture(plan, context, {
    id: 'plan-reservoir',
    title: WATER_TITLE,
    unit: language === 'zh' ? '百万 m³' : 'Mm³',
    description: said.join(' '),
    lines: rows.map((row, i) => ({
      id: row.element,
      name: nameOf(context, row.element),
      colour: tint(look.colours.water, i, rows.length),
      values: row.values.map((value) => value - (row.values[0] ?? 0)),
    })),
  });
};
