import type { Placement, Plan, Problem } from '#dispatch/domain';
import { type Bilingual, invariant } from '#units';
import { buildBidTable } from './bids/build-table.ts';
import { timeGridOf } from './bids/time-grid.ts';
import { lagrangianBound } from './bound/lagrangian-bound.ts';
import { wholeDispatch } from './commitment/commit-plan.ts';
import { explainInfeasible } from './conflict/explain-infeasible.ts';
import { type PlanControl, PlanningStopped } from './contract.ts';
import { weighingOf } from './objective/objective.ts';
import { roomBeside } from './placement/initial-room.ts';
import { keepPlaces } from './placement/keep-places.ts';
import { placementOrder } from './placement/order.ts';
import { Placer, placeMissing } from './placement/placer.ts';
import { type Dispatch, PowerDispatch } from './placement/power-dispatch.ts';
import { WorkState } from './placement/work-state.ts';
import { buildPowerModel, type PowerModel } from './power-model.ts';
import { SolvedPoint } from './report/explain/solved-point.ts';
import { marginalWorkPrices } from './report/marginal-work-prices.ts';
import { joinRemarks, overloadedSites } from './report/remarks.ts';
import { reportPlan } from './report/report-plan.ts';
import type { Solved } from './solved.ts';
import type { LpSolver } from './solvers/lp-solver.ts';

/**
 * An earlier plan made good at a new problem, in three dispatches and without a search: jobs stay where they were as far
 * as that is still possible, the others and new ones are placed at the prices of the power around those, and power is
 * dispatched around all of them from the state that the problem describes. It always says that it is degraded.
 * Throws `PlanningStopped` when there is no dispatch.
 */
export const repairPlan = async (
  problem: Problem,
  kept: readonly Placement[],
  solver: LpSolver,
  control: PlanControl,
): Promise<Plan> => {
  const weighing = weighingOf(problem);
  const table = buildBidTable(problem, timeGridOf(problem), weighing);
  const power = buildPowerModel(problem, table);
  const dispatch = new PowerDispatch(power, solver, weighing);
  try {
    return reportPlan(new Repair(problem, power, dispatch, solver, control).solved(kept));
  } finally {
    dispatch.dispose();
  }
};

class Repair {
  private readonly problem: Problem;
  private readonly power: PowerModel;
  private readonly dispatch: PowerDispatch;
  private readonly solver: LpSolver;
  private readonly control: PlanControl;

  constructor(
    problem: Problem,
    power: PowerModel,
    dispatch: PowerDispatch,
    solver: LpSolver,
    control: PlanControl,
  ) {
    this.problem = problem;
    this.power = power;
    this.dispatch = dispatch;
    this.solver = solver;
    this.control = control;
  }

  solved(kept: readonly Placement[]): Solved {
    const { problem, power, dispatch } = this;
    const { table } = power;
    const weighing = weighingOf(problem);
    const empty = this.around(null);
    const state = new WorkState(problem, table, roomBeside(power, empty.primal));
    const stayed = keepPlaces(problem, state, kept);
    const { primal, duals } = this.around(state);
    const point = new SolvedPoint(power, dispatch.data, dispatch.data.columnCost, primal, duals);
    const prices = marginalWorkPrices(point, weighing);
    const target = { loadItMw: state.loadItMw, stiffness: new Float64Array(problem.sites.length) };
    const placer = new Placer(problem, state, prices, target);
    const unplaced = placeMissing(placer, state, placementOrder(problem, table));
    const { dispatch: last, remark } = wholeDispatch(
      {
        ...{ power, dispatch, state, isCancelled: this.control.isCancelled },
        choiceSecondsLeft: () => this.secondsLeft(),
      },
      this.around(state),
    );
    const bound = lagrangianBound(power, dispatch.data, weighing, last.duals);
    const without = unplaced.reduce((sum, bid) => sum + bound.answers[bid]!, 0);
    const added = table.bidCount - stayed - unplaced.length;
    return {
      ...{ problem, power, weighing, dispatch, state, bound },
      plan: { snapshot: state.snapshot(), dispatch: last, unplaced },
      baseline: null,
      boundWeight: Math.min(bound.value - without, last.weight),
      rounds: [],
      modelSize: sizeOf(dispatch),
      degraded: joinRemarks([overloadedSites(problem), repaired(stayed, added, unplaced.length), remark]),
      secondsLeft: () => this.secondsLeft(),
    };
  }

  private secondsLeft(): number {
    return Math.max(0, this.control.timeLimitS - this.control.elapsedS());
  }

  private around(state: WorkState | null): Dispatch {
    const limits = { timeLimitS: this.secondsLeft(), isCancelled: this.control.isCancelled };
    const outcome = this.dispatch.around(state, limits);
    switch (outcome.kind) {
      case 'optimal':
        return outcome.dispatch;
      case 'infeasible': {
        invariant(state === null, 'kept work fits beside what fits without it');
        const secondsLeft = (): number => this.secondsLeft();
        const why = explainInfeasible(this.power, this.dispatch.data, this.solver, {
          ...limits,
          secondsLeft,
        });
        throw new PlanningStopped({ kind: 'infeasible', ...why });
      }
      default:
        throw new PlanningStopped({
          kind: 'failed',
          detail: outcome.kind === 'failed' ? outcome.detail : outcome.kind,
        });
    }
  }
}

const sizeOf = ({ data }: PowerDispatch): Solved['modelSize'] => ({
  columns: data.columnCount,
  rows: data.rowCount,
  nonZeros: data.value.length,
});

const repaired = (stayed: number, added: number, left: number): Bilingual => ({
  zh: `沿用上一份计划：${stayed} 个作业保持原位，${added} 个重新安放，${left} 个暂无位置；电力已按当前状态重新调度，作业未重新优化。`,
  en: `The plan before was repaired (jobs kept in place: ${stayed}, placed anew: ${added}, without room: ${left}): power is dispatched again from the present state, work was not optimised again.`,
});
