import type { Bilingual } from '#units';
import { type LagrangianBound, lagrangianBound } from '../bound/lagrangian-bound.ts';
import type { Weighing } from '../objective/objective.ts';
import { placementOrder } from '../placement/order.ts';
import type { Dispatch, DispatchOutcome, PowerDispatch } from '../placement/power-dispatch.ts';
import { type Incumbent, improve } from '../placement/settle.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';
import type { LpSolver } from '../solvers/lp-solver.ts';
import { wholeBound } from './whole-bound.ts';

/** Where the choice of whole numbers, and the proof of how good it is, may end. */
const CHOICE_GAP_RATIO = 1e-3;
const PROOF_GAP_RATIO = 2e-4;
/** Sweeps of work over the prices that the fixed whole numbers give. */
const SWEEPS = 2;
/** Whole numbers are looked for this long at least: without them there is no plan that can be carried out. */
const LEAST_CHOICE_S = 5;

export interface CommitInput {
  readonly power: PowerModel;
  readonly weighing: Weighing;
  readonly solver: LpSolver;
  readonly dispatch: PowerDispatch;
  readonly state: WorkState;
  /** The best plan whose whole numbers still take any value. */
  readonly plan: Incumbent;
  readonly baseline: { readonly state: WorkState; readonly dispatch: Dispatch } | null;
  readonly bound: LagrangianBound;
  /** Seconds until the choice, the sweeps after it, and the proof have to end. */
  readonly choiceSecondsLeft: () => number;
  readonly sweepSecondsLeft: () => number;
  readonly proofSecondsLeft: () => number;
  isCancelled(): boolean;
  onRound(round: number, weight: number): void;
}

export interface Committed {
  readonly plan: Incumbent;
  readonly baseline: CommitInput['baseline'];
  readonly bound: LagrangianBound;
  /** What the plan is less than it should be, null when it is whole and was searched to the end. */
  readonly remark: Bilingual | null;
}

/**
 * Makes a plan whole. Around its placed work the power side is searched once over whole numbers; these are fixed, and
 * what follows is a linear program again: it has prices, and work moves once more at them. Run-at-once gets whole numbers
 * of its own, so that the two are compared alike. Where the search finds nothing in time, it is helped by having all
 * units on; where even that fails, the plan stays as it was and says so. Null: no whole numbers fit, even without work.
 */
export const commitPlan = (input: CommitInput): Committed | null => {
  const { dispatch, plan, state } = input;
  state.restore(plan.snapshot);
  const { outcome, timedOut } = choose(input);
  if (outcome.kind !== 'optimal') {
    if (outcome.kind === 'infeasible' && isImpossible(input)) return null;
    dispatch.release();
    return { plan, baseline: input.baseline, bound: input.bound, remark: notWhole };
  }
  const swept = sweep(input, { ...plan, dispatch: outcome.dispatch });
  const baseline = committedBaseline(input, swept.dispatch);
  const bound = [input.bound, atPlanPrices(input, swept.dispatch)]
    .map((from) => proven(input, from))
    .reduce((best, other) => (other.value > best.value ? other : best));
  return { plan: swept, baseline, bound, remark: timedOut ? stoppedEarly : null };
};

/** What choosing whole numbers needs: around whose work, and until when. */
type ChoiceInput = Pick<CommitInput, 'power' | 'dispatch' | 'state' | 'choiceSecondsLeft' | 'isCancelled'>;

/** Whole numbers around a state's work and the dispatch with them: by a search, else by one with all units on. */
const choose = (input: ChoiceInput): { outcome: DispatchOutcome; timedOut: boolean } => {
  const { dispatch, state, isCancelled } = input;
  const limits = () => ({
    timeLimitS: Math.max(LEAST_CHOICE_S, input.choiceSecondsLeft()),
    gapRatio: CHOICE_GAP_RATIO,
    isCancelled,
  });
  const searched = dispatch.commit(state, limits());
  if (searched.outcome.kind === 'optimal' || searched.outcome.kind === 'infeasible') return searched;
  return { ...dispatch.commit(state, limits(), allOn(input.power)), timedOut: true };
};

/** The last dispatch of a plan that is not searched any further, whole where that can be had. */
export const wholeDispatch = (
  input: ChoiceInput,
  relaxed: Dispatch,
): { readonly dispatch: Dispatch; readonly remark: Bilingual | null } => {
  if (!input.power.model.hasWholeColumns) return { dispatch: relaxed, remark: null };
  const { outcome, timedOut } = choose(input);
  if (outcome.kind === 'optimal')
    return { dispatch: outcome.dispatch, remark: timedOut ? stoppedEarly : null };
  input.dispatch.release();
  return { dispatch: relaxed, remark: notWhole };
};

const isImpossible = ({ dispatch, isCancelled }: CommitInput): boolean =>
  dispatch.commit(null, { timeLimitS: LEAST_CHOICE_S, gapRatio: CHOICE_GAP_RATIO, isCancelled }).outcome
    .kind === 'infeasible';

/** Columns that say whether a unit or a turbine is on, which are held there as far as that is allowed. */
const allOn = ({ decisions }: PowerModel): { first: number; count: number }[] =>
  [...decisions.commitment.flatMap((unit) => (unit === null ? [] : [unit.on])), ...decisions.cspOn].flatMap(
    (on) => (on === null ? [] : [on]),
  );

const sweep = (input: CommitInput, plan: Incumbent): Incumbent => {
  const { power, weighing, dispatch, state, bound } = input;
  const search = {
    ...{ power, weighing, dispatch, state },
    order: placementOrder(power.problem, power.table),
    adopted: new Uint8Array(power.table.bidCount),
    prices: bound.prices,
    targetItMw: state.loadItMw.slice(),
    bound: bound.value,
  };
  return improve(plan, SWEEPS, search, {
    gapRatio: PROOF_GAP_RATIO,
    secondsLeft: input.sweepSecondsLeft,
    isCancelled: input.isCancelled,
    onRound: input.onRound,
  });
};

/** Whole numbers around run-at-once; those of the plan stand in the solver afterwards. */
const committedBaseline = (input: CommitInput, planned: Dispatch): CommitInput['baseline'] => {
  const { dispatch, baseline, isCancelled } = input;
  if (baseline === null) return null;
  const timeLimitS = Math.max(LEAST_CHOICE_S, input.sweepSecondsLeft());
  const { outcome } = dispatch.commit(baseline.state, {
    timeLimitS,
    gapRatio: CHOICE_GAP_RATIO,
    isCancelled,
  });
  dispatch.fix(planned.primal);
  return outcome.kind === 'optimal' ? { ...baseline, dispatch: outcome.dispatch } : baseline;
};

const atPlanPrices = ({ power, dispatch, weighing }: CommitInput, { duals }: Dispatch): LagrangianBound =>
  lagrangianBound(power, dispatch.data, weighing, duals);

const proven = (input: CommitInput, from: LagrangianBound): LagrangianBound => {
  const timeLimitS = input.proofSecondsLeft();
  if (timeLimitS <= 0) return from;
  const { power, dispatch, weighing, solver, isCancelled } = input;
  const limits = { timeLimitS, gapRatio: PROOF_GAP_RATIO, isCancelled };
  return wholeBound(power, dispatch.data, weighing, solver, from, limits);
};

const notWhole: Bilingual = {
  zh: '时限内未找到机组启停等整数决策的可行解：此方案把它们当作可取任意值，不能原样执行。',
  en: 'No whole numbers (units on or off, steps) were found in time: this plan lets them take any value and cannot be carried out as it is.',
};
const stoppedEarly: Bilingual = {
  zh: '机组启停等整数决策在时限内未搜索完毕；此方案可行，但可能不是最好结果。',
  en: 'The search over whole numbers (units on or off, steps) was ended by time: the plan is feasible, but perhaps not the best.',
};
