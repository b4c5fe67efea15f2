import type { EnergyTarget, Kpi, TargetState } from '#dispatch/domain';
import { type Bilingual, type EpochMs, MS_PER_HOUR, shanghaiDayStartMs } from '#units';
import type { FigureContext } from './records.ts';

const MS_PER_DAY = 24 * MS_PER_HOUR;
const UNITS = { energyMwh: 'MWh', co2Tonnes: 'tCO2' } as const;

/** What was counted for a target since it began, and over how many hours of meters. */
export interface TargetCount {
  readonly amount: number;
  readonly meteredHours: number;
  readonly factors: readonly string[];
}

/**
 * To date: what was counted before metering and since. Projected: the rest of the time at the mean pace of the metered
 * hours. Null where nothing was metered yet.
 */
export function targetState(
  target: EnergyTarget,
  count: TargetCount,
  nowMs: EpochMs,
  context: FigureContext,
): TargetState {
  const endMs = shanghaiDayStartMs(target.effectiveTo) + MS_PER_DAY;
  const leftHours =
    Math.max(0, endMs - Math.max(nowMs, shanghaiDayStartMs(target.effectiveFrom))) / MS_PER_HOUR;
  const toDate = target.soFar + count.amount;
  const pacePerHour = count.meteredHours > 0 ? count.amount / count.meteredHours : null;
  const projected = pacePerHour === null ? null : toDate + pacePerHour * leftHours;
  return {
    target,
    toDate: figure(target, 'toDate', toDate, count, context, [
      { name: { zh: '计量之前', en: 'before metering' }, value: target.soFar, unit: UNITS[target.measure] },
      { name: { zh: '计量以来', en: 'since' }, value: count.amount, unit: UNITS[target.measure] },
    ]),
    projected: figure(target, 'projected', projected, count, { ...context, quality: 'estimated' }, [
      { name: { zh: '至今', en: 'to date' }, value: toDate, unit: UNITS[target.measure] },
      { name: { zh: '已计量小时', en: 'metered hours' }, value: count.meteredHours, unit: 'h' },
      { name: { zh: '剩余小时', en: 'hours left' }, value: leftHours, unit: 'h' },
    ]),
    isProjectedWithin: projected === null ? null : projected <= target.limit,
  };
}

const FORMULAS: Readonly<Record<'toDate' | 'projected', Bilingual>> = {
  toDate: { zh: '计量之前 + 计量以来', en: 'before metering + since' },
  projected: {
    zh: '至今 + 计量小时的平均速度 × 剩余小时',
    en: 'to date + mean pace of the metered hours × hours left',
  },
};

function figure(
  target: EnergyTarget,
  which: 'toDate' | 'projected',
  value: number | null,
  { factors }: TargetCount,
  context: FigureContext,
  inputs: Kpi['inputs'],
): Kpi {
  const titles = { toDate: { zh: '至今', en: 'To date' }, projected: { zh: '预计', en: 'Projected' } };
  return {
    id: `${target.id}.${which}`,
    title: titles[which],
    value,
    unit: UNITS[target.measure],
    formula: FORMULAS[which],
    inputs: [
      ...inputs,
      { name: { zh: '目标', en: 'limit' }, value: target.limit, unit: UNITS[target.measure] },
      ...factors.map((id) => ({ name: { zh: '排放因子', en: 'factor' }, value: id })),
    ],
    ...context,
    source: { zh: `${context.source.zh}；${target.source}`, en: `${context.source.en}; ${target.source}` },
  };
}
