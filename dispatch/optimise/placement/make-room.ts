import { noShares, type ShareAnswer } from '../bids/preemptible-answer.ts';
import { ROOM_TOLERANCE } from '../bids/room.ts';
import type { Placer } from './placer.ts';
import type { WorkState } from './work-state.ts';

/** Starts of a bid for which room is made in turn, those that lack least first. */
const STARTS = 24;
/** More starts than this are not looked at: they are taken at even distances. */
const MOST_STARTS = 200;
/** All of it together takes no more work than placing every bid so many times. */
const MOST_PASSES = 2;
/** Looking whether a bid is in the way, as a share of placing it. */
const LOOK_SHARE = 0.01;

interface Stretch {
  readonly option: number;
  readonly startMs: number;
  readonly lack: number;
}
interface Place {
  readonly bid: number;
  readonly startMs: number;
  readonly shares: ShareAnswer;
}

/**
 * Makes room for bids that found none: others give way at one start, the short and patient first, and move to where
 * they fit; when one of these fits nowhere all go back (ruin and recreate: Schrimpf, Schneider, Stamm-Wilbrandt, Dueck 2000).
 * Returns the bids that still have no place.
 */
export const makeRoom = (state: WorkState, placer: Placer, left: readonly number[]): number[] => {
  if (left.length === 0) return [];
  const maker = new RoomMaker(state, placer);
  return left.filter((bid) => !maker.makeFor(bid));
};

class RoomMaker {
  private readonly state: WorkState;
  private readonly placer: Placer;
  private readonly ease: Float64Array;
  /** Bids that may still be placed or looked at. */
  private workLeft: number;
  private bid = -1;

  constructor(state: WorkState, placer: Placer) {
    this.state = state;
    this.placer = placer;
    this.ease = easeOf(state);
    this.workLeft = MOST_PASSES * state.table.bidCount;
  }

  /** Finds a bid a place; false when there is none or no work left to do for it. */
  makeFor(bid: number): boolean {
    this.bid = bid;
    if (this.workLeft <= 0) return false;
    return this.placer.place(bid) || this.stretches().some((stretch) => this.makeAt(stretch));
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
    const to = Math.ceil((startMs + table.durationMs[option]!) / table.grid.periodMs);
    for (let period = Math.floor(startMs / table.grid.periodMs); period < to; period++) visit(period);
  }

  /** Share of an option's need that a period lacks; negative where there is more than enough. */
  private missing(option: number, period: number): number {
    const { table, room } = this.state;
    const { totalCount } = table.grid;
    const units = table.units[option]!;
    const itMw = table.itMw[option]!;
    const freeUnits = room.freeUnits[table.pool[option]! * totalCount + period]! + ROOM_TOLERANCE;
    const freeItMw = room.freeItMw[table.site[option]! * totalCount + period]! + ROOM_TOLERANCE;
    return Math.max((units - freeUnits) / Math.max(units, 1e-12), (itMw - freeItMw) / Math.max(itMw, 1e-12));
  }

  /** Lets others give way at a stretch until the bid fits there, and finds them other places. */
  private makeAt({ option, startMs }: Stretch): boolean {
    const { state, placer } = this;
    if (this.workLeft <= 0) return false;
    const given: Place[] = [];
    const moved: number[] = [];
    for (const other of this.othersAt(option, startMs)) {
      if (this.lackAt(option, startMs) === 0) break;
      if (!this.isInTheWay(other, option, startMs)) continue;
      given.push(placeOf(state, other));
      placer.remove(other);
    }
    this.workLeft -= given.length;
    const mayFit = this.lackAt(option, startMs) === 0 && placer.place(this.bid);
    if (mayFit) {
      moved.push(this.bid);
      // The last to give way have least slack: they choose first.
      for (const { bid } of [...given].reverse()) {
        if (!placer.place(bid)) return this.takeBack(given, moved);
        moved.push(bid);
      }
      return true;
    }
    return this.takeBack(given, moved);
  }

  /** Bids with more slack than this one that run in a stretch, those with most first. */
  private othersAt(option: number, startMs: number): number[] {
    const { state } = this;
    const { table } = state;
    const endMs = startMs + table.durationMs[option]!;
    const [from, to] = [Math.floor(startMs / table.grid.periodMs), Math.ceil(endMs / table.grid.periodMs)];
    const others: number[] = [];
    this.workLeft -= LOOK_SHARE * table.bidCount;
    for (let bid = 0; bid < table.bidCount; bid++) {
      const chosen = state.option[bid]!;
      if (chosen < 0 || table.site[chosen] !== table.site[option]) continue;
      if (state.touchedFrom(bid) >= to || state.touchedTo(bid) <= from) continue;
      others.push(bid);
    }
    this.workLeft -= LOOK_SHARE * others.length;
    return others.sort((a, b) => this.ease[b]! - this.ease[a]!);
  }

  private isInTheWay(other: number, option: number, startMs: number): boolean {
    let isThere = false;
    this.forEachPeriod(option, startMs, (period) => {
      isThere ||= this.missing(option, period) > 0 && this.state.runIn(other, period) > 0;
    });
    return isThere;
  }

  private takeBack(given: readonly Place[], moved: readonly number[]): false {
    for (const bid of moved) this.placer.remove(bid);
    for (const { bid, startMs, shares } of given) {
      if (this.state.table.rigid[bid]) this.state.placeRigid(bid, shares.option, startMs);
      else this.state.placeShares(bid, shares);
      this.placer.noteMoved(bid);
    }
    return false;
  }
}

const placeOf = (state: WorkState, bid: number): Place => {
  const shares = noShares(state.table.rigid[bid] ? 0 : state.touchedTo(bid));
  shares.option = state.option[bid]!;
  shares.fromPeriod = state.touchedFrom(bid);
  shares.toPeriod = state.touchedTo(bid);
  if (!state.table.rigid[bid])
    for (let t = shares.fromPeriod; t < shares.toPeriod; t++) shares.runMs[t] = state.runIn(bid, t);
  return { bid, startMs: state.startMs[bid]!, shares };
};

/** How easily a bid gives way: time by which it may be put off, over the work that has to find room elsewhere. */
const easeOf = ({ table }: WorkState): Float64Array =>
  Float64Array.from({ length: table.bidCount }, (_, bid) => {
    let most = 0;
    for (let o = table.firstOption[bid]!; o < table.firstOption[bid + 1]!; o++)
      most = Math.max(most, table.latestEndMs[o]! - table.earliestMs[o]! - table.durationMs[o]!);
    const first = table.firstOption[bid]!;
    return most / (table.durationMs[first]! * Math.max(table.units[first]!, table.itMw[first]!));
  });
