import type { PlanSeries } from '#dispatch/domain';
import type { Columns } from '../model/lp-model.ts';
import type { PowerModel } from '../power-model.ts';

type Kind = PlanSeries['kind'];

/** Reads a solved model as series of one number a period. */
export class SeriesReader {
  readonly periodCount: number;
  private readonly power: PowerModel;
  private readonly primal: Float64Array;

  constructor(power: PowerModel, primal: Float64Array) {
    this.power = power;
    this.periodCount = power.table.grid.periodCount;
    this.primal = primal;
  }
  /** A series of one number a period; tiny remains of rounding in the solver are cut off. */
  series(element: string, kind: Kind, quantity: string, at: (t: number) => number): PlanSeries {
    const values = Array.from({ length: this.periodCount }, (_, t) => tidy(at(t)));
    return { element, kind, quantity, values };
  }
  of(element: string, kind: Kind, quantity: string, decision: Columns): PlanSeries {
    return this.series(element, kind, quantity, (t) => this.value(decision, t));
  }
  value(decision: Columns, step: number): number {
    return this.primal[decision.first + step]!;
  }
  /** What sun or wind gives at the capacity that stands or is chosen, MW. */
  availableMw(plant: number, t: number): number {
    const { problem, decisions } = this.power;
    const { availableMw, expansion } = problem.renewables[plant]!;
    const capacity = decisions.renewableMw[plant];
    return expansion !== undefined && capacity
      ? expansion.availableRatio[t]! * this.value(capacity, 0)
      : availableMw[t]!;
  }
}

const tidy = (value: number): number => (Math.abs(value) < 1e-7 ? 0 : value);

/** Series that are zero throughout say nothing and are left out: shortfalls, spills, what nobody asked for. */
export const unlessZero = (series: PlanSeries): PlanSeries[] =>
  series.values.some((value) => value !== 0) ? [series] : [];
