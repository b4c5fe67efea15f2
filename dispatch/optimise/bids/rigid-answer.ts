import type { BidTable } from './bid-table.ts';
import type { RoomFinder } from './room.ts';
import type { PriceSums } from './work-prices.ts';

/** The cheapest start found, in fields that are reused from call to call. */
export interface StartAnswer {
  option: number;
  startMs: number;
  weight: number;
}
export const noStart = (): StartAnswer => ({ option: -1, startMs: 0, weight: Number.POSITIVE_INFINITY });

/** Weight of one start of an option at given prices: energy to the millisecond, units by touched periods, lateness. */
export const weightOfStart = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  startMs: number,
): number => {
  const endMs = startMs + table.durationMs[option]!;
  const late = Math.max(0, endMs - table.dueMs[bid]!);
  return (
    table.itMw[option]! * sums.energyBetween(table.site[option]!, startMs, endMs) +
    table.units[option]! * sums.unitsTouched(table.pool[option]!, startMs, endMs) +
    (late > 0 ? late * table.lateWeightPerMs[bid]! : 0) +
    table.fixedWeight[option]!
  );
};

/**
 * The cheapest option and start of a rigid bid. Between two instants at which its start or its end meets the edge of
 * a period its weight is linear and its units are constant, so only those instants, the ends of the window and the
 * due time can be best: the answer is exact over all real starts. With a room finder only starts that fit are taken.
 */
export const cheapestStart = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  room: RoomFinder | null,
  answer: StartAnswer,
): void => {
  answer.option = -1;
  answer.weight = Number.POSITIVE_INFINITY;
  const isLate = table.lateWeightPerMs[bid]! > 0;
  for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
    room?.lookAt(option);
    tryEnds(table, sums, bid, option, room, answer);
    if (isLate) tryLateStarts(table, sums, bid, option, room, answer);
    else scan.edges(table, sums, option, room, answer);
  }
};

/** The first and the last start of a window. */
const tryEnds = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  room: RoomFinder | null,
  answer: StartAnswer,
): void => {
  const first = table.earliestMs[option]!;
  const last = table.latestEndMs[option]! - table.durationMs[option]!;
  tryStart(table, sums, bid, option, first, room, answer);
  if (last > first) tryStart(table, sums, bid, option, last, room, answer);
};

/**
 * Starts inside the window at which the start or the end meets an edge, without lateness: running sums and numbers that
 * are taken out of the table once, as nearly all the time of large plans is spent here.
 */
class EdgeScan {
  private whole = 0;
  private touched = 0;
  private rest = 0;
  private energyBase = 0;
  private priceBase = 0;
  private unitBase = 0;
  private itMw = 0;
  private units = 0;
  private least = 0;
  private startMs = -1;

  edges(
    table: BidTable,
    sums: PriceSums,
    option: number,
    room: RoomFinder | null,
    answer: StartAnswer,
  ): void {
    const { periodMs, totalCount } = table.grid;
    const duration = table.durationMs[option]!;
    this.whole = Math.floor(duration / periodMs);
    const phase = duration - this.whole * periodMs;
    this.rest = phase / periodMs;
    this.touched = phase > 0 ? this.whole + 1 : this.whole;
    this.energyBase = table.site[option]! * (totalCount + 1);
    this.priceBase = table.site[option]! * totalCount;
    this.unitBase = table.pool[option]! * (totalCount + 1);
    this.itMw = table.itMw[option]!;
    this.units = table.units[option]!;
    this.least = answer.weight - table.fixedWeight[option]!;
    this.startMs = -1;
    const first = table.earliestMs[option]!;
    const last = table.latestEndMs[option]! - duration;
    const blocked = room === null ? null : room.nextBlocked;
    this.fromEdges(sums, Math.floor(first / periodMs) + 1, Math.ceil(last / periodMs), blocked, periodMs);
    if (phase > 0) {
      // It begins inside the period before edge `e` and ends on an edge: strictly inside the window.
      const from = Math.floor((first + phase) / periodMs) + 1;
      this.toEdges(sums, from, Math.ceil((last + phase) / periodMs), blocked, periodMs, phase);
    }
    if (this.startMs < 0) return;
    answer.option = option;
    answer.startMs = this.startMs;
    answer.weight = this.least + table.fixedWeight[option]!;
  }

  private fromEdges(
    sums: PriceSums,
    from: number,
    to: number,
    blocked: Int32Array | null,
    periodMs: number,
  ): void {
    const { energySum, unitSum } = sums;
    const { energy } = sums.prices;
    const { whole, touched, rest, energyBase, priceBase, unitBase, itMw, units } = this;
    let { least } = this;
    let best = -1;
    for (let edge = from; edge < to; edge++) {
      if (blocked !== null && blocked[edge]! < edge + touched) continue;
      let price = energySum[energyBase + edge + whole]! - energySum[energyBase + edge]!;
      if (rest > 0) price += rest * energy[priceBase + edge + whole]!;
      const weight = itMw * price + units * (unitSum[unitBase + edge + touched]! - unitSum[unitBase + edge]!);
      if (weight < least) {
        least = weight;
        best = edge;
      }
    }
    if (best < 0) return;
    this.least = least;
    this.startMs = best * periodMs;
  }

  private toEdges(
    sums: PriceSums,
    from: number,
    to: number,
    blocked: Int32Array | null,
    periodMs: number,
    phase: number,
  ): void {
    const { energySum, unitSum } = sums;
    const { energy } = sums.prices;
    const { whole, touched, rest, energyBase, priceBase, unitBase, itMw, units } = this;
    let { least } = this;
    let best = -1;
    for (let edge = from; edge < to; edge++) {
      if (blocked !== null && blocked[edge - 1]! < edge - 1 + touched) continue;
      const price =
        energySum[energyBase + edge + whole]! -
        energySum[energyBase + edge]! +
        rest * energy[priceBase + edge - 1]!;
      const weight =
        itMw * price + units * (unitSum[unitBase + edge + whole]! - unitSum[unitBase + edge - 1]!);
      if (weight < least) {
        least = weight;
        best = edge;
      }
    }
    if (best < 0) return;
    this.least = least;
    this.startMs = best * periodMs - phase;
  }
}
const scan = new EdgeScan();

/** The same for late bids: lateness breaks the weight at the due time too, so each start is weighed as a whole. */
const tryLateStarts = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  room: RoomFinder | null,
  answer: StartAnswer,
): void => {
  const { periodMs } = table.grid;
  const duration = table.durationMs[option]!;
  const first = table.earliestMs[option]!;
  const last = table.latestEndMs[option]! - duration;
  const phase = duration % periodMs;
  for (let edge = Math.floor(first / periodMs) * periodMs; edge < last + periodMs; edge += periodMs) {
    if (edge > first && edge < last) tryStart(table, sums, bid, option, edge, room, answer);
    const ending = edge + periodMs - phase;
    if (phase > 0 && ending > first && ending < last)
      tryStart(table, sums, bid, option, ending, room, answer);
  }
  const onTime = table.dueMs[bid]! - duration;
  if (onTime > first && onTime < last) tryStart(table, sums, bid, option, onTime, room, answer);
};

const tryStart = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  startMs: number,
  room: RoomFinder | null,
  answer: StartAnswer,
): void => {
  const weight = weightOfStart(table, sums, bid, option, startMs);
  if (weight >= answer.weight) return;
  if (room !== null && !room.fits(startMs, startMs + table.durationMs[option]!)) return;
  answer.option = option;
  answer.startMs = startMs;
  answer.weight = weight;
};
