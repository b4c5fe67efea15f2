import type { BidTable } from './bid-table.ts';
import { type CheapestShares, openMs, type ShareAnswer, workWeightPerMs } from './preemptible-answer.ts';
import type { RoomFinder } from './room.ts';
import type { PriceSums } from './work-prices.ts';

/** Most values of run time that are tried until one buys just enough of it; a handful is usual. */
const MOST_VALUES = 24;
/** The first value lies so many spreads of the prices above the highest: there all the room is worth using. */
const HIGHEST_VALUE = 8;
/** Earnings this close to what is already known, relative, end the search: no value in between tells more. */
const SAME_EARNINGS = 1e-9;

interface Trial {
  readonly on: Uint8Array;
  /** What run time at its value earns after prices and repeated work. */
  readonly earned: number;
  readonly runMs: number;
  readonly breaks: number;
}
/** Earnings around a value of run time: constant + net run time x value. Without a trial: nothing runs at all. */
interface Line {
  readonly trial: Trial | null;
  readonly netMs: number;
  readonly constant: number;
}

/**
 * Shares for a bid that repeats work after each interruption. Run time is given a value; a two-state dynamic programme
 * (running, paused) picks the periods that earn most after paying for repeated work at each break; the value is searched
 * at which the run time, breaks included, is just enough. Then the dearest time at the ends is given back.
 * `answer` comes in with the shares that would be cheapest if interruptions were free and goes out with the best true
 * ones, option -1 when nothing fits. An option whose free interruptions already cost more than the best is skipped.
 */
export const joinedShares = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  room: RoomFinder | null,
  cheapest: CheapestShares,
  answer: ShareAnswer,
): void => {
  const promising = answer.option;
  answer.option = -1;
  answer.weight = Number.POSITIVE_INFINITY;
  if (promising >= 0) joinOption(table, sums, bid, promising, room, answer);
  for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
    if (option === promising) continue;
    if (cheapest.weightOf(sums, bid, option, room) < answer.weight)
      joinOption(table, sums, bid, option, room, answer);
  }
};

const joinOption = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  room: RoomFinder | null,
  answer: ShareAnswer,
): void => {
  const window = windowOf(table, sums, bid, option, room);
  const trial = enoughTime(table, bid, option, window);
  if (trial !== null) trimAndKeep(table, bid, option, window, trial, answer);
};

/**
 * What no schedule of such a bid can beat at these prices: for every value of run time, value x work minus what the
 * dynamic programme earns is a lower bound of an option's weight (Lagrangian duality in one multiplier). The search for
 * just enough run time also finds the best of them. A value below zero would reward breaks, of which the programme knows
 * only one a period: it proves nothing. The shares that are cheapest when interruptions are free bound as well, unless a
 * negative price makes repeated work worth while.
 */
export const leastJoinedWeight = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  cheapest: CheapestShares,
): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
    const window = windowOf(table, sums, bid, option, null);
    const whatever = table.fixedWeight[option]! + window.leastLateWeight;
    const isPaid = lowest(window.perMs) >= 0;
    let bound = isPaid ? cheapest.weightOf(sums, bid, option, null) : Number.NEGATIVE_INFINITY;
    if (bound >= least) continue;
    const visit = (value: number, trial: Trial): void => {
      if (value >= 0) bound = Math.max(bound, whatever + value * table.durationMs[option]! - trial.earned);
    };
    if (!isPaid) visit(0, mostEarning(window, 0, table.checkpointMs[bid]!));
    enoughTime(table, bid, option, window, visit);
    least = Math.min(least, bound);
  }
  return least;
};

interface Window {
  readonly from: number;
  /** Milliseconds that the option can hold its units, by period of the window. */
  readonly roomMs: Float64Array;
  /** The same if all its units were free. */
  readonly openMs: Float64Array;
  /** Energy and units; lateness is paid once, for the last period that is run in. */
  readonly perMs: Float64Array;
  /** Weight of the lateness that no schedule avoids. */
  readonly leastLateWeight: number;
  /** What ending in a period adds to it at least. */
  readonly lateWeight: Float64Array;
}

const windowOf = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  room: RoomFinder | null,
): Window => {
  const from = Math.floor(table.earliestMs[option]! / table.grid.periodMs);
  const to = Math.ceil(table.latestEndMs[option]! / table.grid.periodMs);
  const roomMs = new Float64Array(to - from);
  const openRoomMs = new Float64Array(to - from);
  const perMs = new Float64Array(to - from);
  const lateWeight = new Float64Array(to - from);
  const soonestEndMs = table.earliestMs[option]! + table.durationMs[option]!;
  const leastLateMs = Math.max(0, soonestEndMs - table.dueMs[bid]!);
  for (let t = from; t < to; t++) {
    const share = room === null ? 1 : room.shareIn(option, t);
    openRoomMs[t - from] = openMs(table, option, t);
    roomMs[t - from] = Math.floor(Math.min(openRoomMs[t - from]!, share * table.grid.periodMs));
    perMs[t - from] = workWeightPerMs(table, sums, option, t);
    const lateMs = t * table.grid.periodMs - table.dueMs[bid]!;
    lateWeight[t - from] = Math.max(0, lateMs - leastLateMs) * table.lateWeightPerMs[bid]!;
  }
  return {
    from,
    roomMs,
    openMs: openRoomMs,
    perMs,
    leastLateWeight: leastLateMs * table.lateWeightPerMs[bid]!,
    lateWeight,
  };
};

/**
 * Searches the value of run time that buys just enough of it. What a value earns is convex and piecewise linear in it,
 * with the run time (less repeated work) as its slope: the next value is where the line of the last trial with too
 * little time meets that of the last one with enough, and where they meet on the curve the search is over.
 */
const enoughTime = (
  table: BidTable,
  bid: number,
  option: number,
  window: Window,
  visit: (value: number, trial: Trial) => void = () => undefined,
): Trial | null => {
  const [duration, repeat] = [table.durationMs[option]!, table.checkpointMs[bid]!];
  const lineAt = (value: number): Line => {
    const trial = mostEarning(window, value, repeat);
    visit(value, trial);
    const netMs = trial.runMs - trial.breaks * repeat;
    return { trial, netMs, constant: trial.earned - value * netMs };
  };
  const [low, high] = [lowest(window.perMs), highest(window.perMs)];
  const spread = Math.max(high - low, Math.abs(high) * 1e-6, 1e-12);
  const lateness = window.lateWeight.at(-1)! / Math.min(duration, table.grid.periodMs);
  let enough = lineAt(high + (spread + lateness) * HIGHEST_VALUE);
  // Where room is very small, lateness may still outweigh it.
  if (enough.netMs < duration && lateness > 0)
    enough = lineAt(high + (spread + lateness) * HIGHEST_VALUE ** 4);
  if (enough.netMs < duration) return null;
  let tooLittle: Line = { trial: null, netMs: 0, constant: 0 };
  for (let tried = 1; tried < MOST_VALUES && enough.netMs > duration; tried++) {
    const value = (tooLittle.constant - enough.constant) / (enough.netMs - tooLittle.netMs);
    const next = lineAt(value);
    const known = enough.constant + enough.netMs * value;
    const earned = next.constant + next.netMs * value;
    if (earned - known <= SAME_EARNINGS * Math.abs(enough.constant)) break;
    if (next.netMs >= duration) enough = next;
    else tooLittle = next;
  }
  return enough.trial;
};

/** States of a period: not run in, run in to its end, run in for a part that joins what came before; or nothing yet. */
const [PAUSED, FLUSH, SHORT, NOTHING] = [0, 1, 2, 3] as const;
const STATES = 3;

/**
 * Forward dynamic programme over the states of the periods, then its path read backwards from the period in which
 * ending earns most once lateness is paid. A period that is free in part joins the period before or the one after it,
 * never both (as `partsOf` lays it out): work that goes on through it is interrupted once.
 */
const mostEarning = (window: Window, value: number, repeatMs: number): Trial => {
  const count = window.roomMs.length;
  const restart = value * repeatMs;
  const from = new Uint8Array(STATES * count);
  const none = Number.NEGATIVE_INFINITY;
  let [paused, flush, short] = [none, none, none];
  let [earned, last, lastState] = [0, -1, FLUSH as number];
  for (let i = 0; i < count; i++) {
    const gain = (value - window.perMs[i]!) * window.roomMs[i]!;
    const isOpen = window.roomMs[i]! > 0;
    const isPart = window.roomMs[i]! < window.openMs[i]!;
    const resumed = Math.max(paused, short) - restart;
    const joins = !isPart && flush >= 0 && flush >= resumed;
    const begins = resumed > 0 ? (short > paused ? SHORT : PAUSED) : NOTHING;
    from[STATES * i + FLUSH] = joins ? FLUSH : begins;
    from[STATES * i + SHORT] = FLUSH;
    from[STATES * i + PAUSED] = flush >= paused && flush >= short ? FLUSH : short >= paused ? SHORT : PAUSED;
    const anew = joins ? flush : Math.max(0, resumed);
    paused = Math.max(paused, flush, short);
    short = isOpen && isPart ? flush + gain : none;
    flush = isOpen ? anew + gain : none;
    const ending = Math.max(flush, short) - window.lateWeight[i]!;
    if (ending > earned || (last >= 0 && ending === earned))
      [earned, last, lastState] = [ending, i, short > flush ? SHORT : FLUSH];
  }
  const on = readBack(from, last, lastState, count);
  const run = window.roomMs.map((room, i) => (on[i] ? room : 0));
  return { on, earned, runMs: sumOf(run), breaks: breaksOf(window, run) };
};

const readBack = (from: Uint8Array, last: number, lastState: number, count: number): Uint8Array => {
  const on = new Uint8Array(count);
  let state = lastState;
  for (let i = last; i >= 0 && state !== NOTHING; i--) {
    if (state !== PAUSED) on[i] = 1;
    state = from[STATES * i + state]!;
  }
  return on;
};

/** Interruptions of work that runs so long in each period, laid out as `partsOf` does. */
const breaksOf = (window: Window, run: Float64Array): number => {
  let [stretches, endsFlush] = [0, false];
  for (let i = 0; i < run.length; i++) {
    if (run[i]! <= 0) {
      endsFlush = false;
      continue;
    }
    if (!endsFlush) stretches++;
    // What begins in a period is laid to its end; what joins reaches it only where it fills it.
    endsFlush = !endsFlush || run[i]! >= window.openMs[i]!;
  }
  return Math.max(0, stretches - 1);
};

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Gives back surplus time at the dearest outer edge of a stretch, and keeps the result when it is the best so far. */
const trimAndKeep = (
  table: BidTable,
  bid: number,
  option: number,
  window: Window,
  trial: Trial,
  answer: ShareAnswer,
): void => {
  const run = window.roomMs.map((room, i) => (trial.on[i] ? room : 0));
  // What is given back may end an interruption with it.
  const surplus = (): number =>
    sumOf(run) - table.durationMs[option]! - breaksOf(window, run) * table.checkpointMs[bid]!;
  for (let left = surplus(); left > 0; left = surplus()) {
    const edge = dearestEdge(table, bid, window, run);
    run[edge]! -= Math.min(left, run[edge]!);
  }
  let weight = table.fixedWeight[option]! + lateMs(table, bid, window, run) * table.lateWeightPerMs[bid]!;
  for (let i = 0; i < run.length; i++) weight += run[i]! * window.perMs[i]!;
  if (weight >= answer.weight) return;
  answer.option = option;
  answer.weight = weight;
  answer.fromPeriod = window.from;
  answer.toPeriod = window.from + run.length;
  for (let i = 0; i < run.length; i++) answer.runMs[window.from + i] = run[i]!;
};

/** How late work ends that is laid out so; zero where lateness costs nothing. */
const lateMs = (table: BidTable, bid: number, window: Window, run: Float64Array): number => {
  if (table.lateWeightPerMs[bid]! === 0) return 0;
  const last = run.findLastIndex((ms) => ms > 0);
  return Math.max(0, (window.from + last) * table.grid.periodMs + run[last]! - table.dueMs[bid]!);
};

/** The outer edge of a stretch where time costs most; at the last one of late work it costs the lateness too. */
const dearestEdge = (table: BidTable, bid: number, window: Window, run: Float64Array): number => {
  let [edge, dearest] = [-1, Number.NEGATIVE_INFINITY];
  const last = lateMs(table, bid, window, run) > 0 ? run.findLastIndex((ms) => ms > 0) : -1;
  for (let i = 0; i < run.length; i++) {
    if (run[i]! <= 0) continue;
    const isEdge = i === 0 || i === run.length - 1 || run[i - 1]! <= 0 || run[i + 1]! <= 0;
    const perMs = window.perMs[i]! + (i === last ? table.lateWeightPerMs[bid]! : 0);
    if (isEdge && perMs > dearest) [edge, dearest] = [i, perMs];
  }
  return edge;
};

const lowest = (values: Float64Array): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const highest = (values: Float64Array): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
