import type { BidTable } from '../bids/bid-table.ts';
import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';

/** Load of work: mean IT power by site, units held by pool, [site or pool] x period of horizon and tail. */
export interface WorkLoad {
  readonly itMw: Float64Array;
  readonly units: Float64Array;
}

/** Base prices and what they rise with: the difference between the load there is and the load granted. */
export interface Steer {
  readonly prices: WorkPrices;
  readonly granted: WorkLoad;
  /** Rise of the price of energy per MW beyond what is granted, by site; of a unit per unit, by pool. */
  readonly perMw: Float64Array;
  readonly perUnit: Float64Array;
}

/**
 * Prices that follow the load: base + stiffness x (load - granted), for units never below zero. Work that answers to them
 * spreads out instead of herding.
 */
export class Steering {
  readonly sums: PriceSums;
  private readonly load: WorkLoad;
  private readonly steer: Steer;
  private readonly totalCount: number;
  private readonly periodCount: number;

  constructor(table: BidTable, load: WorkLoad, steer: Steer) {
    this.sums = new PriceSums(table, {
      energy: steer.prices.energy.slice(),
      unit: steer.prices.unit.slice(),
    });
    this.load = load;
    this.steer = steer;
    this.totalCount = table.grid.totalCount;
    this.periodCount = table.grid.periodCount;
    this.refresh();
  }

  /** Brings all prices up to the load. */
  refresh(): void {
    this.steer.perMw.forEach((_, site) => {
      this.refreshSite(site);
    });
    this.steer.perUnit.forEach((_, pool) => {
      this.refreshPool(pool);
    });
  }

  refreshSite(site: number): void {
    const { prices, granted, perMw } = this.steer;
    const { energy } = this.sums.prices;
    const base = site * this.totalCount;
    // Behind the horizon energy has one price, whatever the load.
    for (let i = base; i < base + this.periodCount; i++)
      energy[i] = prices.energy[i]! + perMw[site]! * (this.load.itMw[i]! - granted.itMw[i]!);
    this.sums.refreshSite(site);
  }

  refreshPool(pool: number): void {
    const { prices, granted, perUnit } = this.steer;
    if (perUnit[pool] === 0) return;
    const { unit } = this.sums.prices;
    const base = pool * this.totalCount;
    for (let i = base; i < base + this.totalCount; i++) {
      const price = prices.unit[i]! + perUnit[pool]! * (this.load.units[i]! - granted.units[i]!);
      unit[i] = price > 0 ? price : 0;
    }
    this.sums.refreshPool(pool);
  }
}
