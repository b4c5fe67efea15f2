import type { BidTable } from '../bids/bid-table.ts';
import { bidsApart } from '../bids/bids-apart.ts';
import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';
import type { Extent, WorkState } from './work-state.ts';

/** A load to stay close to: deviating by one MW from it at a site changes the price of energy there by the stiffness. */
export interface Target {
  /** IT power of batch work, [site] x period. */
  readonly loadItMw: Float64Array;
  /** Weight per MW through a period, per MW of deviation, by site; 0 leaves the prices alone. */
  readonly stiffness: Float64Array;
  /** Units to stay close to, [pool] x period, and what one more or less changes their price by, by pool; missing: prices stay. */
  readonly units?: { readonly held: Float64Array; readonly stiffness: Float64Array };
}

/** Running sums are brought up to the prices at most this many times in a pass over all bids. */
const REFRESHES = 20_000;

/** Prices that follow a schedule while it changes bid by bid: base + stiffness x deviation from the target. */
export class FollowingPrices {
  readonly sums: PriceSums;
  private readonly state: WorkState;
  private readonly table: BidTable;
  private readonly base: WorkPrices;
  private readonly target: Target;
  /** Sites and pools whose running sums are behind their prices. */
  private readonly staleSites: Uint8Array;
  private readonly stalePools: Uint8Array;
  private readonly refreshEvery: number;
  private moves = 0;

  constructor(extent: Extent, state: WorkState, prices: WorkPrices, target: Target) {
    this.state = state;
    this.table = state.table;
    this.base = prices;
    this.target = target;
    this.sums = new PriceSums(state.table, { energy: prices.energy.slice(), unit: prices.unit.slice() });
    this.staleSites = new Uint8Array(extent.sites.length);
    this.stalePools = new Uint8Array(extent.pools.length);
    this.refreshEvery = Math.ceil(Math.max(state.table.bidCount / REFRESHES, bidsApart(state.table)));
    this.followAll();
  }

  /** Brings all prices up, after base prices or target have changed. */
  followAll(): void {
    this.staleSites.forEach((_, site) => {
      this.followSite(site, 0, this.table.grid.periodCount);
    });
    this.stalePools.forEach((_, pool) => {
      this.followPool(pool, 0, this.table.grid.totalCount);
    });
    this.refresh();
  }

  /** Brings running sums up after every so many moves. */
  countMove(): void {
    if (++this.moves % this.refreshEvery === 0) this.refresh();
  }

  followBid(bid: number): void {
    this.follow(this.state.option[bid]!, this.state.touchedFrom(bid), this.state.touchedTo(bid));
  }

  /** Brings the prices of a stretch of periods up to the load placed so far. */
  follow(option: number, from: number, to: number): void {
    this.followSite(this.table.site[option]!, from, to);
    this.followPool(this.table.pool[option]!, from, to);
  }

  private followSite(site: number, from: number, to: number): void {
    const stiffness = this.target.stiffness[site]!;
    if (stiffness === 0) return;
    const { totalCount, periodCount } = this.table.grid;
    const { energy } = this.sums.prices;
    const { loadItMw } = this.state;
    const base = site * totalCount;
    const last = base + Math.min(to, periodCount);
    for (let i = base + from; i < last; i++)
      energy[i] = this.base.energy[i]! + stiffness * (loadItMw[i]! - this.target.loadItMw[i]!);
    this.staleSites[site] = 1;
  }

  private followPool(pool: number, from: number, to: number): void {
    const { units } = this.target;
    const stiffness = units?.stiffness[pool] ?? 0;
    if (units === undefined || stiffness === 0) return;
    const { totalCount } = this.table.grid;
    const { unit } = this.sums.prices;
    for (let t = from; t < to; t++) {
      const i = pool * totalCount + t;
      const price = this.base.unit[i]! + stiffness * (this.state.usedUnits(pool, t) - units.held[i]!);
      unit[i] = price > 0 ? price : 0;
    }
    this.stalePools[pool] = 1;
  }

  private refresh(): void {
    this.staleSites.forEach((isStale, site) => {
      if (isStale) this.sums.refreshSite(site);
    });
    this.stalePools.forEach((isStale, pool) => {
      if (isStale) this.sums.refreshPool(pool);
    });
    this.staleSites.fill(0);
    this.stalePools.fill(0);
  }
}
