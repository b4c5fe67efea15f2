import type { Plan } from '#dispatch/domain';
import { type Bar, barPicture } from './bars.ts';
import { costPartName } from './cost-words.ts';
import { money } from './figures.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { LABELS } from './words.ts';

const TITLE = { zh: '费用从哪里来', en: 'What the cost is made of' };

/** Waterfall from the dearest part over incomes to the total; each bar begins where the one before ended. */
export const costPartsPicture = (plan: Plan, context: ChartContext): ChartPicture => {
  const { look, language } = context;
  const parts = plan.costParts
    .filter(({ yuan }) => Math.abs(yuan) >= 0.5)
    .toSorted((a, b) => b.yuan - a.yuan);
  let level = 0;
  const bars = parts.map(({ name, yuan }): Bar => {
    const from = level;
    level += yuan;
    const colour = yuan < 0 ? look.colours.good : look.colours.gridImport;
    return { name: costPartName(name, language), value: yuan, from, colour };
  });
  const total: Bar = {
    name: LABELS.total[language],
    value: plan.costYuan,
    colour: look.colours.plan,
    strong: true,
  };
  return barPicture(context, {
    id: 'plan-cost-parts',
    title: TITLE,
    unit: LABELS.yuan,
    description: [...bars, total].map(({ name, value }) => `${name} ${money(value, language)}`).join('; '),
    bars: [...bars, total],
    format: (value) => money(value, language),
  });
};
