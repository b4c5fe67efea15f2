import type { Placement } from '#dispatch/domain';
import type { Box } from './boxes.ts';
import { energy, figure, money, percent } from './figures.ts';
import { nameOf } from './names.ts';
import type { ChartContext, ChartItem } from './picture.ts';
import { momentText } from './time-axis.ts';
import { LABELS } from './words.ts';

/** What is said of a job when its box is pointed at: where, when, how much, and why there and then. */
export const itemOf = (
  placement: Placement,
  box: Box,
  context: ChartContext,
  name: string | null,
): ChartItem => {
  const { language } = context;
  const fact = (label: keyof typeof LABELS, value: string) => ({ label: LABELS[label][language], value });
  const saved = placement.runAtOnceYuan - placement.costYuan;
  const paused = placement.segments.length > 1;
  return {
    id: placement.jobId,
    title: name ?? placement.jobId,
    box,
    note: placement.reason[language],
    facts: [
      fact('site', `${nameOf(context, placement.siteId)} · ${nameOf(context, placement.poolId)}`),
      fact('start', momentText(box.fromMs, language)),
      fact('end', momentText(box.toMs, language)),
      fact('units', figure(placement.units, language)),
      ...(paused ? [fact('segments', figure(placement.segments.length, language))] : []),
      ...(placement.powerRatio < 0.999 ? [fact('powerRatio', percent(placement.powerRatio, language))] : []),
      fact('energy', energy(placement.energyMwh, language)),
      fact('cost', money(placement.costYuan, language)),
      ...(Math.abs(saved) >= 0.5 ? [fact('saved', money(saved, language))] : []),
    ],
  };
};
