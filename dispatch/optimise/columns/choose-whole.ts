import type { Place } from '../placement/place.ts';
import type { LpSolver, SolveLimits } from '../solvers/lp-solver.ts';
import type { WorkMaster } from './work-master.ts';

/** Where bids are to run, and the values of the power side's columns around them. */
export interface Chosen {
  readonly places: ReadonlyMap<number, Place>;
  readonly primal: Float64Array;
}

/**
 * One place for every bid that has columns of its own, all at once and together with the power side: a search over whole
 * columns among those that were answered (a restricted master). Null when it finds nothing in the time there is.
 */
export const chooseWhole = (
  master: WorkMaster,
  solver: LpSolver,
  limits: Omit<SolveLimits, 'start'>,
): Chosen | null => {
  const isWhole = new Uint8Array(master.data.columnCount);
  for (const { column } of master.columnsAlone) isWhole[column] = 1;
  const lp = solver.load({ ...master.data, isWhole });
  try {
    const outcome = lp.run({ ...limits, start: 'cold' });
    if (outcome.kind !== 'optimal' && outcome.kind !== 'feasible') return null;
    const primal = lp.primal();
    const places = new Map<number, Place>();
    for (const { column, bid, place } of master.columnsAlone)
      if (Math.round(primal[column]!) === 1) places.set(bid, place);
    return { places, primal };
  } finally {
    lp.dispose();
  }
};
