import type { Bid, ChosenCapacity, Placement, Plan, PlanSeriesKind, Problem } from '#dispatch/domain';
import { hoursPerPeriod } from '#units';
import { allPlacements, bidsById } from './columns.ts';
import type { Findings } from './violation.ts';

type Values = readonly number[];

/** A problem and a plan side by side: what the plan says of an element, period by period. */
export class PlanReader {
  readonly problem: Problem;
  readonly plan: Plan;
  readonly periodCount: number;
  /** Every placement, those in columns too. */
  readonly placements: readonly Placement[];
  /** Every bid by its id. */
  readonly bids: ReadonlyMap<string, Bid>;
  private readonly series: ReadonlyMap<string, Values>;
  private readonly findings: Findings;

  constructor(problem: Problem, plan: Plan, findings: Findings) {
    this.problem = problem;
    this.plan = plan;
    this.periodCount = problem.horizon.periodCount;
    this.findings = findings;
    this.bids = bidsById(problem);
    this.placements = allPlacements(problem, plan, this.bids);
    this.series = new Map(
      plan.series.map((entry) => [keyOf(entry.kind, entry.element, entry.quantity), entry.values]),
    );
  }

  get periods(): readonly number[] {
    return Array.from({ length: this.periodCount }, (_, t) => t);
  }

  hours(t: number): number {
    return this.problem.periodHours?.[t] ?? hoursPerPeriod(this.problem.horizon);
  }

  /** A series that every plan has; one that is missing is a finding and reads as not a number. */
  of(kind: PlanSeriesKind, element: string, quantity: string): Values {
    const found = this.series.get(keyOf(kind, element, quantity));
    if (found?.length === this.periodCount) return found;
    this.findings.broken('plan', `${kind}.${element}.${quantity}`, null, 'series');
    return new Array<number>(this.periodCount).fill(Number.NaN);
  }
  /** A series that is left out where it is zero throughout. */
  orZero(kind: PlanSeriesKind, element: string, quantity: string): Values {
    return this.series.get(keyOf(kind, element, quantity)) ?? new Array<number>(this.periodCount).fill(0);
  }

  /** A capacity that the plan chose; null where it is given. */
  chosen(element: string, quantity: ChosenCapacity['quantity']): number | null {
    const found = this.plan.capacities?.find(
      (entry) => entry.element === element && entry.quantity === quantity,
    );
    return found?.value ?? null;
  }

  /** Sum over the window of a power times the length of its period. */
  energy(values: ArrayLike<number>): number {
    return this.periods.reduce((sum, t) => sum + values[t]! * this.hours(t), 0);
  }
}

/** Nothing costs nothing, also where a price is infinite because a thing is ruled out. */
export const priced = (yuanPerUnit: number, amount: number): number =>
  amount === 0 ? 0 : yuanPerUnit * amount;

const keyOf = (kind: string, element: string, quantity: string): string => `${kind}/${element}/${quantity}`;
