import type { JobStory, SourceKind } from '#dispatch/domain';
import type { EpochMs } from '#units';
import { energy, percent } from './figures.ts';
import { SOURCE_ORDER, sourceKindOf } from './names.ts';
import type { ChartColour, ChartContext, ChartPicture } from './picture.ts';
import { timeLinesPicture } from './time-lines.ts';
import { LABELS, sentence } from './words.ts';

const TITLE = { zh: '这些电来自哪里', en: 'Where its watt-hours came from' };
const DESCRIPTION = {
  zh: '共用电 {total}，其中清洁电力 {clean}。',
  en: 'It used {total}, {clean} of it clean.',
};
const BAND: Readonly<Record<SourceKind | 'other', { name: keyof typeof LABELS; colour: ChartColour }>> = {
  pv: { name: 'pv', colour: 'sun' },
  wind: { name: 'wind', colour: 'wind' },
  csp: { name: 'csp', colour: 'sunHeat' },
  hydro: { name: 'hydro', colour: 'water' },
  storage: { name: 'storage', colour: 'storageDischarge' },
  thermal: { name: 'thermal', colour: 'thermal' },
  grid: { name: 'grid', colour: 'gridImport' },
  other: { name: 'source', colour: 'carbon' },
};

/** Every period from the first to the last, with gaps while the job was paused. */
const periodsOf = (rows: JobStory['energy']): { startMs: EpochMs[]; lengthMs: number } => {
  const times = rows.map(({ periodStartMs }) => periodStartMs).toSorted((a, b) => a - b);
  const steps = times
    .slice(1)
    .map((at, i) => at - (times[i] as number))
    .filter((step) => step > 0);
  const lengthMs = steps.length > 0 ? Math.min(...steps) : 900_000;
  const [first = 0] = times;
  const count = times.length === 0 ? 0 : Math.round(((times.at(-1) as number) - first) / lengthMs) + 1;
  return { startMs: Array.from({ length: count }, (_, i) => first + i * lengthMs), lengthMs };
};

/** Mean power of one job by kind of source, stacked, period by period. Sums to its energy exactly. */
export const jobEnergyPicture = (
  story: Pick<JobStory, 'energy' | 'energyWh' | 'cleanWh'>,
  context: ChartContext,
): ChartPicture => {
  const { startMs, lengthMs } = periodsOf(story.energy);
  const byTime = new Map<number, Map<SourceKind | 'other', number>>();
  for (const { periodStartMs, bySourceWh } of story.energy) {
    const kinds = byTime.get(periodStartMs) ?? new Map<SourceKind | 'other', number>();
    byTime.set(periodStartMs, kinds);
    for (const [id, wh] of Object.entries(bySourceWh)) {
      const kind = sourceKindOf(context, id) ?? 'other';
      kinds.set(kind, (kinds.get(kind) ?? 0) + wh);
    }
  }
  const kw = (wh: number) => wh / 1000 / (lengthMs / 3_600_000);
  const lines = [...SOURCE_ORDER, 'other' as const].map((kind) => ({
    id: kind,
    name: LABELS[BAND[kind].name],
    colour: BAND[kind].colour,
    stack: 'energy',
    values: startMs.map((at) => kw(byTime.get(at)?.get(kind) ?? 0)),
  }));
  return timeLinesPicture(context, {
    id: 'job-energy',
    title: TITLE,
    unit: 'kW',
    startMs,
    periodMs: lengthMs,
    description: sentence(DESCRIPTION[context.language], {
      total: energy(story.energyWh / 1e6, context.language),
      clean: percent(story.energyWh > 0 ? story.cleanWh / story.energyWh : 0, context.language),
    }),
    lines: lines.filter(({ values }) => values.some((value) => value > 0)),
  });
};
