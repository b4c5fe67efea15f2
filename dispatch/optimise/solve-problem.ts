import type { Problem } from '#dispatch/domain';
import type { Bilingual } from '#units';
import { type BidTable, buildBidTable } from './bids/bid-table.ts';
import type { Room } from './bids/room.ts';
import { timeGridOf } from './bids/time-grid.ts';
import { type LagrangianBound, lagrangianBound } from './bound/lagrangian-bound.ts';
import { type PlanControl, PlanningStopped } from './contract.ts';
import { type FluidTarget, solveFluid } from './fluid/solve-fluid.ts';
import { type Weighing, weighingOf } from './objective/objective.ts';
import { adoptExact } from './placement/adopt.ts';
import { roomBeside } from './placement/initial-room.ts';
import { placementOrder } from './placement/order.ts';
import { type Dispatch, PowerDispatch } from './placement/power-dispatch.ts';
import { runAtOnce } from './placement/run-at-once.ts';
import { type Incumbent, settle } from './placement/settle.ts';
import { WorkState } from './placement/work-state.ts';
import { buildPowerModel, type PowerModel } from './power-model.ts';
import type { LpSolver } from './solvers/lp-solver.ts';

/** Everything the report is made of. */
export interface Solved {
  readonly problem: Problem;
  readonly power: PowerModel;
  readonly weighing: Weighing;
  readonly dispatch: PowerDispatch;
  readonly state: WorkState;
  readonly plan: Incumbent;
  readonly baseline: { readonly state: WorkState; readonly dispatch: Dispatch } | null;
  readonly bound: LagrangianBound;
  /** The bound on schedules of the bids that are placed. */
  readonly boundWeight: number;
  readonly rounds: readonly SolveRound[];
  readonly modelSize: { readonly columns: number; readonly rows: number; readonly nonZeros: number };
  readonly degraded: Bilingual | null;
}
export interface SolveRound {
  readonly round: number;
  readonly value: number;
  readonly bound: number;
}

/** A relative gap below which more rounds are not worth their time. */
const GOOD_GAP_RATIO = 2e-4;
const SETTLE_ROUNDS = 16;
/** Shares of the time limit by which the fluid stages and the placement have to end. */
const FLUID_UNTIL = 0.55;
const SETTLE_UNTIL = 0.9;
/** The first dispatch always gets this long: without it there is no plan at all. */
const FIRST_DISPATCH_S = 30;

/** Solves a problem to an incumbent and a bound. Throws `PlanningStopped` when the physics alone cannot hold. */
export const solveProblem = (problem: Problem, solver: LpSolver, control: PlanControl): Solved => {
  control.progress('build', 0);
  const weighing = weighingOf(problem);
  const table = buildBidTable(problem, timeGridOf(problem), weighing);
  const power = buildPowerModel(problem, table);
  const dispatch = new PowerDispatch(power, solver, weighing);
  try {
    return new Solving(problem, solver, control, weighing, table, power, dispatch).run();
  } catch (error) {
    dispatch.dispose();
    throw error;
  }
};

class Solving {
  private readonly problem: Problem;
  private readonly solver: LpSolver;
  private readonly control: PlanControl;
  private readonly weighing: Weighing;
  private readonly table: BidTable;
  private readonly power: PowerModel;
  private readonly dispatch: PowerDispatch;
  private readonly rounds: SolveRound[] = [];

  constructor(
    problem: Problem,
    solver: LpSolver,
    control: PlanControl,
    weighing: Weighing,
    table: BidTable,
    power: PowerModel,
    dispatch: PowerDispatch,
  ) {
    this.problem = problem;
    this.solver = solver;
    this.control = control;
    this.weighing = weighing;
    this.table = table;
    this.power = power;
    this.dispatch = dispatch;
  }

  run(): Solved {
    this.stopWhenCancelled();
    this.control.progress('baseline', 0.05);
    const empty = this.firstDispatch();
    const baseline = this.runAtOnce(roomBeside(this.power, empty.primal));
    this.control.progress('fluid', 0.1);
    const fluid = solveFluid(this.power, this.weighing, this.solver, {
      schedule: baseline?.state ?? null,
      fallback: empty,
      data: this.dispatch.data,
      secondsLeft: () => this.secondsUntil(FLUID_UNTIL),
      isCancelled: this.control.isCancelled,
      onRound: (round, value, bound) => this.rounds.push({ round, value, bound }),
      progress: (ratio) => this.control.progress('bound', 0.15 + 0.4 * ratio),
    });
    this.stopWhenCancelled();
    const { state, plan } = this.place(fluid, baseline);
    const bound = this.bestBound(fluid.bound, plan.dispatch);
    return this.solved(state, plan, bound, fluid, baseline);
  }

  /** The power side without batch work: shows at once whether the physics can hold. */
  private firstDispatch(): Dispatch {
    const outcome = this.dispatch.around(null, {
      timeLimitS: Math.max(FIRST_DISPATCH_S, this.control.timeLimitS),
      isCancelled: this.control.isCancelled,
    });
    this.stopWhenCancelled();
    if (outcome.kind === 'optimal') return outcome.dispatch;
    if (outcome.kind === 'infeasible') throw new PlanningStopped(outcome);
    const detail = outcome.kind === 'failed' ? outcome.detail : outcome.kind;
    throw new PlanningStopped({ kind: 'failed', detail });
  }

  private runAtOnce(room: Room): { state: WorkState; dispatch: Dispatch } | null {
    const state = runAtOnce(this.problem, this.table, room);
    const outcome = this.dispatch.around(state, {
      timeLimitS: Math.max(FIRST_DISPATCH_S, this.control.timeLimitS),
      isCancelled: this.control.isCancelled,
    });
    return outcome.kind === 'optimal' ? { state, dispatch: outcome.dispatch } : null;
  }

  private place(
    fluid: FluidTarget,
    baseline: { state: WorkState; dispatch: Dispatch } | null,
  ): { state: WorkState; plan: Incumbent } {
    this.control.progress('placement', 0.55);
    // Beside online work as it is served around the baseline, the baseline fits: no plan leaves out more jobs.
    const served = baseline === null ? fluid.primal : baseline.dispatch.primal;
    const state = new WorkState(this.problem, this.table, roomBeside(this.power, served));
    const adopted = adoptExact(state, fluid.exactClasses, fluid.shares, fluid.primal);
    const settled = settle(
      {
        power: this.power,
        weighing: this.weighing,
        dispatch: this.dispatch,
        state,
        order: placementOrder(this.problem, this.table),
        adopted,
        known: baseline?.state.snapshot() ?? null,
        prices: fluid.bound.prices,
        targetItMw: fluid.targetItMw,
        bound: fluid.bound.value,
      },
      {
        rounds: SETTLE_ROUNDS,
        gapRatio: GOOD_GAP_RATIO,
        secondsLeft: () => this.secondsUntil(SETTLE_UNTIL),
        isCancelled: this.control.isCancelled,
        onRound: (round, value) => {
          this.rounds.push({ round: this.rounds.length, value, bound: fluid.bound.value });
          this.control.progress('placement', Math.min(0.9, 0.6 + 0.02 * round));
        },
      },
    );
    this.stopWhenCancelled();
    const atOnce = baseline === null ? null : incumbentOf(baseline.state, baseline.dispatch);
    const plan = better(settled, atOnce);
    if (plan === null)
      throw new PlanningStopped({ kind: 'failed', detail: 'no dispatch around placed work' });
    state.restore(plan.snapshot);
    return { state, plan };
  }

  /** The final dispatch's own duals bound as well: cheap to try, and best when the load decides the prices. */
  private bestBound(first: LagrangianBound, last: Dispatch): LagrangianBound {
    const other = lagrangianBound(this.power, this.dispatch.data, this.weighing, last.duals);
    return other.value > first.value ? other : first;
  }

  private solved(
    state: WorkState,
    plan: Incumbent,
    bound: LagrangianBound,
    fluid: FluidTarget,
    baseline: { state: WorkState; dispatch: Dispatch } | null,
  ): Solved {
    const unplaced = plan.unplaced.reduce((sum, bid) => sum + bound.answers[bid]!, 0);
    return {
      problem: this.problem,
      power: this.power,
      weighing: this.weighing,
      dispatch: this.dispatch,
      state,
      plan,
      baseline,
      bound,
      boundWeight: Math.min(bound.value - unplaced, plan.dispatch.weight),
      rounds: this.rounds,
      modelSize: fluid.modelSize,
      degraded: this.control.elapsedS() > this.control.timeLimitS * SETTLE_UNTIL ? outOfTime : fluid.degraded,
    };
  }

  private secondsUntil(share: number): number {
    return this.control.timeLimitS * share - this.control.elapsedS();
  }
  private stopWhenCancelled(): void {
    if (this.control.isCancelled()) throw new PlanningStopped({ kind: 'cancelled' });
  }
}

const outOfTime: Bilingual = {
  zh: '计算在时限内未完成全部优化轮次；此方案可行，但可能不是能达到的最好结果。',
  en: 'The time limit ended the search: this plan is feasible, but perhaps not the best that could be found.',
};

const incumbentOf = (state: WorkState, dispatch: Dispatch): Incumbent => ({
  snapshot: state.snapshot(),
  dispatch,
  unplaced: Array.from(state.option.keys()).filter((bid) => !state.isPlaced(bid)),
});

const better = (a: Incumbent | null, b: Incumbent | null): Incumbent | null => {
  if (a === null || b === null) return a ?? b;
  if (a.unplaced.length !== b.unplaced.length) return a.unplaced.length < b.unplaced.length ? a : b;
  return a.dispatch.weight <= b.dispatch.weight ? a : b;
};
