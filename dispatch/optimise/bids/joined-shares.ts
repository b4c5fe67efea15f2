import { sumOf } from '../sum-of.ts';
import type { BidTable } from './bid-table.ts';
import { enoughTime } from './enough-time.ts';
import { inOneStretch } from './one-stretch.ts';
import type { CheapestShares, ShareAnswer } from './preemptible-answer.ts';
import type { RoomFinder } from './room.ts';
import { type RunWindow, runWindowOf, stretchesOfRun } from './run-window.ts';
import type { PriceSums } from './work-prices.ts';

/**
 * Shares for a bid that repeats work after each interruption, or has to run for long before one. Run time is given a
 * value; a dynamic programme over stretches picks the periods that earn most after paying for repeated work at each
 * break; the value is searched at which the run time, breaks included, is just enough. Then the dearest time at the ends
 * is given back. Doing it all in one stretch is tried too.
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
  const window = runWindowOf(table, sums, bid, option, room);
  const terms = { repeatMs: table.checkpointMs[bid]!, leastRunMs: table.minimumRunMs[bid]! };
  const trial = enoughTime(table.durationMs[option]!, table.grid.periodMs, window, terms);
  if (trial !== null) {
    const run = window.roomMs.map((room, i) => (trial.on[i] ? room : 0));
    giveBack(table, bid, option, window, run);
    keepBest(table, bid, option, window, run, answer);
  }
  const whole = inOneStretch(window, table.durationMs[option]!, (last, runMs) =>
    lateWeight(table, bid, window.from + last, runMs),
  );
  if (whole !== null) keepBest(table, bid, option, window, whole, answer);
};

/** Gives back surplus time at the dearest outer edge of a stretch that may spare it. */
const giveBack = (
  table: BidTable,
  bid: number,
  option: number,
  window: RunWindow,
  run: Float64Array,
): void => {
  for (;;) {
    const stretches = stretchesOfRun(window, run);
    // What is given back may end an interruption with it.
    const repeated = (stretches.length - 1) * table.checkpointMs[bid]!;
    const surplus = sumOf(run) - table.durationMs[option]! - repeated;
    if (surplus <= 0) return;
    const last = stretches.at(-1)!;
    let [edge, spared, dearest] = [last.last, run[last.last]!, Number.NEGATIVE_INFINITY];
    for (const stretch of stretches) {
      const spare = stretch === last ? last.runMs : stretch.runMs - table.minimumRunMs[bid]!;
      for (const at of spare > 0 ? [stretch.from, stretch.last] : []) {
        const isLate = at === last.last && lateWeight(table, bid, window.from + at, run[at]!) > 0;
        const perMs = window.perMs[at]! + (isLate ? table.lateWeightPerMs[bid]! : 0);
        if (perMs > dearest) [edge, spared, dearest] = [at, Math.min(spare, run[at]!), perMs];
      }
    }
    run[edge]! -= Math.min(surplus, spared);
  }
};

const keepBest = (
  table: BidTable,
  bid: number,
  option: number,
  window: RunWindow,
  run: Float64Array,
  answer: ShareAnswer,
): void => {
  const last = run.findLastIndex((ms) => ms > 0);
  let weight = table.fixedWeight[option]! + lateWeight(table, bid, window.from + last, run[last]!);
  for (let i = 0; i < run.length; i++) weight += run[i]! * window.perMs[i]!;
  if (weight >= answer.weight) return;
  answer.option = option;
  answer.weight = weight;
  answer.fromPeriod = window.from;
  answer.toPeriod = window.from + run.length;
  for (let i = 0; i < run.length; i++) answer.runMs[window.from + i] = run[i]!;
};

/** Lateness of work that ends with so much run time in a period. */
const lateWeight = (table: BidTable, bid: number, lastPeriod: number, runMs: number): number =>
  Math.max(0, lastPeriod * table.grid.periodMs + runMs - table.dueMs[bid]!) * table.lateWeightPerMs[bid]!;
