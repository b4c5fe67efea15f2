import type { Problem } from '#dispatch/domain';
import type { Bilingual } from '#units';
import type { BidTable } from './bids/bid-table.ts';
import type { Room } from './bids/room.ts';
import { type LagrangianBound, lagrangianBound } from './bound/lagrangian-bound.ts';
import { type Refined, refinePlan } from './columns/refine-plan.ts';
import { commitPlan } from './commitment/commit-plan.ts';
import { explainInfeasible } from './conflict/explain-infeasible.ts';
import { type PlanControl, PlanningStopped } from './contract.ts';
import { isDivisible } from './fluid/divisible-bids.ts';
import { fluidAt, foundTarget } from './fluid/found-target.ts';
import { Meeting } from './fluid/meeting.ts';
import { type Found, searchPrices } from './fluid/price-search.ts';
import { type FluidTarget, solveFluid } from './fluid/solve-fluid.ts';
import type { Weighing } from './objective/objective.ts';
import { roomBeside } from './placement/initial-room.ts';
import { type Baseline, type Placed, placeWork } from './placement/place-work.ts';
import type { Dispatch, PowerDispatch } from './placement/power-dispatch.ts';
import { hasRoomForAll, placeAtPrices, pricesOfOneMore } from './placement/price-takers.ts';
import { runAtOnce } from './placement/run-at-once.ts';
import type { SettleLimits } from './placement/settle.ts';
import type { PowerModel } from './power-model.ts';
import { joinRemarks, noBaseline, outOfTime, overloadedSites, shardsLost } from './report/remarks.ts';
import type { ShardedWork } from './shards/sharded-work.ts';
import { type Solved, type SolveRound, soundBound } from './solved.ts';
import type { LpSolver } from './solvers/lp-solver.ts';
import { inParts } from './solvers/split-solver.ts';
import { type Stage, Stages } from './stages.ts';

/** A relative gap below which more rounds are not worth their time. */
const GOOD_GAP_RATIO = 2e-4;

/** One problem on its way to a plan, stage by stage. */
export class Solving {
  private readonly problem: Problem;
  private readonly solver: LpSolver;
  /** For programs in which jobs join areas without lines between them. */
  private readonly whole: LpSolver;
  private readonly control: PlanControl;
  private readonly weighing: Weighing;
  private readonly table: BidTable;
  private readonly power: PowerModel;
  private readonly dispatch: PowerDispatch;
  private readonly shards: ShardedWork | null;
  private readonly stages: Stages;
  private readonly rounds: SolveRound[] = [];

  constructor(
    given: LpSolver,
    control: PlanControl,
    weighing: Weighing,
    power: PowerModel,
    dispatch: PowerDispatch,
    shards: ShardedWork | null,
  ) {
    this.problem = power.problem;
    this.solver = inParts(given);
    this.whole = given;
    this.control = control;
    this.weighing = weighing;
    this.table = power.table;
    this.power = power;
    this.dispatch = dispatch;
    this.shards = shards;
    this.stages = new Stages(control, power.model.hasWholeColumns);
  }

  run(): Solved {
    this.stages.stopWhenCancelled();
    this.control.progress('baseline', 0.05);
    const empty = this.firstDispatch();
    const baseline = this.runAtOnce(roomBeside(this.power, empty.primal));
    this.control.progress('fluid', 0.1);
    const start = baseline?.dispatch ?? empty;
    if (isDivisible(this.table)) {
      const exact = this.solveExactly(start);
      const placed = this.place(exact, null, baseline);
      return this.finish(placed, this.bestBound(exact.bound, placed.plan.dispatch), exact, baseline);
    }
    const taken = baseline === null || !hasRoomForAll(this.power) ? null : this.takePrices(baseline);
    if (taken !== null) return this.finish(taken.placed, taken.fluid.bound, taken.fluid, baseline);
    const meeting = this.meetingAt(start, baseline);
    try {
      const found = this.search(meeting, start);
      const fluid = foundTarget(this.power, this.dispatch.data, this.weighing, found, start, this.shards);
      const placed = this.place(fluid, { found, meeting }, baseline);
      const refined = this.refine(fluid.bound, placed, baseline);
      const bound = this.bestBound(refined.bound, refined.placed.plan.dispatch);
      return this.finish(refined.placed, bound, fluid, baseline);
    } finally {
      meeting.dispose();
    }
  }

  /** Tries whether the prices of run-at-once are those of any plan; null when they are not. */
  private takePrices(baseline: NonNullable<Baseline>): { placed: Placed; fluid: FluidTarget } | null {
    const { power, weighing, dispatch, control } = this;
    const limits = this.firstLimits();
    const asked = pricesOfOneMore(power, dispatch, baseline, limits);
    if (asked === null) return null;
    const fluid = fluidAt(power, dispatch.data, weighing, asked);
    control.progress('placement', 0.4);
    const placed = placeAtPrices(power, dispatch, fluid.bound, baseline, GOOD_GAP_RATIO, limits);
    this.stages.stopWhenCancelled();
    return placed === null ? null : { placed, fluid };
  }

  /** Work and power meet first at run-at-once. */
  private meetingAt(start: Dispatch, baseline: Baseline): Meeting {
    const places = this.table.grid.totalCount;
    const load = {
      itMw: baseline?.state.loadItMw ?? new Float64Array(this.problem.sites.length * places),
      units: new Float64Array(this.problem.pools.length * places),
    };
    const { power, weighing, solver, dispatch } = this;
    return new Meeting(power, weighing, solver, dispatch.data, start.duals, load);
  }

  private solveExactly(fallback: Dispatch): FluidTarget {
    const fluid = solveFluid(this.power, this.weighing, this.solver, {
      fallback,
      data: this.dispatch.data,
      ...this.limitsOf('fluid'),
      onRound: (_, value, bound) => this.note(value, bound),
    });
    this.stages.stopWhenCancelled();
    return fluid;
  }

  private refine(bound: LagrangianBound, placed: Placed, baseline: Baseline): Refined {
    const { power, weighing, whole: solver, dispatch } = this;
    this.control.progress('placement', 0.6);
    const refined = refinePlan(
      { power, weighing, solver, dispatch, bound, placed, baseline },
      {
        ...this.limitsOf('refine'),
        onRound: (_, value) => this.note(value, bound.value),
        onBound: (value, raised) => this.note(value, raised),
      },
    );
    this.stages.stopWhenCancelled();
    return refined;
  }

  private limitsOf(stage: Stage): Omit<SettleLimits, 'onRound'> {
    const { isCancelled } = this.control;
    return { gapRatio: GOOD_GAP_RATIO, secondsLeft: () => this.stages.secondsFor(stage), isCancelled };
  }

  private firstLimits(): { timeLimitS: number; isCancelled: () => boolean } {
    return { timeLimitS: this.stages.secondsForFirst(), isCancelled: this.control.isCancelled };
  }

  private note(value: number, bound: number): void {
    this.rounds.push({ round: this.rounds.length, value, bound });
  }

  /** Makes the plan whole where the power side has decisions of whole numbers. */
  private finish(placed: Placed, bound: LagrangianBound, fluid: FluidTarget, baseline: Baseline): Solved {
    const late = this.stages.secondsFor('settle') < 0 ? outOfTime : null;
    if (!this.power.model.hasWholeColumns) return this.solved(placed, bound, fluid, baseline, late);
    this.control.progress('dispatch', 0.9);
    const { power, weighing, solver, dispatch } = this;
    const committed = commitPlan({
      ...{ power, weighing, solver, dispatch, baseline, bound },
      ...placed,
      choiceSecondsLeft: () => this.stages.secondsForWhole('choice'),
      sweepSecondsLeft: () => this.stages.secondsForWhole('sweeps'),
      proofSecondsLeft: () => this.stages.secondsToEnd(),
      isCancelled: this.control.isCancelled,
      onRound: (_, value) => this.note(value, bound.value),
    });
    this.stages.stopWhenCancelled();
    if (committed === null) throw this.infeasible();
    placed.state.restore(committed.plan.snapshot);
    const { plan, remark } = committed;
    return this.solved({ ...placed, plan }, committed.bound, fluid, committed.baseline, remark ?? late);
  }

  /** Prices at which work and power want the same. */
  private search(meeting: Meeting, start: Dispatch): Found {
    const found = searchPrices(this.power, this.weighing, meeting, {
      data: this.dispatch.data,
      ...this.limitsOf('fluid'),
      onRound: (round, rounds, bound) => {
        this.note(start.weight, bound);
        this.control.progress('bound', 0.1 + (0.3 * round) / rounds);
      },
    });
    this.stages.stopWhenCancelled();
    return found;
  }

  /** The power side without batch work: shows at once whether the physics can hold. */
  private firstDispatch(): Dispatch {
    const outcome = this.dispatch.around(null, this.firstLimits());
    this.stages.stopWhenCancelled();
    if (outcome.kind === 'optimal') return outcome.dispatch;
    if (outcome.kind === 'infeasible') throw this.infeasible();
    const detail = outcome.kind === 'failed' ? outcome.detail : outcome.kind;
    throw new PlanningStopped({ kind: 'failed', detail });
  }

  private infeasible(): PlanningStopped {
    const limits = {
      secondsLeft: () => this.stages.secondsForFirst(),
      isCancelled: this.control.isCancelled,
    };
    const why = explainInfeasible(this.power, this.dispatch.data, this.solver, limits);
    return new PlanningStopped({ kind: 'infeasible', ...why });
  }

  private runAtOnce(room: Room): Baseline {
    const state = runAtOnce(this.problem, this.table, room);
    const outcome = this.dispatch.around(state, this.firstLimits());
    return outcome.kind === 'optimal' ? { state, dispatch: outcome.dispatch } : null;
  }

  private place(
    fluid: FluidTarget,
    met: { found: Found; meeting: Meeting } | null,
    baseline: Baseline,
  ): Placed {
    this.control.progress('placement', 0.4);
    const { power, weighing, solver, dispatch, shards } = this;
    const placed = placeWork(
      { power, weighing, solver, dispatch, fluid, met, baseline, shards },
      {
        ...this.limitsOf('settle'),
        onRound: (round, value) => {
          this.note(value, fluid.bound.value);
          this.control.progress('placement', Math.min(0.6, 0.4 + 0.01 * round));
        },
      },
    );
    this.stages.stopWhenCancelled();
    if (placed === null)
      throw new PlanningStopped({ kind: 'failed', detail: 'no dispatch around placed work' });
    return placed;
  }

  /** The final dispatch's own duals bound as well: cheap to try, and best when the load decides the prices. */
  private bestBound(first: LagrangianBound, last: Dispatch): LagrangianBound {
    const { power, weighing, dispatch, shards } = this;
    const other = lagrangianBound(power, dispatch.data, weighing, last.duals, shards?.answer);
    return other.value > first.value ? other : first;
  }

  private solved(
    { state, plan }: Placed,
    bound: LagrangianBound,
    fluid: FluidTarget,
    baseline: Baseline,
    late: Bilingual | null,
  ): Solved {
    const lost = this.shards?.shards.lostBecause ?? null;
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
      boundWeight: soundBound(bound.value - unplaced, plan.dispatch, this.dispatch.data),
      rounds: this.rounds,
      modelSize: fluid.modelSize,
      degraded: joinRemarks([
        overloadedSites(this.problem),
        late ?? fluid.degraded,
        baseline === null ? noBaseline : null,
        lost === null ? null : shardsLost(lost),
      ]),
      secondsLeft: () => this.stages.secondsForLast(),
    };
  }
}
