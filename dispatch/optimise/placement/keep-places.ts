import type { Placement, Problem } from '#dispatch/domain';
import { noShares, type ShareAnswer } from '../bids/preemptible-answer.ts';
import { RoomFinder } from '../bids/room.ts';
import { stretchesOf } from './segments.ts';
import type { WorkState } from './work-state.ts';

/** Shares of a period that rounding of an earlier plan may be off by. */
const SHARE_TOLERANCE = 1e-6;
/** A millisecond of work more or less is the same work. */
const LENGTH_TOLERANCE_MS = 1;

/**
 * Puts bids where an earlier plan had them, one after the other, as far as their place is still to be had: the same
 * option, not begun too early or ended too late, and room for all of it. Returns how many it kept; the others are left
 * without a place.
 */
export const keepPlaces = (problem: Problem, state: WorkState, placements: readonly Placement[]): number => {
  const keeper = new Keeper(problem, state);
  const places = new Map(placements.map((placement) => [placement.jobId, placement]));
  let kept = 0;
  for (let bid = 0; bid < state.table.bidCount; bid++) {
    const placement = places.get(problem.bids[state.table.bidIndex[bid]!]!.id);
    if (placement !== undefined && keeper.keep(bid, placement)) kept++;
  }
  return kept;
};

class Keeper {
  private readonly problem: Problem;
  private readonly state: WorkState;
  private readonly finder: RoomFinder;
  private readonly run: ShareAnswer;

  constructor(problem: Problem, state: WorkState) {
    this.problem = problem;
    this.state = state;
    this.finder = new RoomFinder(state.table, state.room);
    this.run = noShares(state.table.grid.totalCount);
  }

  keep(bid: number, placement: Placement): boolean {
    const option = this.optionOf(bid, placement);
    if (option < 0) return false;
    this.finder.lookAt(option);
    return this.state.table.rigid[bid] === 1
      ? this.keepRigid(bid, option, placement)
      : this.keepShares(bid, option, placement);
  }

  /** The options of a bid may be fewer than they were: the same pool, width and power are the same way. */
  private optionOf(bid: number, { poolId, units, powerRatio }: Placement): number {
    const { table } = this.state;
    const source = this.problem.bids[table.bidIndex[bid]!]!;
    for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++) {
      const own = source.options[table.optionIndex[o]!]!;
      const isPool = this.problem.pools[own.pool]!.id === poolId;
      if (isPool && own.units === units && own.powerRatio === powerRatio) return o;
    }
    return -1;
  }

  private keepRigid(bid: number, option: number, { segments }: Placement): boolean {
    const { table } = this.state;
    const startMs = (segments[0]?.startMs ?? Number.NaN) - table.grid.startMs;
    const endMs = startMs + table.durationMs[option]!;
    const isOpen = startMs >= table.earliestMs[option]! && endMs <= table.latestEndMs[option]!;
    if (!isOpen || !this.finder.fits(startMs, endMs)) return false;
    this.state.placeRigid(bid, option, startMs);
    return true;
  }

  private keepShares(bid: number, option: number, placement: Placement): boolean {
    const { table } = this.state;
    const { run } = this;
    run.option = option;
    run.fromPeriod = Math.floor(table.earliestMs[option]! / table.grid.periodMs);
    run.toPeriod = Math.ceil(table.latestEndMs[option]! / table.grid.periodMs);
    const neededMs = table.durationMs[option]!;
    // Work that repeats after interruptions holds more than its length; other work no more than what is left of it.
    const mostMs = table.checkpointMs[bid]! > 0 ? Number.POSITIVE_INFINITY : neededMs;
    const heldMs = this.fill(option, placement, mostMs);
    if (heldMs < neededMs - LENGTH_TOLERANCE_MS) return false;
    for (let t = run.fromPeriod; t < run.toPeriod; t++) {
      const share = run.runMs[t]! / table.grid.periodMs;
      if (share > this.finder.shareIn(option, t) + SHARE_TOLERANCE) return false;
    }
    this.state.placeShares(bid, run);
    if (this.runsForLong(bid)) return true;
    this.state.remove(bid);
    return false;
  }

  /** Whether every stretch before a pause is as long as it has to be: the window may begin in the middle of one. */
  private runsForLong(bid: number): boolean {
    const leastMs = this.state.table.minimumRunMs[bid]! - LENGTH_TOLERANCE_MS;
    return stretchesOf(this.state, bid)
      .slice(0, -1)
      .every(({ startMs, endMs }) => endMs - startMs >= leastMs);
  }

  /** Writes the run time of every period, up to so much in all, and returns the sum. */
  private fill(option: number, { segments }: Placement, mostMs: number): number {
    const { table } = this.state;
    const { periodMs, startMs: originMs } = table.grid;
    const { run } = this;
    run.runMs.fill(0);
    let heldMs = 0;
    for (const segment of segments) {
      const fromMs = Math.max(segment.startMs - originMs, table.earliestMs[option]!);
      const toMs = Math.min(segment.endMs - originMs, table.latestEndMs[option]!, fromMs + mostMs - heldMs);
      for (let t = Math.floor(fromMs / periodMs); t * periodMs < toMs; t++) {
        const ms = Math.min(toMs, (t + 1) * periodMs) - Math.max(fromMs, t * periodMs);
        run.runMs[t]! += ms;
        heldMs += ms;
      }
    }
    return heldMs;
  }
}
