import { mostUnits } from '../bids/pool-units.ts';
import type { WorkPrices } from '../bids/work-prices.ts';
import type { Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import type { WorkLoad } from './steering.ts';

/** How firmly the two sides are held together from a round on. */
export interface Phase {
  readonly fromRound: number;
  /** A load that differs by its own mean moves the price by this many usual spreads. */
  readonly stiffness: number;
  /** A pool that is overfull by a twentieth moves its price by this many usual spreads. */
  readonly unitStiffness: number;
  /** First step of the power side's prices, as a share of their level. */
  readonly priceStep: number;
}

/** Firm until the two sides are near each other, then looser and in finer steps (measured: decision 0013). */
export const PHASES: readonly Phase[] = [
  { fromRound: 0, stiffness: 3, unitStiffness: 0.1, priceStep: 0.004 },
  { fromRound: 10, stiffness: 1, unitStiffness: 0.1, priceStep: 0.004 },
  { fromRound: 30, stiffness: 0.3, unitStiffness: 0.05, priceStep: 0.002 },
  { fromRound: 60, stiffness: 0.2, unitStiffness: 0.03, priceStep: 0.001 },
];

/** Steps of the power side's prices: each so many times the one before; the last, for what is far off, wider still. */
export const PRICE_STEPS = 5;
const STEP_GROWTH = 2.5;
const LAST_STEP = 4;

export const priceSteps = (first: number): number[] =>
  Array.from(
    { length: PRICE_STEPS },
    (_, step) => first * STEP_GROWTH ** step * (step === PRICE_STEPS - 1 ? LAST_STEP : 1),
  );

/** A usual spread of prices, as a share of their level. */
const SPREAD = 0.3;
const FULL_SHARE = 0.05;
/** Sites that are hardly used, and prices near nothing, count as this share of the largest. */
const LEAST_SHARE = 0.1;
/** No price level is below this share of the price of energy that is not served. */
const LEAST_PRICE_SHARE = 1e-3;

/** What prices and loads are usually like, by site and pool. */
export class Scales {
  /** Usual price of a MW through a period, by site; of a unit, by pool. */
  readonly siteLevel: Float64Array;
  readonly unitLevel: Float64Array;
  private readonly loadMw: Float64Array;
  private readonly unitCounts: Float64Array;

  constructor(power: PowerModel, weighing: Weighing, prices: WorkPrices, load: WorkLoad) {
    const { problem, table } = power;
    const { totalCount, periodCount, hours } = table.grid;
    const ofSite = (values: Float64Array, least: number): Float64Array =>
      withLeast(
        Float64Array.from(problem.sites, (_, site) =>
          meanSize(values.subarray(site * totalCount, site * totalCount + periodCount)),
        ),
        least,
      );
    const worst = weighing.yuan('unserved') * problem.unservedYuanPerMwh * hours;
    this.siteLevel = ofSite(prices.energy, LEAST_PRICE_SHARE * worst);
    this.loadMw = ofSite(load.itMw, 0);
    const density = mwPerUnit(power);
    this.unitLevel = Float64Array.from(
      problem.pools,
      ({ site }, pool) => this.siteLevel[site]! * density[pool]!,
    );
    this.unitCounts = Float64Array.from(problem.pools, mostUnits);
  }

  perMw(stiffness: number): Float64Array {
    return this.loadMw.map((mw, site) => (stiffness * SPREAD * this.siteLevel[site]!) / mw);
  }
  /** Nothing where a pool has no limit. */
  perUnit(stiffness: number): Float64Array {
    return this.unitCounts.map((count, pool) =>
      Number.isFinite(count) && count > 0
        ? (stiffness * SPREAD * this.unitLevel[pool]!) / (FULL_SHARE * count)
        : 0,
    );
  }
}

const meanSize = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, values.length);

const withLeast = (values: Float64Array, floor: number): Float64Array => {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const least = Math.max(1e-9, floor, LEAST_SHARE * largest);
  return values.map((value) => Math.max(value, least));
};

/** Mean power of the units that work may hold in each pool; a pool without power counts as a tenth of the hungriest. */
const mwPerUnit = ({ problem, table }: PowerModel): Float64Array => {
  const itMw = new Float64Array(problem.pools.length);
  const units = new Float64Array(problem.pools.length);
  for (let option = 0; option < table.optionCount; option++) {
    itMw[table.pool[option]!]! += table.itMw[option]! * table.durationMs[option]!;
    units[table.pool[option]!]! += table.units[option]! * table.durationMs[option]!;
  }
  return withLeast(
    itMw.map((mw, pool) => (units[pool]! > 0 ? mw / units[pool]! : 0)),
    0,
  );
};
