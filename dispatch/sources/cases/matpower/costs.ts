import type { ThermalInput } from '#dispatch/domain';
import type { CaseProblems } from '../case-problems.ts';
import { COST, type Row } from './tables.ts';

/** The cost of a generator, as the model takes it: a slope, a square, steps and a constant. */
export type UnitCost = Pick<ThermalInput, 'quadraticYuanPerMw2H' | 'fuelSteps' | 'fixedYuanPerH'> & {
  readonly yuanPerMwh: number;
};
const FREE: UnitCost = { yuanPerMwh: 0 };
const [PIECEWISE, POLYNOMIAL] = [1, 2] as const;
/** Slopes may fall by so much, relative to the steepest, before a cost counts as not convex: digits lost in writing. */
const ROUNDING_RATIO = 1e-9;

/** Reads rows of `gencost`; a cost that the model cannot take is refused with its place. */
export class CostReader {
  private readonly file: string;
  private readonly problems: CaseProblems;

  constructor(file: string, problems: CaseProblems) {
    this.file = file;
    this.problems = problems;
  }

  costOf(row: Row): UnitCost {
    const { values } = row;
    const count = values[COST.count]!;
    const needed = values[COST.model] === PIECEWISE ? 2 * count : count;
    if (!Number.isInteger(count) || count < 1 || COST.first + needed > values.length) {
      const remedy = 'Write the number of coefficients (or points) that the row really has.';
      this.refuse(row, COST.count, `n is ${count}, and the row has ${values.length} columns`, remedy);
      return FREE;
    }
    const given = values.slice(COST.first, COST.first + needed);
    const bad = given.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      this.refuse(row, COST.first + bad, `the value is ${given[bad]}`, 'Write a number.');
      return FREE;
    }
    if (values[COST.model] === PIECEWISE) return this.piecewise(row, given);
    if (values[COST.model] === POLYNOMIAL) return this.polynomial(row, given);
    this.refuse(
      row,
      COST.model,
      `cost model ${values[COST.model]} does not exist`,
      'Write 1 (piecewise linear) or 2 (polynomial).',
    );
    return FREE;
  }

  /** Coefficients from the highest power down. */
  private polynomial(row: Row, given: readonly number[]): UnitCost {
    const degree = given.length - 1;
    const high = given.findIndex((value, i) => degree - i > 2 && value !== 0);
    if (high >= 0) {
      const remedy = 'Fit a quadratic or a convex piecewise linear cost.';
      this.refuse(row, COST.first + high, `a cost of degree ${degree - high} is not solved`, remedy);
      return FREE;
    }
    const [constant = 0, slope = 0, square = 0] = [...given].reverse();
    if (square < 0) {
      const remedy = 'Write a cost that rises ever faster: a falling slope needs a search, not this solver.';
      this.refuse(row, COST.first + degree - 2, `the cost is not convex (${square} for the square)`, remedy);
      return FREE;
    }
    return {
      yuanPerMwh: slope,
      ...(square > 0 ? { quadraticYuanPerMw2H: square } : {}),
      ...(constant !== 0 ? { fixedYuanPerH: constant } : {}),
    };
  }

  /** Points p1, c1, p2, c2, ...: slopes between them; the first and the last piece go on outwards. */
  private piecewise(row: Row, given: readonly number[]): UnitCost {
    const points = Array.from({ length: given.length / 2 }, (_, i) => ({
      mw: given[2 * i]!,
      cost: given[2 * i + 1]!,
    }));
    const slopes: number[] = [];
    for (let i = 1; i < points.length; i++) {
      const [before, point] = [points[i - 1]!, points[i]!];
      if (!(point.mw > before.mw)) {
        this.refuse(
          row,
          COST.first + 2 * i,
          `point ${i + 1} lies at ${point.mw}, not above ${before.mw}`,
          'Sort the points by power.',
        );
        return FREE;
      }
      slopes.push((point.cost - before.cost) / (point.mw - before.mw));
    }
    if (slopes.length === 0) {
      this.refuse(row, COST.count, 'a piecewise cost of one point has no slope', 'Write two points or more.');
      return FREE;
    }
    return this.steps(row, points, slopes);
  }

  private steps(
    row: Row,
    points: readonly { readonly mw: number; readonly cost: number }[],
    slopes: readonly number[],
  ): UnitCost {
    const steepest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    const fuelSteps: { fromMw: number; addedYuanPerMwh: number }[] = [];
    for (let i = 1; i < slopes.length; i++) {
      const added = slopes[i]! - slopes[i - 1]!;
      if (added < -ROUNDING_RATIO * steepest) {
        const remedy = 'Write a cost whose slope never falls.';
        const words = `the cost is not convex: the slope falls from ${slopes[i - 1]} to ${slopes[i]}`;
        this.refuse(row, COST.first + 2 * i, words, remedy);
        return FREE;
      }
      if (added > 0) fuelSteps.push({ fromMw: points[i]!.mw, addedYuanPerMwh: added });
    }
    const constant = points[0]!.cost - slopes[0]! * points[0]!.mw;
    return {
      yuanPerMwh: slopes[0]!,
      ...(fuelSteps.length > 0 ? { fuelSteps } : {}),
      ...(constant !== 0 ? { fixedYuanPerH: constant } : {}),
    };
  }

  private refuse({ number, line }: Row, column: number, message: string, remedy: string): void {
    this.problems.add({
      field: `mpc.gencost(${number}, ${column + 1})`,
      message,
      remedy,
      file: this.file,
      line,
    });
  }
}
