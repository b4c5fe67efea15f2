import type { Conflict, Relaxation } from '#dispatch/domain';
import { ElementWords } from '../element-words.ts';
import type { PowerModel } from '../power-model.ts';
import type { LpData, LpSolver } from '../solvers/lp-solver.ts';
import { allMembers, certificateOf } from './certificate.ts';
import { conflictsOf, groupOfMember } from './conflict-list.ts';
import { allElastic, type Elastic, elasticOf } from './elastic.ts';
import { type FilterLimits, type FilterTask, irreducible } from './irreducible.ts';
import { stepsOf } from './relaxation-steps.ts';

export interface Infeasibility {
  /** Names of the blocks that take part, sorted. */
  readonly blocks: readonly string[];
  /** Cannot hold together, and could without any one of them. */
  readonly conflicts: readonly Conflict[];
  /** Null when no named limit helps: then the data contradict each other. */
  readonly relaxation: Relaxation | null;
}
interface Solved {
  readonly primal: Float64Array;
  readonly duals: Float64Array;
  readonly weight: number;
}

/** A relaxation that weighs less than this loosens nothing. */
const NOTHING = 1e-6;

/**
 * Why a problem has no solution, and what would give it one. One elastic problem answers both: its values say which
 * named limits to loosen and by how much at the least weight, its duals prove the conflict, which is then thinned out
 * until nothing of it can be left out. Where it is whole numbers that do not fit, the same is asked of them, and every
 * limit is thinned out.
 */
export const explainInfeasible = (
  power: PowerModel,
  data: LpData,
  solver: LpSolver,
  limits: FilterLimits,
): Infeasibility => {
  const words = new ElementWords(power.problem);
  const elastic = elasticOf(power, data, words, { whole: false });
  const solved = solve(elastic, solver, limits);
  if (solved !== null && solved.weight < NOTHING && data.isWhole !== undefined)
    return explainWhole(power, data, words, solver, limits);
  const proof = solved ?? solve(allElastic(data), solver, limits);
  if (proof === null) return { blocks: [], conflicts: [], relaxation: null };
  const members = certificateOf(data, proof.duals);
  return {
    ...thinned(power, { data, members, groupOf: groupOfMember(power), whole: false }, words, solver, limits),
    relaxation: solved === null ? null : relaxationOf(power, elastic, solved, words),
  };
};

const explainWhole = (
  power: PowerModel,
  data: LpData,
  words: ElementWords,
  solver: LpSolver,
  limits: FilterLimits,
): Infeasibility => {
  const elastic = elasticOf(power, data, words, { whole: true });
  const solved = solve(elastic, solver, limits);
  const members = allMembers(data);
  return {
    ...thinned(power, { data, members, groupOf: groupOfMember(power), whole: true }, words, solver, limits),
    relaxation: solved === null ? null : relaxationOf(power, elastic, solved, words),
  };
};

const thinned = (
  power: PowerModel,
  task: FilterTask,
  words: ElementWords,
  solver: LpSolver,
  limits: FilterLimits,
): Omit<Infeasibility, 'relaxation'> => {
  const conflicts = conflictsOf(power, irreducible(task, solver, limits), words);
  return { conflicts, blocks: [...new Set(conflicts.map(({ block }) => block))].sort() };
};

const solve = ({ data }: Elastic, solver: LpSolver, limits: FilterLimits): Solved | null => {
  const lp = solver.load(data);
  try {
    const outcome = lp.run({
      timeLimitS: limits.secondsLeft(),
      isCancelled: limits.isCancelled,
      start: 'cold',
    });
    if (outcome.kind !== 'optimal' && outcome.kind !== 'feasible') return null;
    return { primal: lp.primal(), duals: lp.rowDuals(), weight: lp.objectiveValue() };
  } finally {
    lp.dispose();
  }
};

const relaxationOf = (
  power: PowerModel,
  { data, slacks }: Elastic,
  { primal, weight }: Solved,
  words: ElementWords,
): Relaxation => {
  const amounts = primal.subarray(data.columnCount - slacks.length);
  return { steps: stepsOf(power, slacks, amounts, words), weight };
};
