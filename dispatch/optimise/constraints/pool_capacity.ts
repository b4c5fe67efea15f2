import type { BidTable } from '../bids/bid-table.ts';
import { mostUnits } from '../bids/pool-units.ts';
import { columnAt, type Decision, type Row } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';
import { decideCapacity } from './expansion.ts';
import type { OnlineDecisions } from './online_routing.ts';

export const POOL_CAPACITY = 'pool_capacity';

/** Units of a pool that are free for this plan: all there can be minus those held by running work; Infinity when unlimited. */
export const freeUnits = ({ problem }: Pick<BlockContext, 'problem'>, pool: number, t: number): number => {
  const { committedUnits } = problem.pools[pool]!;
  return Math.max(0, mostUnits(problem.pools[pool]!) - (committedUnits[t] ?? 0));
};

/** Units of every pool that the plan chooses; null where they are given. */
export type PoolCapacities = readonly (Decision<'unit'> | null)[];

/** The units of pools that may be added to, a whole number each. */
export const chosenUnits = (context: BlockContext): PoolCapacities =>
  context.problem.pools.map(({ id, expansion }) =>
    expansion === undefined ? null : decideCapacity<'unit'>(context, id, 'capacityUnits', expansion),
  );

/**
 * Units used by batch work and online services never exceed those that are free, in every period of horizon and tail
 * in which they could: where all work that may run there fits side by side, no row is needed. Where units may be added,
 * the capacity chosen stands in the place of those that are there.
 * The batch side of the rows comes from the work block. Returns row numbers, [pool] x period, -1 where there is none.
 */
export const poolCapacity = (
  context: BlockContext,
  table: BidTable,
  online: readonly OnlineDecisions[],
  capacityUnits: PoolCapacities,
): Int32Array => {
  const { problem, model, grid } = context;
  const rows = new Int32Array(problem.pools.length * grid.totalCount).fill(-1);
  const largest = largestUse(context, table);
  problem.pools.forEach((pool, p) => {
    const chosen = capacityUnits[p] ?? null;
    if (chosen === null && !Number.isFinite(pool.unitCount)) return;
    for (let t = 0; t < grid.totalCount; t++) {
      const free = freeUnits(context, p, t);
      if (chosen === null && largest[p * grid.totalCount + t]! <= free) continue;
      const known = chosen === null ? free : -(pool.committedUnits[t] ?? 0);
      const row = model.row<'unit'>(POOL_CAPACITY, pool.id, t, Number.NEGATIVE_INFINITY, known);
      if (chosen !== null) model.add(row, -1, chosen.first);
      rows[p * grid.totalCount + t] = row;
    }
  });
  addOnlineUse(context, rows, online);
  return rows;
};

/** Units that all bids and online services together could hold at once, [pool] x period. */
const largestUse = ({ problem, grid }: BlockContext, table: BidTable): Float64Array => {
  const use = new Float64Array(problem.pools.length * grid.totalCount);
  const change = new Float64Array(problem.pools.length * (grid.totalCount + 1));
  for (let o = 0; o < table.optionCount; o++) {
    const base = table.pool[o]! * (grid.totalCount + 1);
    change[base + Math.floor(table.earliestMs[o]! / grid.periodMs)]! += table.units[o]!;
    change[base + Math.ceil(table.latestEndMs[o]! / grid.periodMs)]! -= table.units[o]!;
  }
  problem.pools.forEach((_, pool) => {
    let held = 0;
    for (let t = 0; t < grid.totalCount; t++) {
      held += change[pool * (grid.totalCount + 1) + t]!;
      use[pool * grid.totalCount + t] = held * (1 + ROUNDING);
    }
  });
  for (const bid of problem.online)
    for (const stream of bid.streams)
      for (const pool of stream.pools)
        for (let t = 0; t < grid.periodCount; t++) use[pool * grid.totalCount + t]! += stream.demandUnits[t]!;
  return use;
};
/** Running sums round: a pool that would be just full gets its rows. */
const ROUNDING = 1e-12;

const addOnlineUse = (
  { model, grid }: BlockContext,
  rows: Int32Array,
  online: readonly OnlineDecisions[],
): void => {
  for (const stream of online) {
    for (const { pool, units } of stream.served) {
      for (let t = 0; t < grid.periodCount; t++) {
        const row = rows[pool * grid.totalCount + t]!;
        if (row >= 0) model.add(row as Row<'unit'>, 1, columnAt(units, t));
      }
    }
  }
};
