import type { Problem } from '#dispatch/domain';
import { periodMs } from '#units';
import { buildBidTable } from '../bids/bid-table.ts';
import { timeGridOf } from '../bids/time-grid.ts';
import { weighingOf } from '../objective/objective.ts';
import { roomBeside } from '../placement/initial-room.ts';
import { PowerDispatch } from '../placement/power-dispatch.ts';
import { WorkState } from '../placement/work-state.ts';
import { buildPowerModel } from '../power-model.ts';
import type { LpSolver } from '../solvers/lp-solver.ts';

const limits = { timeLimitS: 60, isCancelled: () => false };

/**
 * The best plan of a tiny problem of rigid jobs of whole periods, by trying every combination of options and starts
 * on the grid. Infinity when the jobs do not fit together. Only for problems with a handful of combinations.
 */
export const bruteForceWeight = (problem: Problem, solver: LpSolver): number => {
  const weighing = weighingOf(problem);
  const table = buildBidTable(problem, timeGridOf(problem), weighing);
  const power = buildPowerModel(problem, table);
  const dispatch = new PowerDispatch(power, solver, weighing);
  const empty = dispatch.around(null, limits);
  if (empty.kind !== 'optimal') throw new Error('the empty problem has no dispatch');
  const state = new WorkState(problem, table, roomBeside(power, empty.dispatch.primal));
  let best = Number.POSITIVE_INFINITY;
  const fits = (option: number, startMs: number): boolean => {
    const step = periodMs(problem.horizon);
    const to = Math.ceil((startMs + table.durationMs[option]!) / step);
    for (let t = Math.floor(startMs / step); t < to; t++) {
      const free = state.room.freeUnits[table.pool[option]! * table.grid.totalCount + t]!;
      if (free < table.units[option]! - 1e-9) return false;
    }
    return true;
  };
  const place = (bid: number): void => {
    if (bid === table.bidCount) {
      const outcome = dispatch.around(state, limits);
      if (outcome.kind === 'optimal') best = Math.min(best, outcome.dispatch.weight);
      return;
    }
    for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
      const last = table.latestEndMs[option]! - table.durationMs[option]!;
      for (let start = table.earliestMs[option]!; start <= last; start += table.grid.periodMs) {
        if (!fits(option, start)) continue;
        state.placeRigid(bid, option, start);
        place(bid + 1);
        state.remove(bid);
      }
    }
  };
  place(0);
  dispatch.dispose();
  return best;
};
