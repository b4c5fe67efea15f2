import type { EpochMs } from '#units';
import type { ChartContext, ChartKey, ChartTable } from './picture.ts';
import { LABELS } from './words.ts';

/** The numbers behind a chart over time: one row a period, one column a key. */
export const tableOfKeys = (
  { language }: ChartContext,
  startMs: readonly EpochMs[],
  keys: readonly ChartKey[],
): ChartTable => ({
  columns: [
    { title: LABELS.time[language], unit: '', kind: 'time' },
    ...keys.map(({ name, unit }) => ({ title: name, unit, kind: 'number' as const })),
  ],
  rows: startMs.map((at) => [at, ...keys.map(({ valueAt }) => valueAt?.(at) ?? null)]),
});
