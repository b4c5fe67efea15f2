import type { WorkPrices } from '../bids/work-prices.ts';
import type { Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import { workPricesOf } from '../prices/shadow-prices.ts';
import type { LpData, LpSolver, SolveLimits } from '../solvers/lp-solver.ts';
import { type Approach, PowerSide } from './power-side.ts';
import { type Phase, PRICE_STEPS, priceSteps, Scales } from './search-phases.ts';
import type { Steer, WorkLoad } from './steering.ts';

/**
 * Where work and power meet: prices, and what the power side grants at them. Each time it is asked, the power side answers
 * to the load that work has now; prices move by what is left of the difference.
 */
export class Meeting {
  readonly prices: WorkPrices;
  readonly granted: WorkLoad;
  private readonly power: PowerModel;
  private readonly weighing: Weighing;
  private readonly side: PowerSide;
  private readonly firstLoad: WorkLoad;
  private scales: Scales;

  /** Begins at the duals of the power side around some load. */
  constructor(
    power: PowerModel,
    weighing: Weighing,
    solver: LpSolver,
    data: LpData,
    duals: Float64Array,
    load: WorkLoad,
  ) {
    this.power = power;
    this.weighing = weighing;
    this.side = new PowerSide(power, data, solver, PRICE_STEPS);
    this.firstLoad = load;
    this.prices = workPricesOf(power, weighing, duals);
    this.prices.unit.fill(0);
    this.granted = { itMw: load.itMw.slice(), units: freeUnitsOf(power, data) };
    this.scales = new Scales(power, weighing, this.prices, load);
  }

  /** Takes today's prices as what prices are usually like. */
  learnScales(): void {
    this.scales = new Scales(this.power, this.weighing, this.prices, this.firstLoad);
  }

  steer(phase: Phase): Steer {
    return {
      prices: this.prices,
      granted: this.granted,
      perMw: this.scales.perMw(phase.stiffness),
      perUnit: this.scales.perUnit(phase.unitStiffness),
    };
  }

  /** The power side's turn. Returns all duals, those of units among them; null when there was no time. */
  askPower(load: WorkLoad, phase: Phase, limits: Omit<SolveLimits, 'start'>): Float64Array | null {
    const { rows } = this.side;
    const answer = this.side.answer(this.approach(load, phase), limits);
    if (answer === null) return null;
    const duals = answer.duals.slice();
    this.raiseUnitPrices(load.units, this.scales.perUnit(phase.unitStiffness));
    rows.forEach(({ row, place, isPower }, i) => {
      if (isPower) {
        this.prices.energy[place] = duals[row]!;
        this.granted.itMw[place] = answer.amounts[i]!;
      } else {
        this.prices.unit[place] = Math.max(0, -duals[row]!);
        this.granted.units[place] = answer.amounts[i]!;
      }
    });
    this.power.poolRows.forEach((row, place) => {
      if (row >= 0) duals[row] = -this.prices.unit[place]!;
    });
    return duals;
  }

  private approach(load: WorkLoad, phase: Phase): Approach {
    const { rows } = this.side;
    const { totalCount } = this.power.table.grid;
    const steer = this.steer(phase);
    const each = (ofPower: (place: number) => number, ofUnits: (place: number) => number): Float64Array =>
      Float64Array.from(rows, ({ place, isPower }) => (isPower ? ofPower(place) : ofUnits(place)));
    const group = (place: number): number => Math.floor(place / totalCount);
    return {
      price: each(
        (place) => this.prices.energy[place]!,
        (place) => this.prices.unit[place]!,
      ),
      asked: each(
        (place) => load.itMw[place]!,
        (place) => load.units[place]!,
      ),
      stiffness: each(
        (place) => steer.perMw[group(place)]!,
        (place) => steer.perUnit[group(place)]!,
      ),
      level: each(
        (place) => this.scales.siteLevel[group(place)]!,
        (place) => this.scales.unitLevel[group(place)]!,
      ),
      priceSteps: priceSteps(phase.priceStep),
    };
  }

  /** Units that only work holds rise in price with what is held beyond their number, and fall with what is left free. */
  private raiseUnitPrices(units: Float64Array, perUnit: Float64Array): void {
    const { totalCount } = this.power.table.grid;
    perUnit.forEach((stiffness, pool) => {
      for (let i = pool * totalCount; i < (pool + 1) * totalCount; i++) {
        const price = this.prices.unit[i]! + stiffness * (units[i]! - this.granted.units[i]!);
        this.prices.unit[i] = price > 0 ? price : 0;
      }
    });
  }

  dispose(): void {
    this.side.dispose();
  }
}

/** Units that work may hold; Infinity where capacity cannot bind, and where the power side has yet to say how many it grants. */
const freeUnitsOf = ({ poolRows }: PowerModel, data: LpData): Float64Array => {
  const hasEntries = new Uint8Array(data.rowCount);
  for (const row of data.rowIndex) hasEntries[row] = 1;
  return Float64Array.from(poolRows, (row) =>
    row >= 0 && hasEntries[row] === 0 ? data.rowUpper[row]! : Number.POSITIVE_INFINITY,
  );
};
