import type { Room } from '../bids/room.ts';
import type { Steer, WorkLoad } from '../fluid/steering.ts';
import type { Mover } from '../placement/alternate.ts';
import { makeRoom, type RoomLimits } from '../placement/make-room.ts';
import { placeMissing } from '../placement/placer.ts';
import { placerAt } from '../placement/state-mover.ts';
import type { Extent, WorkState } from '../placement/work-state.ts';
import { placesOf, putPlaces } from './dealt-places.ts';
import type { ShardLoad, ShardOrder } from './shard.ts';
import type { OpenShards } from './shard-pool.ts';

/** The bids of every shard, their first options in its own table, and where the shards are. */
interface Dealt {
  readonly extent: Extent;
  readonly bids: readonly Int32Array[];
  readonly firstOptions: readonly Int32Array[];
  readonly shards: OpenShards;
}

const NOTHING: ShardOrder = { places: null, bound: null, pass: null, isPlacesAsked: false };

/**
 * Moves the bids of all shards at once. A shard sees no other one, but it is a fair sample: it takes it that all others move
 * as it does, so its prices rise with its own load as many times as steeply, towards its share of what is granted. It may
 * use its own share of what is free, so that together no capacity is exceeded.
 */
export class ShardedMover implements Mover {
  readonly load: WorkLoad;
  private readonly dealt: Dealt;
  private readonly state: WorkState;
  private readonly order: Int32Array;
  /** Room before anything is placed. */
  private readonly whole: Room;
  private loads: readonly ShardLoad[] = [];
  private leftCount = 0;

  /** Begins with the places that bids have in the state. */
  constructor(dealt: Dealt, state: WorkState, order: Int32Array) {
    this.dealt = dealt;
    this.state = state;
    this.order = order;
    this.load = { itMw: state.loadItMw.slice(), units: state.used.slice() };
    this.givePlaces();
    this.whole = {
      freeUnits: state.room.freeUnits.map((free, i) => free + sumAt(this.loads, 'units', i)),
      freeItMw: state.room.freeItMw.map((free, i) => free + sumAt(this.loads, 'heldItMw', i)),
    };
  }

  move(steer: Steer, turn: number, part: number): void {
    const free = this.freeShare();
    this.step(
      this.loads.map((load) => ({
        ...NOTHING,
        pass: { turn, part, free, steer: this.steerOf(load, steer) },
      })),
    );
  }

  /** Bids for which the free room was too little in shares look for a place in all of it. */
  finish(steer: Steer, limits: RoomLimits): readonly number[] {
    this.takePlaces();
    const unplaced = this.leftCount === 0 ? [] : this.placeLeft(steer, limits);
    this.givePlaces();
    return unplaced;
  }

  private placeLeft(steer: Steer, limits: RoomLimits): readonly number[] {
    const placer = placerAt(this.dealt.extent, this.state, steer);
    return makeRoom(this.state, placer, placeMissing(placer, this.state, this.order), limits);
  }

  /** Shards go on from the schedule itself: whoever takes one over needs none of the orders before. */
  private givePlaces(): void {
    const { bids, firstOptions } = this.dealt;
    const snapshot = this.state.snapshot();
    this.step(
      bids.map((some, shard) => ({
        ...NOTHING,
        places: placesOf(snapshot, this.state, firstOptions[shard]!, some),
      })),
    );
  }

  private takePlaces(): void {
    const { bids, firstOptions, shards } = this.dealt;
    const snapshot = this.state.snapshot();
    const answers = shards.step(bids.map(() => ({ ...NOTHING, isPlacesAsked: true })));
    answers.forEach(({ places }, shard) => {
      putPlaces(places!, snapshot, this.state, firstOptions[shard]!, bids[shard]!);
    });
    this.state.restore(snapshot);
  }

  private step(orders: readonly ShardOrder[]): void {
    const answers = this.dealt.shards.step(orders);
    this.loads = answers.map(({ load }) => load);
    this.leftCount = answers.reduce((sum, { leftCount }) => sum + leftCount, 0);
    const { itMw, units } = this.load;
    for (let i = 0; i < itMw.length; i++) itMw[i] = sumAt(this.loads, 'itMw', i);
    for (let i = 0; i < units.length; i++) units[i] = sumAt(this.loads, 'units', i);
  }

  private freeShare(): Room {
    const { freeUnits, freeItMw } = this.whole;
    const count = this.loads.length;
    return {
      freeUnits: freeUnits.map((free, i) => (free - this.load.units[i]!) / count),
      freeItMw: freeItMw.map((free, i) => (free - sumAt(this.loads, 'heldItMw', i)) / count),
    };
  }

  private steerOf(own: ShardLoad, { prices, granted, perMw, perUnit }: Steer): Steer {
    const count = this.loads.length;
    const { load } = this;
    return {
      prices,
      granted: {
        itMw: granted.itMw.map((mw, i) => own.itMw[i]! + (mw - load.itMw[i]!) / count),
        units: granted.units.map((units, i) => own.units[i]! + (units - load.units[i]!) / count),
      },
      perMw: perMw.map((slope) => slope * count),
      perUnit: perUnit.map((slope) => slope * count),
    };
  }
}

const sumAt = (loads: readonly ShardLoad[], of: keyof ShardLoad, i: number): number => {
  let sum = 0;
  for (const load of loads) sum += load[of][i]!;
  return sum;
};
