import type { Plan } from '#dispatch/domain';
import { type EpochMs, horizonEndMs, periodAt, periodMs, periodStartMs } from '#units';
import { type Box, boxSeries } from './boxes.ts';
import { figure, percent } from './figures.ts';
import { timeFrame } from './frame.ts';
import { nameOf } from './names.ts';
import type { ChartContext, ChartItem, ChartKey, ChartPicture } from './picture.ts';
import { rowsOf } from './plan-totals.ts';
import { periodStarts, readerOver } from './steps.ts';
import { tableOfKeys } from './table.ts';
import { momentText } from './time-axis.ts';
import { LABELS, sentence } from './words.ts';

/** Mean units in use by pool and period: as the plan states them, else from its placements. */
export const poolRows = (plan: Plan): { poolId: string; usedUnits: number[] }[] => {
  const stated = rowsOf(plan, 'pool', 'usedUnits');
  if (stated.length > 0) return stated.map((row) => ({ poolId: row.element, usedUnits: [...row.values] }));
  const { startMs, periodMinutes, periodCount } = plan.horizon;
  const lengthMs = periodMinutes * 60_000;
  const byPool = new Map<string, number[]>();
  for (const { poolId, units, segments } of plan.placements) {
    const row = byPool.get(poolId) ?? new Array<number>(periodCount).fill(0);
    byPool.set(poolId, row);
    for (const segment of segments) {
      const from = Math.max(0, Math.floor((segment.startMs - startMs) / lengthMs));
      const to = Math.min(periodCount, Math.ceil((segment.endMs - startMs) / lengthMs));
      for (let t = from; t < to; t++) {
        const begin = Math.max(segment.startMs, startMs + t * lengthMs);
        const end = Math.min(segment.endMs, startMs + (t + 1) * lengthMs);
        row[t]! += (units * (end - begin)) / lengthMs;
      }
    }
  }
  return [...byPool]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([poolId, usedUnits]) => ({ poolId, usedUnits }));
};

const ROW_PX = 38;
const LABEL_PX = 17;
const BAR_PX = 18;

/** One box for each run of periods with the same share, so that a steady pool is one box. */
const barsOf = (plan: Plan, shares: readonly number[], row: number): Box[] => {
  const bottom = row * ROW_PX + LABEL_PX + BAR_PX;
  const boxes: Box[] = [];
  for (let t = 0; t < shares.length; t++) {
    const y0 = bottom - Math.min(1, shares[t] as number) * BAR_PX;
    const fromMs = periodStartMs(plan.horizon, t);
    const last = boxes.at(-1);
    if (last && Math.abs(last.y0 - y0) < 0.05)
      boxes[boxes.length - 1] = { ...last, toMs: fromMs + periodMs(plan.horizon) };
    else boxes.push({ fromMs, toMs: fromMs + periodMs(plan.horizon), y0, y1: bottom });
  }
  return boxes.filter(({ y0, y1 }) => y1 - y0 > 0.05);
};

const TITLE = { zh: '资源池有多满', en: 'How full the pools are' };
const DESCRIPTION = { zh: '{name} 最高 {peak}', en: '{name} peaks at {peak}' };
const IDLE = { zh: '未占用：{names}', en: 'not in use: {names}' };

interface PoolRow {
  readonly poolId: string;
  readonly name: string;
  readonly shares: readonly number[];
  readonly usedUnits: readonly number[];
}

const rowsWithShares = (
  plan: Plan,
  context: ChartContext,
  unitCount: Readonly<Record<string, number | null>>,
): PoolRow[] =>
  poolRows(plan).map(({ poolId, usedUnits }) => {
    const whole = unitCount[poolId] ?? Math.max(...usedUnits, 1e-9);
    return {
      poolId,
      name: nameOf(context, poolId),
      usedUnits,
      shares: usedUnits.map((used) => used / whole),
    };
  });

const peakOf = ({ shares }: PoolRow): number => Math.max(0, ...shares);

const finder =
  (plan: Plan, rows: readonly PoolRow[], { language }: ChartContext) =>
  (instantMs: EpochMs, y: number): ChartItem | null => {
    const index = Math.floor(y / ROW_PX);
    const row = rows[index];
    const t = periodAt(plan.horizon, instantMs);
    const share = row?.shares[t];
    if (row === undefined || share === undefined) return null;
    const bottom = index * ROW_PX + LABEL_PX + BAR_PX;
    const fromMs = periodStartMs(plan.horizon, t);
    return {
      id: row.poolId,
      title: row.name,
      note: momentText(fromMs, language),
      facts: [
        { label: LABELS.used[language], value: percent(share, language) },
        { label: LABELS.units[language], value: figure(row.usedUnits[t] ?? 0, language) },
      ],
      box: { fromMs, toMs: fromMs + periodMs(plan.horizon), y0: bottom - BAR_PX, y1: bottom },
    };
  };

/**
 * Share of each pool's units in use, one strip a pool; without a stated count, of its own peak. Pools that the plan
 * leaves empty are named in the description only.
 */
export const poolOccupancyPicture = (
  plan: Plan,
  context: ChartContext,
  unitCount: Readonly<Record<string, number | null>> = {},
): ChartPicture => {
  const { look, language } = context;
  const all = rowsWithShares(plan, context, unitCount);
  const rows = all.filter((row) => peakOf(row) > 1e-6);
  const idle = all.filter((row) => peakOf(row) <= 1e-6).map(({ name }) => name);
  const extentMs = [plan.horizon.startMs, horizonEndMs(plan.horizon)] as const;
  const tracks = rows.map((_, i): Box => {
    const y0 = i * ROW_PX + LABEL_PX;
    return { fromMs: extentMs[0], toMs: extentMs[1], y0, y1: y0 + BAR_PX };
  });
  const said = rows.map((row) =>
    sentence(DESCRIPTION[language], { name: row.name, peak: percent(peakOf(row), language) }),
  );
  const unused = idle.length > 0 ? [sentence(IDLE[language], { names: idle.join(', ') })] : [];
  const groups = [
    { colour: look.colours.line, opacity: 0.6, boxes: tracks },
    {
      colour: look.colours.compute,
      opacity: 0.9,
      boxes: rows.flatMap(({ shares }, i) => barsOf(plan, shares, i)),
    },
  ];
  const labels = said.map((text, i) => ({ text, y: i * ROW_PX + LABEL_PX / 2 }));
  const heightPx = Math.max(1, rows.length) * ROW_PX;
  return {
    id: 'plan-pools',
    title: TITLE[language],
    description: [...said, ...unused].join(language === 'zh' ? '；' : '; '),
    unit: '%',
    option: {
      ...timeFrame(context, { extentMs, series: [boxSeries('pools', groups, labels, context, extentMs[0])] }),
      yAxis: { type: 'value', inverse: true, min: 0, max: heightPx, show: false },
    },
    keys: [],
    extentMs,
    heightPx: heightPx + 40,
    stepMs: periodMs(plan.horizon),
    itemAt: finder(plan, rows, context),
    table: () =>
      tableOfKeys(
        context,
        periodStarts(plan.horizon),
        all.map((row) => keyOf(plan, row, context)),
      ),
  };
};

const keyOf = (plan: Plan, { poolId, name, shares }: PoolRow, { look }: ChartContext): ChartKey => ({
  id: poolId,
  name,
  colour: look.colours.compute,
  mark: 'bar',
  unit: '%',
  valueAt: readerOver(
    plan.horizon,
    shares.map((share) => share * 100),
  ),
});
