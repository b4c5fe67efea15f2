import type { BidTable } from './bid-table.ts';

/** What work pays, in the unit of the objective, over horizon and tail. Row-major: [site or pool] x period. */
export interface WorkPrices {
  /** Per MW of IT power held through a whole period. */
  readonly energy: Float64Array;
  /** Per unit held in a period. */
  readonly unit: Float64Array;
}

export const emptyPrices = (siteCount: number, poolCount: number, totalCount: number): WorkPrices => ({
  energy: new Float64Array(siteCount * totalCount),
  unit: new Float64Array(poolCount * totalCount),
});

/**
 * Running sums of prices, so that any stretch of time is priced by two look-ups. Prices are constant inside a period,
 * so a stretch that begins or ends inside one is priced exactly.
 */
export class PriceSums {
  readonly prices: WorkPrices;
  readonly totalCount: number;
  readonly periodMs: number;
  /** Running sums: [site or pool] x (period + 1). */
  readonly energySum: Float64Array;
  readonly unitSum: Float64Array;
  private readonly siteCount: number;
  private readonly poolCount: number;

  constructor(table: BidTable, prices: WorkPrices) {
    this.prices = prices;
    this.totalCount = table.grid.totalCount;
    this.periodMs = table.grid.periodMs;
    this.siteCount = prices.energy.length / this.totalCount;
    this.poolCount = prices.unit.length / this.totalCount;
    this.energySum = new Float64Array(this.siteCount * (this.totalCount + 1));
    this.unitSum = new Float64Array(this.poolCount * (this.totalCount + 1));
    this.refresh();
  }

  refresh(): void {
    for (let site = 0; site < this.siteCount; site++) this.refreshSite(site);
    for (let pool = 0; pool < this.poolCount; pool++) this.refreshPool(pool);
  }
  refreshSite(site: number): void {
    accumulate(this.prices.energy, this.energySum, site, this.totalCount);
  }
  refreshPool(pool: number): void {
    accumulate(this.prices.unit, this.unitSum, pool, this.totalCount);
  }

  /** Price of one MW of IT power at a site from one instant to another. */
  energyBetween(site: number, startMs: number, endMs: number): number {
    return this.energyUntil(site, endMs) - this.energyUntil(site, startMs);
  }
  private energyUntil(site: number, instantMs: number): number {
    const period = Math.floor(instantMs / this.periodMs);
    const whole = this.energySum[site * (this.totalCount + 1) + period]!;
    const restMs = instantMs - period * this.periodMs;
    if (restMs === 0) return whole;
    return whole + (restMs / this.periodMs) * this.prices.energy[site * this.totalCount + period]!;
  }
  /** Price of one unit of a pool in every period that a stretch touches. */
  unitsTouched(pool: number, startMs: number, endMs: number): number {
    const base = pool * (this.totalCount + 1);
    const from = Math.floor(startMs / this.periodMs);
    const to = Math.ceil(endMs / this.periodMs);
    return this.unitSum[base + to]! - this.unitSum[base + from]!;
  }
}

const accumulate = (values: Float64Array, sums: Float64Array, row: number, count: number): void => {
  const [from, to] = [row * count, row * (count + 1)];
  let total = 0;
  for (let t = 0; t < count; t++) {
    sums[to + t] = total;
    total += values[from + t]!;
  }
  sums[to + count] = total;
};
