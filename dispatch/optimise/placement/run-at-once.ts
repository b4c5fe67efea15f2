import type { Problem } from '#dispatch/domain';
import type { BidTable } from '../bids/bid-table.ts';
import type { Room } from '../bids/room.ts';
import { emptyPrices, type WorkPrices } from '../bids/work-prices.ts';
import { arrivalOrder } from './order.ts';
import { Placer } from './placer.ts';
import { WorkState } from './work-state.ts';

/**
 * The declared baseline: every bid as early as it fits, in order of arrival, on its first option (another one only
 * where the first never fits). Time itself is the price: each later period costs more, each later option far more.
 */
export const runAtOnce = (problem: Problem, table: BidTable, room: Room): WorkState => {
  const eager = {
    ...table,
    fixedWeight: preferFirst(table),
    lateWeightPerMs: new Float64Array(table.bidCount),
  };
  const state = new WorkState(problem, eager, room);
  const stiffness = new Float64Array(problem.sites.length);
  const placer = new Placer(problem, state, risingPrices(problem, table), {
    loadItMw: state.loadItMw,
    stiffness,
  });
  for (const bid of arrivalOrder(problem, table))
    if (table.rigid[bid]) placeEarliest(state, bid);
    else placer.place(bid);
  const baseline = new WorkState(problem, table, room);
  baseline.restore(state.snapshot());
  return baseline;
};

/** The first option that ever fits, at its earliest instant that does. */
const placeEarliest = (state: WorkState, bid: number): void => {
  const { table } = state;
  for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
    const startMs = state.earliestFit(option);
    if (startMs === null) continue;
    state.placeRigid(bid, option, startMs);
    return;
  }
};

const risingPrices = (problem: Problem, table: BidTable): WorkPrices => {
  const { totalCount } = table.grid;
  const prices = emptyPrices(problem.sites.length, problem.pools.length, totalCount);
  for (let i = 0; i < prices.energy.length; i++) prices.energy[i] = 1 + (i % totalCount);
  for (let i = 0; i < prices.unit.length; i++) prices.unit[i] = 1 + (i % totalCount);
  return prices;
};

/** Weights that no gain in time outweighs. */
const preferFirst = (table: BidTable): Float64Array => {
  const weights = new Float64Array(table.optionCount);
  const { totalCount } = table.grid;
  for (let bid = 0; bid < table.bidCount; bid++) {
    const first = table.firstOption[bid]!;
    for (let o = first; o < table.firstOption[bid + 1]!; o++) {
      const periods = table.durationMs[o]! / table.grid.periodMs + 2;
      const worst = (table.itMw[o]! + table.units[o]!) * totalCount * periods;
      weights[o] = (table.optionIndex[o]! > table.optionIndex[first]! ? 1 + o - first : 0) * (1 + worst * 2);
    }
  }
  return weights;
};
