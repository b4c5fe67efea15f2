import type { DayReport } from '#dispatch/domain';
import { barPicture } from './bars.ts';
import { energy, percent } from './figures.ts';
import { nameOf, SOURCE_ORDER, sourceColour } from './names.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { timeLinesPicture } from './time-lines.ts';
import { LABELS, sentence } from './words.ts';

const LOAD_TITLE = { zh: '用电与清洁电力', en: 'Use and clean power' };
const LOAD_DESCRIPTION = {
  zh: '{day}：用电中同时段有清洁电力的占 {share}。',
  en: '{day}: {share} of what was used had clean power in the same period.',
};

/** Use of the day against clean power, period by period: matched, spare, and what was left to others. */
export const dayLoadPicture = (report: DayReport, context: ChartContext): ChartPicture => {
  const { startMs, loadMw, cleanMw } = report.periods;
  const matched = loadMw.map((load, t) => Math.min(load, cleanMw[t] ?? 0));
  const spare = loadMw.map((load, t) => Math.max(0, (cleanMw[t] ?? 0) - load));
  const total = loadMw.reduce((sum, value) => sum + value, 0);
  const share = total > 0 ? matched.reduce((sum, value) => sum + value, 0) / total : 0;
  return timeLinesPicture(context, {
    id: 'day-load',
    title: LOAD_TITLE,
    unit: 'MW',
    startMs,
    heightPx: 260,
    description: sentence(LOAD_DESCRIPTION[context.language], {
      day: report.day,
      share: percent(share, context.language),
    }),
    lines: [
      { id: 'matched', name: LABELS.matched, colour: 'good', values: matched, stack: 'clean' },
      { id: 'spare', name: LABELS.spare, colour: 'good', values: spare, stack: 'clean', hatched: true },
      { id: 'load', name: LABELS.demand, colour: 'ink', values: loadMw, width: 2 },
    ],
  });
};

const SOURCE_TITLE = { zh: '各来源电量', en: 'Energy by source' };

/** Energy of the day by source, largest first. */
export const energyBySourcePicture = (report: DayReport, context: ChartContext): ChartPicture => {
  const { language } = context;
  const rank = (id: string) => SOURCE_ORDER.indexOf(context.sourceKinds?.[id] ?? 'grid');
  const sources = Object.entries(report.generationBySourceWh)
    .filter(([, wh]) => wh > 0)
    .sort(([a, energyA], [b, energyB]) => energyB - energyA || rank(a) - rank(b));
  return barPicture(context, {
    id: 'day-sources',
    title: SOURCE_TITLE,
    unit: { zh: 'MWh', en: 'MWh' },
    nameTitle: LABELS.source,
    description: sources.map(([id, wh]) => `${nameOf(context, id)} ${energy(wh / 1e6, language)}`).join('; '),
    bars: sources.map(([id, wh]) => ({
      name: nameOf(context, id),
      value: wh / 1e6,
      colour: sourceColour(context, id),
    })),
    format: (mwh) => energy(mwh, language),
  });
};
