/** One law that a plan breaks: where, when, by how much. */
export interface Violation {
  /** The law in the words of the formulation: `area_balance`, `reservoir`, …; `plan` for the record itself. */
  readonly law: string;
  readonly element: string;
  /** Null where the law is not of one period. */
  readonly period: number | null;
  /** By how much the limit is passed, or the two sides differ; NaN where a number is missing. */
  readonly amount: number;
  readonly unit: string;
}

/** What still counts as rounding: so much of the unit itself, and so much of the numbers that are compared. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}
/** 0.1 kW, 0.1 kWh, a tenth of a fen, and a millionth of what is added up: what a solver at 1e-7 leaves. */
export const USUAL_TOLERANCE: Tolerance = { absolute: 1e-4, relative: 1e-6 };

/** Collects what is broken by more than rounding. Whatever is not a number counts as broken. */
export class Findings {
  readonly violations: Violation[] = [];
  private readonly tolerance: Tolerance;

  constructor(tolerance: Tolerance) {
    this.tolerance = tolerance;
  }

  /** `value` is at most `limit`; `scale`: the largest number that went into either. */
  atMost(
    law: string,
    element: string,
    period: number | null,
    value: number,
    limit: number,
    unit: string,
    scale = 0,
  ): void {
    if (limit === Number.POSITIVE_INFINITY && !Number.isNaN(value)) return;
    const excess = value - limit;
    if (excess <= this.allowance(scale, value, limit)) return;
    this.violations.push({ law, element, period, amount: excess, unit });
  }
  atLeast(
    law: string,
    element: string,
    period: number | null,
    value: number,
    limit: number,
    unit: string,
    scale = 0,
  ): void {
    this.atMost(law, element, period, -value, -limit, unit, scale);
  }
  equal(
    law: string,
    element: string,
    period: number | null,
    value: number,
    expected: number,
    unit: string,
    scale = 0,
  ): void {
    const apart = Math.abs(value - expected);
    if (apart <= this.allowance(scale, value, expected)) return;
    this.violations.push({ law, element, period, amount: apart, unit });
  }
  /** Something that is not a matter of size. */
  broken(law: string, element: string, period: number | null, unit: string): void {
    this.violations.push({ law, element, period, amount: Number.NaN, unit });
  }

  private allowance(scale: number, a: number, b: number): number {
    const size = Math.max(scale, finite(a), finite(b));
    return this.tolerance.absolute + this.tolerance.relative * size;
  }
}

const finite = (value: number): number => (Number.isFinite(value) ? Math.abs(value) : 0);
