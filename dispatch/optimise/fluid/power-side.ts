import type { PowerModel } from '../power-model.ts';
import type { LoadedLp, LpData, LpSolver, SolveLimits } from '../solvers/lp-solver.ts';

/** Prices and the load to stay near, in the order of the shared rows. */
export interface Approach {
  /** Weight of one more MW or unit granted to work. */
  readonly price: Float64Array;
  /** What work asks for: the power side may grant more or less of it. */
  readonly asked: Float64Array;
  /** Rise of the price per MW or unit of difference. */
  readonly stiffness: Float64Array;
  /** What prices there are usually like. */
  readonly level: Float64Array;
  /** Steps in which the price rises, as shares of its level; the last one has no end. */
  readonly priceSteps: readonly number[];
}

/** Where work and power meet: `work` rows, and `pool_capacity` rows that something else enters too. */
export interface SharedRow {
  readonly row: number;
  /** Place in [site] x period for power, in [pool] x period for units. */
  readonly place: number;
  readonly isPower: boolean;
}

/** How the power side answered: what it grants and all its duals. */
export interface Granted {
  readonly amounts: Float64Array;
  readonly duals: Float64Array;
}

/** Larger than any difference between what is asked and what is granted. */
const NO_END = 1e7;

/**
 * The power side as one partner of the search for prices: it may grant work more or less than it asks for, at prices that
 * rise with the difference in steps (the step-wise form of a quadratic term). One program for every part of the
 * region that stands alone, loaded once and changed in place.
 */
export class PowerSide {
  readonly rows: readonly SharedRow[];
  private readonly data: LpData;
  private readonly lp: LoadedLp;
  private readonly stepCount: number;
  private solvedBefore = false;

  constructor(power: PowerModel, data: LpData, solver: LpSolver, stepCount: number) {
    this.rows = sharedRows(power, data);
    this.data = data;
    this.stepCount = stepCount;
    this.lp = solver.load(data);
    this.addDifferences();
  }

  /** Columns [step] x [more, less] x [row], each in one row. */
  private addDifferences(): void {
    const { length } = this.rows;
    const count = 2 * this.stepCount * length;
    const value = new Float64Array(count);
    const rowIndex = new Int32Array(count);
    for (let column = 0; column < count; column++) {
      const shared = this.rows[column % length]!;
      const isMore = Math.floor(column / length) % 2 === 0;
      rowIndex[column] = shared.row;
      // batch - more + less = asked; online + more - less <= free - asked.
      value[column] = isMore === shared.isPower ? -1 : 1;
    }
    this.lp.addColumns({
      cost: new Float64Array(count),
      lower: new Float64Array(count),
      upper: new Float64Array(count),
      columnStart: Int32Array.from({ length: count + 1 }, (_, column) => column),
      rowIndex,
      value,
    });
  }

  /** The power side's best answer to what work asks for; null when it found none in time. */
  answer(approach: Approach, limits: Omit<SolveLimits, 'start'>): Granted | null {
    this.price(approach);
    this.ask(approach);
    const outcome = this.lp.run({ ...limits, isRelaxed: true, start: this.solvedBefore ? 'warm' : 'cold' });
    if (outcome.kind !== 'optimal') return null;
    this.solvedBefore = true;
    const primal = this.lp.primal();
    const { length } = this.rows;
    const amounts = approach.asked.slice();
    for (let step = 0; step < this.stepCount; step++) {
      const more = this.data.columnCount + 2 * step * length;
      for (let i = 0; i < length; i++) amounts[i]! += primal[more + i]! - primal[more + length + i]!;
    }
    return { amounts, duals: this.lp.rowDuals() };
  }

  /** A step lies around the slope: it ends half way between its own rise and the next one's. */
  private price({ price, stiffness, level, priceSteps }: Approach): void {
    const { length } = this.rows;
    const costs = new Float64Array(2 * this.stepCount * length);
    const upper = new Float64Array(costs.length);
    priceSteps.forEach((rise, step) => {
      const begin = step === 0 ? 0 : (rise + priceSteps[step - 1]!) / 2;
      const end = (rise + (priceSteps[step + 1] ?? Number.POSITIVE_INFINITY)) / 2;
      for (let i = 0; i < length; i++) {
        const more = 2 * step * length + i;
        costs[more] = rise * level[i]! - price[i]!;
        costs[more + length] = rise * level[i]! + price[i]!;
        upper[more] = Math.min(NO_END, ((end - begin) * level[i]!) / stiffness[i]!);
        upper[more + length] = upper[more]!;
      }
    });
    const first = this.data.columnCount;
    this.lp.changeColumnCosts(first, costs);
    this.lp.changeColumnBounds(first, new Float64Array(upper.length), upper);
  }

  private ask({ asked }: Approach): void {
    let from = 0;
    while (from < this.rows.length) {
      let to = from + 1;
      const first = this.rows[from]!;
      while (this.rows[to]?.row === first.row + to - from && this.rows[to]!.isPower === first.isPower) to++;
      const lower = asked.slice(from, to);
      const upper = asked.slice(from, to);
      if (!first.isPower)
        for (let i = from; i < to; i++) {
          const { row } = this.rows[i]!;
          lower[i - from] = this.data.rowLower[row]!;
          upper[i - from] = this.data.rowUpper[row]! - asked[i]!;
        }
      this.lp.changeRowBounds(first.row, lower, upper);
      from = to;
    }
  }

  dispose(): void {
    this.lp.dispose();
  }
}

const sharedRows = (power: PowerModel, data: LpData): SharedRow[] => {
  const { periodCount, totalCount } = power.table.grid;
  const hasEntries = new Uint8Array(data.rowCount);
  for (const row of data.rowIndex) hasEntries[row] = 1;
  const rows: SharedRow[] = power.workRows.flatMap((first, site) =>
    Array.from({ length: periodCount }, (_, t) => ({
      row: first + t,
      place: site * totalCount + t,
      isPower: true,
    })),
  );
  power.poolRows.forEach((row, place) => {
    if (row >= 0 && hasEntries[row] === 1) rows.push({ row, place, isPower: false });
  });
  return rows;
};
