import type { BidTable } from './bid-table.ts';
import { openMs, workWeightPerMs } from './preemptible-answer.ts';
import type { RoomFinder } from './room.ts';
import type { PriceSums } from './work-prices.ts';

/** The periods of an option's window, with the room, prices and lateness in them. */
export interface RunWindow {
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

export const runWindowOf = (
  table: BidTable,
  sums: PriceSums,
  bid: number,
  option: number,
  room: RoomFinder | null,
): RunWindow => {
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
  const leastLateWeight = leastLateMs * table.lateWeightPerMs[bid]!;
  return { from, roomMs, openMs: openRoomMs, perMs, leastLateWeight, lateWeight };
};

/** What is run without an interruption, from its first period to its last. */
export interface RunStretch {
  readonly from: number;
  readonly last: number;
  readonly runMs: number;
}

/** Stretches of work that runs so long in each period, laid out as `partsOf` does. */
export const stretchesOfRun = (
  { openMs }: { readonly openMs: Float64Array },
  run: Float64Array,
): RunStretch[] => {
  const stretches: { from: number; last: number; runMs: number }[] = [];
  let endsFlush = false;
  run.forEach((runMs, i) => {
    const joined = endsFlush ? stretches.at(-1) : undefined;
    // What begins in a period is laid to its end; what joins reaches it only where it fills it.
    endsFlush = runMs > 0 && (joined === undefined || runMs >= openMs[i]!);
    if (runMs <= 0) return;
    if (joined === undefined) stretches.push({ from: i, last: i, runMs });
    else {
      joined.last = i;
      joined.runMs += runMs;
    }
  });
  return stretches;
};
