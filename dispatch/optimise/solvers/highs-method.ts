import type { SolveLimits } from './lp-solver.ts';

/**
 * Cold LPs above this many columns go to the interior point with crossover. Of our own kinds the dual simplex took a third
 * to a half of its time up to 167,000 columns and three quarters at 305,000 (`npm run bench -- solver-methods`, decision
 * 20): the two meet at about this size if that goes on.
 */
const INTERIOR_POINT_FROM_COLUMNS = 450_000;
/** Strategies of the simplex: a basis stays primal feasible when columns are added, dual feasible when limits change. */
const [DUAL, PRIMAL] = [1, 4] as const;
/** Where a search over whole numbers may end when nobody says otherwise. */
export const DEFAULT_GAP_RATIO = 1e-4;

/** How HiGHS is to go about a program. */
export interface Method {
  readonly solver: 'simplex' | 'ipm' | 'choose';
  readonly strategy: typeof DUAL | typeof PRIMAL;
  /** A search over whole numbers. */
  readonly searches: boolean;
}

/** What of a program decides how it is solved. */
export interface ProgramKind {
  readonly columnCount: number;
  readonly hasWhole: boolean;
  readonly hasSquares: boolean;
}

export type ChooseMethod = (program: ProgramKind, limits: SolveLimits) => Method;

/** By what the program is and by its size, as measured. */
export const methodOf: ChooseMethod = ({ columnCount, hasWhole, hasSquares }, limits) => {
  const searches = hasWhole && limits.isRelaxed !== true;
  const large = limits.start === 'cold' && columnCount >= INTERIOR_POINT_FROM_COLUMNS;
  return {
    // A search over whole numbers and a squared objective have solvers of their own.
    solver: searches || hasSquares ? 'choose' : large ? 'ipm' : 'simplex',
    strategy: limits.start === 'widened' ? PRIMAL : DUAL,
    searches,
  };
};
