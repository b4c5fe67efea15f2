import type { BidTable } from './bid-table.ts';
import { type CheapestShares, openMs, type ShareAnswer, weightPerMs } from './preemptible-answer.ts';
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
 * just enough run time also finds the best of them.
 */
export const leastJoinedWeight = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  cheapest: CheapestShares,
): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++) {
    const free = cheapest.weightOf(sums, bid, option, null);
    if (free >= least) continue;
    const window = windowOf(table, sums, bid, option, null);
    let bound = free;
    enoughTime(table, bid, option, window, (value, trial) => {
      const weight = table.fixedWeight[option]! + value * table.durationMs[option]! - trial.earned;
      bound = Math.max(bound, weight);
    });
    least = Math.min(least, bound);
  }
  return least;
};

interface Window {
  readonly from: number;
  /** Milliseconds that the option can hold its units, by period of the window. */
  readonly roomMs: Float64Array;
  readonly perMs: Float64Array;
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
  const perMs = new Float64Array(to - from);
  for (let t = from; t < to; t++) {
    const share = room === null ? 1 : room.shareIn(option, t);
    roomMs[t - from] = Math.floor(Math.min(openMs(table, option, t), share * table.grid.periodMs));
    perMs[t - from] = weightPerMs(table, sums, bid, option, t);
  }
  return { from, roomMs, perMs };
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
  let enough = lineAt(high + spread * HIGHEST_VALUE);
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

/** Where a running period came from: its first start, a running period before, or a pause. */
const FIRST_START = 0;
const WENT_ON = 1;
const RESUMED = 2;

/** Forward dynamic programme over "runs in this period or not", then its path read backwards. */
const mostEarning = (window: Window, value: number, repeatMs: number): Trial => {
  const count = window.roomMs.length;
  const restart = value * repeatMs;
  const [cameFrom, pausedJustNow] = [new Uint8Array(count), new Uint8Array(count)];
  let [running, paused] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    const gain = (value - window.perMs[i]!) * window.roomMs[i]!;
    const resumed = paused - restart;
    cameFrom[i] = running >= 0 && running >= resumed ? WENT_ON : resumed > 0 ? RESUMED : FIRST_START;
    const before = Math.max(0, running, resumed);
    pausedJustNow[i] = running >= paused ? 1 : 0;
    paused = Math.max(paused, running);
    running = window.roomMs[i]! > 0 ? before + gain : Number.NEGATIVE_INFINITY;
  }
  const on = new Uint8Array(count);
  if (Math.max(running, paused) > 0) readBack(on, cameFrom, pausedJustNow, running >= paused);
  return { on, earned: Math.max(0, running, paused), ...measure(window, on) };
};

const readBack = (
  on: Uint8Array,
  cameFrom: Uint8Array,
  pausedJustNow: Uint8Array,
  endsRunning: boolean,
): void => {
  let isOn = endsRunning;
  for (let i = on.length - 1; i >= 0; i--) {
    if (!isOn) {
      isOn = pausedJustNow[i] === 1;
      continue;
    }
    on[i] = 1;
    if (cameFrom[i] === FIRST_START) return;
    isOn = cameFrom[i] === WENT_ON;
  }
};

const measure = (window: Window, on: Uint8Array): { runMs: number; breaks: number } => {
  let [runMs, stretches] = [0, 0];
  for (let i = 0; i < on.length; i++) {
    if (!on[i]) continue;
    runMs += window.roomMs[i]!;
    if (i === 0 || !on[i - 1]) stretches++;
  }
  return { runMs, breaks: Math.max(0, stretches - 1) };
};

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
  let surplus = trial.runMs - table.durationMs[option]! - trial.breaks * table.checkpointMs[bid]!;
  while (surplus > 0) {
    const edge = dearestEdge(window, run);
    const back = Math.min(surplus, run[edge]!);
    run[edge]! -= back;
    surplus -= back;
  }
  let weight = table.fixedWeight[option]!;
  for (let i = 0; i < run.length; i++) weight += run[i]! * window.perMs[i]!;
  if (weight >= answer.weight) return;
  answer.option = option;
  answer.weight = weight;
  answer.fromPeriod = window.from;
  answer.toPeriod = window.from + run.length;
  for (let i = 0; i < run.length; i++) answer.runMs[window.from + i] = run[i]!;
};

const dearestEdge = (window: Window, run: Float64Array): number => {
  let [edge, dearest] = [-1, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < run.length; i++) {
    if (run[i]! <= 0) continue;
    const isEdge = i === 0 || i === run.length - 1 || run[i - 1]! <= 0 || run[i + 1]! <= 0;
    if (isEdge && window.perMs[i]! > dearest) [edge, dearest] = [i, window.perMs[i]!];
  }
  return edge;
};

const lowest = (values: Float64Array): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const highest = (values: Float64Array): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
