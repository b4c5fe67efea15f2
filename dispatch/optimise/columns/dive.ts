import type { Weighing } from '../objective/objective.ts';
import { Putter } from '../placement/place.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';
import { workPricesOf } from '../prices/shadow-prices.ts';
import type { MasterSolution, SingleColumn, WorkMaster } from './work-master.ts';

export interface DiveLimits {
  secondsLeft(): number;
  isCancelled(): boolean;
}

/** A part of a mixture this large is all of it. */
const WHOLE = 0.999;
/** Share of the bids left, from those with most work down, that are held at each step whatever their mixture. */
const HELD_SHARE = 0.1;

/**
 * Gives the bids alone whole places, those with most work first: each keeps the largest part of its mixture where there
 * is room for it, and after every step all bids answer anew to the prices that follow (a dive of column generation;
 * Joncour, Michel, Sadykov, Sverdlov, Vanderbeck 2010). `state` begins empty and ends with the places that were held.
 * Returns the master's last optimum: the load and the prices around them.
 */
export const dive = (
  { power, weighing, master }: { power: PowerModel; weighing: Weighing; master: WorkMaster },
  from: MasterSolution,
  state: WorkState,
  limits: DiveLimits,
): MasterSolution => {
  const putter = new Putter(state);
  const open = new Set(master.aloneByWork);
  const solve = (): MasterSolution | null =>
    master.solve({ timeLimitS: limits.secondsLeft(), isCancelled: limits.isCancelled });
  let solution = from;
  while (open.size > 0 && limits.secondsLeft() > 0 && !limits.isCancelled()) {
    holdSome(master, putter, open, solution.primal);
    const around = solve();
    if (around === null) break;
    master.addAnswers(workPricesOf(power, weighing, around.duals), open);
    const next = solve();
    if (next === null) break;
    solution = next;
  }
  return solution;
};

const holdSome = (master: WorkMaster, putter: Putter, open: Set<number>, primal: Float64Array): void => {
  const largest = new Map<number, SingleColumn>();
  for (const column of master.columnsAlone) {
    const known = largest.get(column.bid);
    if (known === undefined || primal[column.column]! > primal[known.column]!)
      largest.set(column.bid, column);
  }
  let left = Math.ceil(HELD_SHARE * open.size);
  for (const bid of [...open]) {
    const { column, place } = largest.get(bid)!;
    if (left-- <= 0 && primal[column]! < WHOLE) continue;
    // Without room where most of it is, a bid is left to the placer: looking on takes long where capacity is short.
    master.hold(column, putter.put(bid, place) ? 1 : 0);
    open.delete(bid);
  }
};
