import type { Alternative } from '#dispatch/domain';
import type { MeasureName } from '../../objective/measures.ts';
import { MEASURE_OF } from '../../objective/objective.ts';
import type { PowerDispatch } from '../../placement/power-dispatch.ts';
import type { PowerModel } from '../../power-model.ts';
import type { Candidate } from './candidate.ts';

export interface TrialInput {
  readonly power: PowerModel;
  readonly dispatch: PowerDispatch;
  /** Time left for all trials together. */
  secondsLeft(): number;
}

/** The power side at some values of its columns: yuan, tonnes, and what the objective counts. */
interface Totals {
  readonly yuan: number;
  readonly tco2: number;
  readonly counted: number;
}
export interface Trial {
  readonly alternative: Alternative | null;
  /** What the objective is worse by, broken promises included; null when not dispatched. */
  readonly weight: number | null;
}

/**
 * Dispatches power again with each alternative forced, around the same jobs, as far as time goes; the others keep the
 * estimate at the plan's prices. The dispatch that nothing is forced upon comes first: all are compared with it.
 */
export const tryAlternatives = (candidates: readonly Candidate[], input: TrialInput): Trial[] => {
  const { power, dispatch } = input;
  const limits = () => ({ timeLimitS: Math.max(0.01, input.secondsLeft()), isCancelled: () => false });
  const base = dispatch.forced([], limits());
  if (base.kind !== 'optimal') return candidates.map((candidate) => estimateOf(power, candidate));
  const before = totalsOf(power, base.dispatch.primal);
  return candidates.map((candidate) => {
    const { alternative } = candidate;
    if (alternative === null || alternative.force === null || input.secondsLeft() <= 0)
      return estimateOf(power, candidate);
    const outcome = dispatch.forced(alternative.force, limits());
    if (outcome.kind === 'infeasible') return { alternative: impossible(alternative.what), weight: null };
    if (outcome.kind !== 'optimal') return estimateOf(power, candidate);
    const after = totalsOf(power, outcome.dispatch.primal);
    const resolved: Alternative = {
      what: alternative.what,
      basis: 'resolved',
      extraObjective: tidy(after.counted - before.counted),
      extraYuan: tidy(after.yuan - before.yuan),
      extraTco2: tidy(after.tco2 - before.tco2),
    };
    return { alternative: resolved, weight: tidy(outcome.dispatch.weight - base.dispatch.weight) };
  });
};

const impossible = (what: Alternative['what']): Alternative => ({
  ...{ what, basis: 'impossible', extraObjective: null, extraYuan: null, extraTco2: null },
});

const estimateOf = ({ problem }: PowerModel, { alternative }: Candidate): Trial => {
  if (alternative === null) return { alternative: null, weight: null };
  const { what, estimate } = alternative;
  const extraYuan = problem.objective === 'cost' ? tidy(estimate) : null;
  const marginal: Alternative = {
    ...{ what, basis: 'marginal', extraObjective: tidy(estimate), extraYuan, extraTco2: null },
  };
  return { alternative: marginal, weight: null };
};

const totalsOf = ({ model, problem }: PowerModel, primal: Float64Array): Totals => {
  let yuan = 0;
  model.forEachCharge((_, column, perUnit) => {
    yuan += perUnit * primal[column]!;
  });
  model.forEachSquare((_, column, perSquare) => {
    yuan += perSquare * primal[column]! ** 2;
  });
  const measured = (name: MeasureName): number => {
    let sum = 0;
    model.forEachMeasure(name, (column, amount) => {
      sum += amount * primal[column]!;
    });
    return sum;
  };
  const tco2 = measured('tco2');
  yuan += problem.carbonYuanPerTco2 * tco2;
  const counted = problem.objective === 'cost' ? yuan : measured(MEASURE_OF[problem.objective]);
  return { yuan, tco2, counted };
};

/** Rounding of the solver is nothing. */
const tidy = (value: number): number => (Math.abs(value) < 1e-6 ? 0 : value);
