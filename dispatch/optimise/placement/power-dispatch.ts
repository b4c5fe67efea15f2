import type { SolveOutcome } from '#dispatch/domain';
import type { BidTable } from '../bids/bid-table.ts';
import { liftSquares } from '../constraints/quadratic-fuel.ts';
import { columnWeights, constantWeight, squareWeights, type Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import { tailEnergyWeight } from '../prices/shadow-prices.ts';
import type { LoadedLp, LpData, LpSolver, SolveLimits } from '../solvers/lp-solver.ts';
import { endOf } from './segments.ts';
import type { WorkState } from './work-state.ts';

/** The power side dispatched as well as possible around a given schedule of work. */
export interface Dispatch {
  /** Objective of the whole plan: power side and what the jobs themselves cost. */
  readonly weight: number;
  readonly primal: Float64Array;
  readonly duals: Float64Array;
}
export type DispatchOutcome =
  | { readonly kind: 'optimal'; readonly dispatch: Dispatch }
  | Exclude<SolveOutcome, { kind: 'optimal' }>;

/** Bounds of consecutive columns, or of rows, that stand in the place of the model's own for one solve. */
export interface ForcedBounds {
  readonly kind: 'columns' | 'rows';
  readonly first: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** One LP of the power side, built once; only the load of the placed work changes between solves. */
export class PowerDispatch {
  readonly data: LpData;
  private readonly power: PowerModel;
  private readonly weighing: Weighing;
  private readonly lp: LoadedLp;
  private columnCost: Float64Array;
  private solvedBefore = false;
  /** Column bounds in which every whole column stands at its chosen value; null while these take any. */
  private chosen: { readonly lower: Float64Array; readonly upper: Float64Array } | null = null;

  constructor(power: PowerModel, solver: LpSolver, weighing: Weighing) {
    this.power = power;
    this.weighing = weighing;
    this.data = power.model.toData(
      columnWeights(power.model, weighing),
      squareWeights(power.model, weighing),
    );
    this.columnCost = this.data.columnCost;
    this.lp = solver.load(this.data);
  }

  /** Solves with the state's load; `null` stands for no batch work at all. */
  around(state: WorkState | null, limits: Omit<SolveLimits, 'start'>): DispatchOutcome {
    this.setLoad(state);
    const outcome = this.lp.run({
      ...limits,
      isRelaxed: true,
      start: this.solvedBefore ? 'warm' : 'cold',
    });
    if (outcome.kind !== 'optimal') return outcome;
    this.solvedBefore = true;
    const own = state === null ? 0 : workWeight(this.power, this.weighing, state);
    const primal = this.lp.primal();
    const lifted = liftSquares(this.power.decisions, primal, this.columnCost);
    return {
      kind: 'optimal',
      dispatch: {
        weight: this.lp.objectiveValue() + lifted + constantWeight(this.power.model, this.weighing) + own,
        primal,
        duals: this.lp.rowDuals(),
      },
    };
  }

  /**
   * Searches over the whole numbers around a state's load, fixes what was found and dispatches around it, with prices.
   * `held`: columns that are held at their most during the search. `timedOut`: the search did not come to its end.
   */
  commit(
    state: WorkState | null,
    limits: Omit<SolveLimits, 'start'>,
    held: readonly { readonly first: number; readonly count: number }[] = [],
  ): { outcome: DispatchOutcome; timedOut: boolean } {
    this.release();
    this.setLoad(state);
    const { columnUpper } = this.data;
    for (const { first, count } of held) {
      const most = columnUpper.subarray(first, first + count);
      this.lp.changeColumnBounds(first, most, most);
    }
    const searched = this.lp.run({ ...limits, isRelaxed: false, start: 'cold' });
    if (searched.kind !== 'optimal' && searched.kind !== 'feasible') {
      this.release();
      return { outcome: searched, timedOut: searched.kind === 'timeLimit' };
    }
    this.fix(this.lp.primal());
    return { outcome: this.around(state, limits), timedOut: searched.kind === 'feasible' };
  }

  /** Holds every whole column at the whole number next to its value. */
  fix(primal: Float64Array): void {
    const { columnLower, columnUpper, isWhole } = this.data;
    const fixed = (bounds: Float64Array): Float64Array =>
      bounds.map((bound, column) => (isWhole?.[column] ? Math.round(primal[column]!) : bound));
    this.chosen = { lower: fixed(columnLower), upper: fixed(columnUpper) };
    this.lp.changeColumnBounds(0, this.chosen.lower, this.chosen.upper);
    this.solvedBefore = false;
  }

  /** Lets whole columns take any value between their bounds again. */
  release(): void {
    this.chosen = null;
    this.lp.changeColumnBounds(0, this.data.columnLower, this.data.columnUpper);
    this.solvedBefore = false;
  }

  /**
   * Solves once more with some bounds forced, around the load that was set last, and takes them back. The weight is of
   * the power side alone: comparable with that of another forced solve, with nothing forced for example. Whole columns
   * take any value meanwhile, as the one next to a forced bound could not follow it.
   */
  forced(bounds: readonly ForcedBounds[], limits: Omit<SolveLimits, 'start'>): DispatchOutcome {
    const own = (values: Float64Array, { first, lower }: ForcedBounds): Float64Array =>
      values.subarray(first, first + lower.length);
    const { columnLower, columnUpper, rowLower, rowUpper } = this.data;
    if (this.chosen !== null) this.lp.changeColumnBounds(0, columnLower, columnUpper);
    for (const force of bounds) this.bound(force, force.lower, force.upper);
    const outcome = this.lp.run({ ...limits, isRelaxed: true, start: 'warm' });
    const dispatch =
      outcome.kind === 'optimal'
        ? { weight: this.lp.objectiveValue(), primal: this.lp.primal(), duals: this.lp.rowDuals() }
        : null;
    for (const force of bounds)
      if (force.kind === 'columns') this.bound(force, own(columnLower, force), own(columnUpper, force));
      else this.bound(force, own(rowLower, force), own(rowUpper, force));
    if (this.chosen !== null) this.lp.changeColumnBounds(0, this.chosen.lower, this.chosen.upper);
    return dispatch === null
      ? (outcome as Exclude<SolveOutcome, { kind: 'optimal' }>)
      : { kind: 'optimal', dispatch };
  }

  private bound({ kind, first }: ForcedBounds, lower: Float64Array, upper: Float64Array): void {
    if (kind === 'columns') this.lp.changeColumnBounds(first, lower, upper);
    else this.lp.changeRowBounds(first, lower, upper);
  }

  /** Changes what is minimised, in place: the same load, seen in yuan instead of carbon for example. */
  weighBy(weighing: Weighing): void {
    this.columnCost = columnWeights(this.power.model, weighing);
    this.lp.changeColumnCosts(0, this.columnCost);
  }

  private setLoad(state: WorkState | null): void {
    const { problem, table } = this.power;
    const { periodCount, totalCount } = table.grid;
    problem.sites.forEach((_, site) => {
      const load = new Float64Array(periodCount);
      for (let t = 0; t < periodCount && state !== null; t++)
        load[t] = this.withinLimit(site, t, state.loadItMw[site * totalCount + t]!);
      this.lp.changeRowBounds(this.power.workRows[site]!, load, load);
    });
    this.setFreeUnits(state);
  }

  /** Rows of one pool follow each other, so that one call a pool changes them. */
  private setFreeUnits(state: WorkState | null): void {
    const { problem, table, poolRows } = this.power;
    const { totalCount } = table.grid;
    problem.pools.forEach((_, pool) => {
      const free: number[] = [];
      const isChosen = problem.pools[pool]!.expansion !== undefined;
      let first = -1;
      for (let t = 0; t < totalCount; t++) {
        const row = poolRows[pool * totalCount + t]!;
        if (row < 0) continue;
        if (first < 0) first = row;
        const used =
          state === null ? 0 : isChosen ? state.unitsSideBySide(pool, t) : state.usedUnits(pool, t);
        const left = this.data.rowUpper[row]! - used;
        // Where units are chosen they stand on the left: those that work takes have to be there.
        free.push(isChosen ? left : Math.max(0, left));
      }
      const none = new Float64Array(free.length).fill(Number.NEGATIVE_INFINITY);
      if (first >= 0) this.lp.changeRowBounds(first, none, Float64Array.from(free));
    });
  }

  /** Cuts rounding of the running sums off, so that it never makes a dispatch infeasible. */
  private withinLimit(site: number, t: number, itMw: number): number {
    const most = this.data.columnUpper[this.power.decisions.batchItMw[site]!.first + t]!;
    return Math.max(0, Math.min(itMw, most));
  }

  dispose(): void {
    this.lp.dispose();
  }
}

/** What the placed jobs cost besides power: their options, lateness, and energy in the tail. */
export const workWeight = (power: PowerModel, weighing: Weighing, state: WorkState): number => {
  const { table, problem } = power;
  const { periodCount, totalCount } = table.grid;
  let total = 0;
  for (let bid = 0; bid < table.bidCount; bid++)
    if (state.isPlaced(bid)) total += ownWeight(table, state, bid);
  problem.sites.forEach((_, site) => {
    const perMw = tailEnergyWeight(power, weighing, site);
    for (let t = periodCount; t < totalCount; t++) total += state.loadItMw[site * totalCount + t]! * perMw;
  });
  return total;
};

const ownWeight = (table: BidTable, state: WorkState, bid: number): number => {
  const perMs = table.lateWeightPerMs[bid]!;
  const late = perMs > 0 ? Math.max(0, endOf(state, bid) - table.dueMs[bid]!) : 0;
  return table.fixedWeight[state.option[bid]!]! + late * perMs;
};
