import type { Steer, WorkLoad } from '../fluid/steering.ts';
import type { Mover } from './alternate.ts';
import { makeRoom, type RoomLimits } from './make-room.ts';
import { Placer, placeMissing } from './placer.ts';
import { TurnOrder } from './turn-order.ts';
import type { Extent, WorkState } from './work-state.ts';

/** Moves the bids of a state, one after the other. */
export class StateMover implements Mover {
  readonly load: WorkLoad;
  private readonly extent: Extent;
  private readonly state: WorkState;
  private readonly order: Int32Array;
  private readonly turns: TurnOrder;
  private placer: Placer | null = null;

  /** `order`: in which bids without a place are given room. */
  constructor(extent: Extent, state: WorkState, order: Int32Array) {
    this.extent = extent;
    this.state = state;
    this.order = order;
    this.turns = new TurnOrder(state.table);
    this.load = { itMw: state.loadItMw, units: state.used };
  }

  move(steer: Steer, turn: number, part: number): void {
    const placer = this.placerOf(steer);
    placer.followAll();
    this.turns.forEachOf(turn, part, (bid) => placer.place(bid));
  }

  finish(steer: Steer, limits: RoomLimits): readonly number[] {
    const placer = this.placerOf(steer);
    return makeRoom(this.state, placer, placeMissing(placer, this.state, this.order), limits);
  }

  /** Prices and what is granted change in place from move to move, so one placer follows them all. */
  private placerOf(steer: Steer): Placer {
    this.placer ??= placerAt(this.extent, this.state, steer);
    return this.placer;
  }
}

/** Places bids of a state at prices that rise with the load as a meeting wants it. */
export const placerAt = (
  extent: Extent,
  state: WorkState,
  { prices, granted, perMw, perUnit }: Steer,
): Placer =>
  new Placer(extent, state, prices, {
    loadItMw: granted.itMw,
    stiffness: perMw,
    units: { held: granted.units, stiffness: perUnit },
  });
