import type { BidTable } from '../bids/bid-table.ts';
import { ROOM_TOLERANCE } from '../bids/room.ts';
import { type Place, Putter, placeOf } from './place.ts';
import type { Placer } from './placer.ts';
import { RunningBids } from './running-bids.ts';
import type { WorkState } from './work-state.ts';

/** Starts of a bid for which room is made in turn, those that lack least first. */
const STARTS = 24;
/** More starts than this are not looked at: they are taken at even distances. */
const MOST_STARTS = 200;
/** All of it together takes no more work than placing every bid so many times, or so many bids where there are few. */
const MOST_PASSES = 2;
const FEW_MOVES = 1000;
/** Looking at a bid or a period once, as a share of placing a bid. */
const LOOK_SHARE = 0.002;

export interface RoomLimits {
  secondsLeft(): number;
  isCancelled(): boolean;
}
interface Stretch {
  readonly option: number;
  readonly startMs: number;
  readonly lack: number;
}
interface Given {
  readonly bid: number;
  readonly place: Place;
}

/**
 * Makes room for bids that found none: others give way at one start, the short and patient first, and move to where
 * they fit; when one of these fits nowhere all go back (ruin and recreate: Schrimpf, Schneider, Stamm-Wilbrandt, Dueck 2000).
 * Returns the bids that still have no place.
 */
export const makeRoom = (
  state: WorkState,
  placer: Placer,
  left: readonly number[],
  limits: RoomLimits,
): number[] => {
  if (left.length === 0) return [];
  const maker = new RoomMaker(state, placer, limits);
  return left.filter((bid) => !maker.makeFor(bid));
};

class RoomMaker {
  private readonly state: WorkState;
  private readonly placer: Placer;
  private readonly limits: RoomLimits;
  private readonly putter: Putter;
  private readonly running: RunningBids;
  private readonly poolsOfSite: readonly ReadonlySet<number>[];
  /** Bids that may still be placed, taken away or put back; what is looked at counts a share each. */
  private workLeft: number;
  private bid = -1;

  constructor(state: WorkState, placer: Placer, limits: RoomLimits) {
    this.state = state;
    this.placer = placer;
    this.limits = limits;
    this.putter = new Putter(state);
    this.running = new RunningBids(state);
    this.poolsOfSite = poolsOfSite(state);
    this.workLeft = Math.max(FEW_MOVES, MOST_PASSES * state.table.bidCount);
    this.look(this.running.entryCount);
  }

  /** Finds a bid a place; false when there is none, or no work or time left to do for it. */
  makeFor(bid: number): boolean {
    this.bid = bid;
    if (this.isOver()) return false;
    if (!this.place(bid)) return this.stretches().some((stretch) => this.makeAt(stretch));
    this.running.note(bid);
    return true;
  }

  private isOver(): boolean {
    return this.workLeft <= 0 || this.limits.isCancelled() || this.limits.secondsLeft() <= 0;
  }
  private look(count: number): void {
    this.workLeft -= LOOK_SHARE * count;
  }
  private place(bid: number): boolean {
    this.workLeft -= 1;
    return this.placer.place(bid);
  }
  private remove(bid: number): void {
    this.workLeft -= 1;
    this.placer.remove(bid);
  }

  /** Stretches in which the bid could run, those whose periods lack least first. */
  private stretches(): Stretch[] {
    const { table } = this.state;
    const { periodMs } = table.grid;
    const found: Stretch[] = [];
    for (let option = table.firstOption[this.bid]!; option < table.firstOption[this.bid + 1]!; option++) {
      const first = table.earliestMs[option]!;
      const last = table.latestEndMs[option]! - table.durationMs[option]!;
      const step = Math.max(1, Math.ceil((last - first) / periodMs / MOST_STARTS)) * periodMs;
      for (let at = first; ; at = Math.min(last, (Math.floor(at / periodMs) + step / periodMs) * periodMs)) {
        found.push({ option, startMs: at, lack: this.lackAt(option, at) });
        if (at >= last) break;
      }
    }
    return found.sort((a, b) => a.lack - b.lack).slice(0, STARTS);
  }

  /** Units and power that are missing through a stretch, as shares of what the option asks for. */
  private lackAt(option: number, startMs: number): number {
    let lack = 0;
    this.forEachPeriod(option, startMs, (period) => {
      lack += Math.max(0, this.missing(option, period));
    });
    return lack;
  }

  private forEachPeriod(option: number, startMs: number, visit: (period: number) => void): void {
    const { table } = this.state;
    const from = Math.floor(startMs / table.grid.periodMs);
    const to = Math.ceil((startMs + table.durationMs[option]!) / table.grid.periodMs);
    this.look(to - from);
    for (let period = from; period < to; period++) visit(period);
  }

  /** Share of an option's need that a period lacks; negative where there is more than enough. */
  private missing(option: number, period: number): number {
    return Math.max(this.missingUnits(option, period), this.missingPower(option, period));
  }
  private missingUnits(option: number, period: number): number {
    const { table, room } = this.state;
    const units = table.units[option]!;
    const free = room.freeUnits[table.pool[option]! * table.grid.totalCount + period]! + ROOM_TOLERANCE;
    return (units - free) / Math.max(units, 1e-12);
  }
  private missingPower(option: number, period: number): number {
    const { table, room } = this.state;
    const itMw = table.itMw[option]!;
    const free = room.freeItMw[table.site[option]! * table.grid.totalCount + period]! + ROOM_TOLERANCE;
    return (itMw - free) / Math.max(itMw, 1e-12);
  }

  /** Lets others give way at a stretch until the bid fits there, and finds them other places. */
  private makeAt({ option, startMs }: Stretch): boolean {
    if (this.isOver()) return false;
    const given: Given[] = [];
    const moved: number[] = [];
    const isOpen = this.letGiveWay(option, startMs, given) && this.place(this.bid);
    if (!isOpen) return this.takeBack(given, moved);
    moved.push(this.bid);
    // The last to give way do so least easily: they choose first.
    for (const { bid } of given.toReversed()) {
      if (!this.place(bid)) return this.takeBack(given, moved);
      moved.push(bid);
    }
    for (const bid of moved) this.running.note(bid);
    return true;
  }

  /** Takes away those in the way at a stretch until nothing is missing there; whether that came about. */
  private letGiveWay(option: number, startMs: number, given: Given[]): boolean {
    if (this.lackAt(option, startMs) === 0) return true;
    for (const bid of this.othersAt(option, startMs)) {
      if (!this.isInTheWay(bid, option, startMs)) continue;
      given.push({ bid, place: placeOf(this.state, bid) });
      this.remove(bid);
      if (this.lackAt(option, startMs) === 0) return true;
      if (this.workLeft <= 0) return false;
    }
    return false;
  }

  /**
   * Bids that run where a stretch lacks something, those that give way most easily first: of the pool where units are
   * missing, of all pools of the site where power is.
   */
  private othersAt(option: number, startMs: number): number[] {
    const { table } = this.state;
    const [pool, site] = [table.pool[option]!, table.site[option]!];
    const found = new Set<number>();
    this.forEachPeriod(option, startMs, (period) => {
      const pools = this.missingPower(option, period) > 0 ? this.poolsOfSite[site]! : [pool];
      if (this.missing(option, period) <= 0) return;
      for (const some of pools) this.look(this.running.addTo(found, some, period));
    });
    const others = Array.from(found, (bid) => ({ bid, ease: easeOf(table, bid) }));
    this.look(others.length * Math.log2(others.length + 1));
    return others.sort((a, b) => b.ease - a.ease).map(({ bid }) => bid);
  }

  private isInTheWay(other: number, option: number, startMs: number): boolean {
    const { table } = this.state;
    const isOfPool = table.pool[this.state.option[other]!] === table.pool[option];
    let isThere = false;
    this.forEachPeriod(option, startMs, (period) => {
      const isMissing =
        this.missingPower(option, period) > 0 || (isOfPool && this.missingUnits(option, period) > 0);
      isThere ||= isMissing && this.state.runIn(other, period) > 0;
    });
    return isThere;
  }

  private takeBack(given: readonly Given[], moved: readonly number[]): false {
    for (const bid of moved) this.remove(bid);
    for (const { bid, place } of given) {
      this.putter.putBack(bid, place);
      this.placer.noteMoved(bid);
    }
    this.workLeft -= given.length;
    return false;
  }
}

/** Pools of every site that bids may run on. */
const poolsOfSite = ({ table }: WorkState): ReadonlySet<number>[] => {
  const pools: Set<number>[] = [];
  for (let option = 0; option < table.firstOption[table.bidCount]!; option++) {
    const site = table.site[option]!;
    pools[site] ??= new Set();
    pools[site].add(table.pool[option]!);
  }
  return pools;
};

/** How easily a bid gives way: time by which it may be put off, over the work that has to find room elsewhere. */
const easeOf = (table: BidTable, bid: number): number => {
  let most = 0;
  for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++)
    most = Math.max(most, table.latestEndMs[o]! - table.earliestMs[o]! - table.durationMs[o]!);
  const first = table.firstOption[bid]!;
  return most / (table.durationMs[first]! * Math.max(table.units[first]!, table.itMw[first]!));
};
