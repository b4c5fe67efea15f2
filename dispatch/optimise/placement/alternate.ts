import type { Meeting } from '../fluid/meeting.ts';
import type { Phase } from '../fluid/search-phases.ts';
import type { Steer, WorkLoad } from '../fluid/steering.ts';
import type { RoomLimits } from './make-room.ts';
import { PARTS } from './turn-order.ts';

/** Moves whole bids, one part of them at a time. */
export interface Mover {
  /** Load of the placed bids, as it is after the last move. */
  readonly load: WorkLoad;
  move(steer: Steer, turn: number, part: number): void;
  /** Finds a place for bids that have none and returns those that find no room. The state then has the schedule. */
  finish(steer: Steer, limits: RoomLimits): readonly number[];
}

export interface AlternateLimits extends RoomLimits {
  isDone(): boolean;
  /** Dispatches power around the state, keeps the plan if it is the best, and returns the best one's weight. */
  look(unplaced: readonly number[]): number;
}

const TURNS = 6;
/** Parts between two dispatches. */
const LOOK_EVERY = 4;
/** A turn that gains less than this, relative, is the last. */
const LEAST_GAIN_RATIO = 2e-4;
const PHASE: Phase = { fromRound: 0, stiffness: 0.3, unitStiffness: 0.05, priceStep: 0.001 };

/**
 * Work and power go on meeting where the search for prices ended, now with whole bids in the room there is: the power
 * side answers to the load, and one part of the bids moves to where it is cheapest then.
 */
export const alternate = (mover: Mover, meeting: Meeting, limits: AlternateLimits): void => {
  const { isCancelled } = limits;
  let before = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < TURNS && !limits.isDone(); turn++) {
    let after = before;
    for (let part = 0; part < PARTS; part++) {
      const timeLimitS = limits.secondsLeft();
      if (timeLimitS <= 0 || meeting.askPower(mover.load, PHASE, { timeLimitS, isCancelled }) === null)
        return;
      mover.move(meeting.steer(PHASE), turn, part);
      if ((part + 1) % LOOK_EVERY === 0) after = limits.look(mover.finish(meeting.steer(PHASE), limits));
    }
    if (before - after < LEAST_GAIN_RATIO * Math.abs(after)) return;
    before = after;
  }
};
