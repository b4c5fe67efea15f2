import type { Problem } from '#dispatch/domain';
import type { BidTable } from '../bids/bid-table.ts';
import { buildBidTable } from '../bids/build-table.ts';
import { noShares, openMs } from '../bids/preemptible-answer.ts';
import { timeGridOf } from '../bids/time-grid.ts';
import { weighingOf } from '../objective/objective.ts';
import { roomBeside } from '../placement/initial-room.ts';
import { PowerDispatch } from '../placement/power-dispatch.ts';
import { stretchesOf } from '../placement/segments.ts';
import { WorkState } from '../placement/work-state.ts';
import { buildPowerModel } from '../power-model.ts';
import type { LpSolver } from '../solvers/lp-solver.ts';

const limits = { timeLimitS: 60, isCancelled: () => false, gapRatio: 1e-9 };
/** Starts are tried, and time is shared out, in this part of a period. */
const STEPS_PER_PERIOD = 2;

/**
 * The best plan of a tiny problem, by trying every combination of options with starts (rigid) or run times by period
 * (preemptible) on half periods. Infinity when the jobs do not fit together. Exact where best plans lie on that grid,
 * an upper limit of the optimum everywhere. Where the power side has whole numbers they are searched for each. Only for problems with a handful of combinations.
 */
export const bruteForceWeight = (problem: Problem, solver: LpSolver): number => {
  const weighing = weighingOf(problem);
  const table = buildBidTable(problem, timeGridOf(problem), weighing);
  const power = buildPowerModel(problem, table);
  const dispatch = new PowerDispatch(power, solver, weighing);
  const around = (load: WorkState | null) =>
    power.model.hasWholeColumns ? dispatch.commit(load, limits).outcome : dispatch.around(load, limits);
  const empty = around(null);
  if (empty.kind !== 'optimal') throw new Error('the empty problem has no dispatch');
  const state = new WorkState(problem, table, roomBeside(power, empty.dispatch.primal));
  let best = Number.POSITIVE_INFINITY;
  const place = (bid: number): void => {
    if (bid === table.bidCount) {
      const outcome = around(state);
      if (outcome.kind === 'optimal') best = Math.min(best, outcome.dispatch.weight);
      return;
    }
    for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
      for (const put of table.rigid[bid] ? starts(state, bid, option) : shares(state, bid, option)) {
        put();
        if (fits(state)) place(bid + 1);
        state.remove(bid);
      }
    }
  };
  place(0);
  dispatch.dispose();
  return best;
};

const fits = ({ room }: WorkState): boolean =>
  room.freeUnits.every((units) => units >= -1e-6) && room.freeItMw.every((mw) => mw >= -1e-6);

const starts = (state: WorkState, bid: number, option: number): (() => void)[] => {
  const { table } = state;
  const step = table.grid.periodMs / STEPS_PER_PERIOD;
  const places: (() => void)[] = [];
  const last = table.latestEndMs[option]! - table.durationMs[option]!;
  for (let start = table.earliestMs[option]!; start <= last; start += step)
    places.push(() => state.placeRigid(bid, option, start));
  return places;
};

/** Every way to share the run time out over the window, repeated work of its breaks included, none before its least run. */
const shares = (state: WorkState, bid: number, option: number): (() => void)[] => {
  const { table } = state;
  const answer = noShares(table.grid.totalCount);
  answer.option = option;
  answer.fromPeriod = Math.floor(table.earliestMs[option]! / table.grid.periodMs);
  answer.toPeriod = Math.ceil(table.latestEndMs[option]! / table.grid.periodMs);
  return sharings(table, option, answer.fromPeriod, answer.toPeriod)
    .filter((runMs) => isEnough(state, bid, { ...answer, runMs }))
    .map((runMs) => () => state.placeShares(bid, { ...answer, runMs }));
};

const sharings = (table: BidTable, option: number, from: number, to: number): Float64Array[] => {
  const step = table.grid.periodMs / STEPS_PER_PERIOD;
  let found: Float64Array[] = [new Float64Array(table.grid.totalCount)];
  for (let t = from; t < to; t++)
    found = found.flatMap((runMs) =>
      Array.from({ length: Math.floor(openMs(table, option, t) / step) + 1 }, (_, steps) => {
        const next = runMs.slice();
        next[t] = steps * step;
        return next;
      }),
    );
  return found;
};

const isEnough = (state: WorkState, bid: number, answer: ReturnType<typeof noShares>): boolean => {
  const { table } = state;
  const runMs = answer.runMs.reduce((sum, ms) => sum + ms, 0);
  if (runMs < table.durationMs[answer.option]!) return false;
  state.placeShares(bid, answer);
  const stretches = stretchesOf(state, bid);
  state.remove(bid);
  const beforePauses = stretches.slice(0, -1);
  return (
    runMs === table.durationMs[answer.option]! + beforePauses.length * table.checkpointMs[bid]! &&
    beforePauses.every(({ startMs, endMs }) => endMs - startMs >= table.minimumRunMs[bid]!)
  );
};
