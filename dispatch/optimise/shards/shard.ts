import type { BidTable } from '../bids/bid-table.ts';
import type { Room } from '../bids/room.ts';
import type { WorkPrices } from '../bids/work-prices.ts';
import { answerWeights } from '../bound/lagrangian-bound.ts';
import type { Steer, WorkLoad } from '../fluid/steering.ts';
import type { Placer } from '../placement/placer.ts';
import { placerAt } from '../placement/state-mover.ts';
import { TurnOrder } from '../placement/turn-order.ts';
import { type Extent, type WorkSnapshot, WorkState } from '../placement/work-state.ts';

/** What a shard is made of: its bids, and how many sites and pools there are. */
export interface ShardInput {
  readonly table: BidTable;
  readonly siteCount: number;
  readonly poolCount: number;
}

/** Load of a shard's placed bids; `heldItMw` counts as the power limit does: every period touched in full. */
export interface ShardLoad extends WorkLoad {
  readonly heldItMw: Float64Array;
}

/** Moves one part of the shard's bids to where they are cheapest. */
export interface Pass {
  readonly turn: number;
  readonly part: number;
  /** As the shard is to see it: what is granted is a share of its own. */
  readonly steer: Steer;
  /** The shard's share of what is free, besides the room that its bids have already. No two shards share any of it. */
  readonly free: Room;
}

/** One step of a shard. Each part of it may be missing. */
export interface ShardOrder {
  /** Where its bids are to be before all else. Nothing ordered before that matters any more. */
  readonly places: WorkSnapshot | null;
  /** Prices at which every bid is to answer alone, for the bound. */
  readonly bound: WorkPrices | null;
  readonly pass: Pass | null;
  /** Whether the answer is to tell where the bids are. */
  readonly isPlacesAsked: boolean;
}

export interface ShardAnswer {
  /** The cheapest weight of every bid of the shard at the prices for the bound, null when it was not asked for. */
  readonly weights: Float64Array | null;
  /** The load after the step. */
  readonly load: ShardLoad;
  /** Bids that have no place. */
  readonly leftCount: number;
  readonly places: WorkSnapshot | null;
}

/**
 * A sample of the bids with a schedule of its own. An answer is a function of the bids and of the orders since places were
 * last given, to the last bit: a shard knows no clock, no other shard and no thread, and another one can go on in its place.
 */
export class Shard {
  private readonly table: BidTable;
  private readonly state: WorkState;
  private readonly extent: Extent;
  private readonly turns: TurnOrder;
  private readonly heldItMw: Float64Array;
  /** What the passes since places were last given follow. */
  private following: { readonly placer: Placer; readonly steer: Steer } | null = null;

  constructor({ table, siteCount, poolCount }: ShardInput) {
    const { totalCount } = table.grid;
    this.table = table;
    this.extent = { sites: { length: siteCount }, pools: { length: poolCount } };
    // Room is granted pass by pass: beside what the bids hold there is none of its own.
    this.state = new WorkState(this.extent, table, {
      freeUnits: new Float64Array(poolCount * totalCount),
      freeItMw: new Float64Array(siteCount * totalCount),
    });
    this.turns = new TurnOrder(table);
    this.heldItMw = new Float64Array(siteCount * totalCount);
  }

  step({ places, bound, pass, isPlacesAsked }: ShardOrder): ShardAnswer {
    if (places !== null) this.put(places);
    const weights = bound === null ? null : answerWeights({ table: this.table }, bound);
    if (pass !== null) this.move(pass);
    return {
      weights,
      load: this.load(),
      leftCount: this.leftCount(),
      places: isPlacesAsked ? this.state.snapshot() : null,
    };
  }

  private put(places: WorkSnapshot): void {
    this.following = null;
    this.state.restore(places);
    this.state.room.freeItMw.forEach((negative, i) => {
      this.heldItMw[i] = 0 - negative;
    });
  }

  private move({ turn, part, steer, free }: Pass): void {
    const { room } = this.state;
    room.freeUnits.set(free.freeUnits);
    room.freeItMw.set(free.freeItMw);
    const placer = this.placerFor(steer);
    this.turns.forEachOf(turn, part, (bid) => placer.place(bid));
    // Where power has no limit nothing is counted: Infinity stays Infinity.
    for (let i = 0; i < this.heldItMw.length; i++)
      if (Number.isFinite(free.freeItMw[i]!)) this.heldItMw[i]! += free.freeItMw[i]! - room.freeItMw[i]!;
  }

  /** One placer from pass to pass: its prices and what is granted change in place. */
  private placerFor({ prices, granted, perMw, perUnit }: Steer): Placer {
    if (this.following === null) {
      const steer = {
        prices: { energy: prices.energy.slice(), unit: prices.unit.slice() },
        granted: { itMw: granted.itMw.slice(), units: granted.units.slice() },
        perMw,
        perUnit,
      };
      this.following = { steer, placer: placerAt(this.extent, this.state, steer) };
    }
    const { placer, steer } = this.following;
    steer.prices.energy.set(prices.energy);
    steer.prices.unit.set(prices.unit);
    steer.granted.itMw.set(granted.itMw);
    steer.granted.units.set(granted.units);
    placer.followAll();
    return placer;
  }

  private load(): ShardLoad {
    return {
      itMw: this.state.loadItMw.slice(),
      units: this.state.used.slice(),
      heldItMw: this.heldItMw.slice(),
    };
  }

  private leftCount(): number {
    let count = 0;
    for (let bid = 0; bid < this.table.bidCount; bid++) if (!this.state.isPlaced(bid)) count++;
    return count;
  }
}
