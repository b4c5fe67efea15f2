import { lagrangianBound } from '../bound/lagrangian-bound.ts';
import type { Weighing } from '../objective/objective.ts';
import type { Dispatch } from '../placement/power-dispatch.ts';
import type { PowerModel } from '../power-model.ts';
import type { ShardedWork } from '../shards/sharded-work.ts';
import type { LpData } from '../solvers/lp-solver.ts';
import type { Found } from './price-search.ts';
import { batchLoad, type FluidTarget } from './solve-fluid.ts';

/** What placement follows when prices were searched for: the load of the fluid bids, and the bound with every bid's own answer. */
export const foundTarget = (
  power: PowerModel,
  data: LpData,
  weighing: Weighing,
  found: Found,
  start: Dispatch,
  shards: ShardedWork | null,
): FluidTarget => ({
  ...fluidAt(power, data, weighing, { ...start, duals: found.duals ?? start.duals }, shards),
  targetItMw: found.work.load.itMw,
  degraded: found.isCut ? cutShort : null,
});

/** The same where a dispatch's own prices are taken and no load is followed. */
export const fluidAt = (
  power: PowerModel,
  data: LpData,
  weighing: Weighing,
  { primal, duals }: Dispatch,
  shards: ShardedWork | null = null,
): FluidTarget => ({
  bound: lagrangianBound(power, data, weighing, duals, shards?.answer),
  targetItMw: batchLoad(power, primal),
  divisible: [],
  shares: [],
  primal,
  modelSize: { columns: data.columnCount, rows: data.rowCount, nonZeros: data.value.length },
  degraded: null,
});

const cutShort = {
  zh: '时限内未找到电力与算力都接受的价格；方案可行，但给出的差距偏大。',
  en: 'Prices that suit both power and work were not found in time: the plan holds, but its gap is stated too wide.',
};
