import type { Plan } from '#dispatch/domain';
import { energy } from './figures.ts';
import { nameOf, tint } from './names.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { planLinesPicture } from './plan-lines.ts';
import { energyMwh, rowsOf } from './plan-totals.ts';

const TITLE = { zh: '各算力站点用电', en: 'Power of the compute sites' };

/** Facility power of each site, stacked. */
export const sitePowerPicture = (plan: Plan, context: ChartContext): ChartPicture => {
  const { look, language } = context;
  const rows = rowsOf(plan, 'site', 'facilityMw');
  const said = rows.map(
    (row) => `${nameOf(context, row.element)} ${energy(energyMwh(plan, row.values), language)}`,
  );
  return planLinesPicture(plan, context, {
    id: 'plan-sites',
    title: TITLE,
    unit: 'MW',
    description: said.join(language === 'zh' ? '，' : ', '),
    lines: rows.map((row, i) => ({
      id: row.element,
      name: nameOf(context, row.element),
      colour: tint(look.colours.compute, i, rows.length),
      values: row.values,
      stack: 'site',
      width: 1,
    })),
  });
};
