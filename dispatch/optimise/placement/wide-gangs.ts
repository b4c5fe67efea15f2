import { weightOfStart } from '../bids/rigid-answer.ts';
import { ROOM_TOLERANCE } from '../bids/room.ts';
import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';
import type { LpData, LpSolver } from '../solvers/lp-solver.ts';
import type { WorkState } from './work-state.ts';

/** Programs with more starts, or more periods of starts, are left to the order of placement. */
const MOST_STARTS = 4000;
const MOST_ENTRIES = 200_000;
/** So long is searched at most; what is found by then counts. */
const MOST_SECONDS = 4;
/** A share of the time left that the search may take. */
const TIME_SHARE = 0.1;
const GAP_RATIO = 1e-4;

export interface WideLimits {
  secondsLeft(): number;
  isCancelled(): boolean;
}
interface Start {
  readonly bid: number;
  readonly option: number;
  readonly startMs: number;
  readonly weight: number;
}

/**
 * Gives wide gangs their places all at once, where one after the other they would stand in each other's way: a start that
 * one would take because it is cheapest may be the only one that is left to another. A small program over whole numbers
 * decides between their starts at given prices, in the room that the state has: as few as may be are left out, and
 * they pay as little as may be above their own cheapest starts. Returns whether it placed any. The state stays as it is
 * when they do not meet, when the program would be too large, and when nothing is found in time.
 */
export const placeWideGangs = (
  state: WorkState,
  gangs: readonly number[],
  prices: WorkPrices,
  solver: LpSolver,
  limits: WideLimits,
): boolean => {
  const timeLimitS = Math.min(MOST_SECONDS, TIME_SHARE * limits.secondsLeft());
  if (gangs.length < 2 || timeLimitS <= 0) return false;
  const starts = startsOf(state, gangs, prices);
  if (starts === null || !theyMeet(state, starts)) return false;
  const lp = solver.load(programOf(state, gangs, starts));
  try {
    const { isCancelled } = limits;
    const { kind } = lp.run({ timeLimitS, isCancelled, gapRatio: GAP_RATIO, start: 'cold' });
    if (kind !== 'optimal' && kind !== 'feasible') return false;
    const primal = lp.primal();
    // The solver's tolerance may be more than the room's: who does not fit is left to the order.
    const chosen = starts.filter((_, column) => primal[column]! > 0.5);
    for (const { bid, option, startMs } of chosen)
      if (state.fits(option, startMs)) state.placeRigid(bid, option, startMs);
    return chosen.length > 0;
  } finally {
    lp.dispose();
  }
};

/** Every start of the gangs that may be best and fits; null when they are too many. */
const startsOf = (state: WorkState, gangs: readonly number[], prices: WorkPrices): Start[] | null => {
  const { table } = state;
  const sums = new PriceSums(table, prices);
  const starts: Start[] = [];
  let entries = 0;
  for (const bid of gangs)
    for (let option = table.firstOption[bid]!; option < table.firstOption[bid + 1]!; option++)
      for (const startMs of edgesOf(state, bid, option)) {
        if (!state.fits(option, startMs)) continue;
        starts.push({ bid, option, startMs, weight: weightOfStart(table, sums, bid, option, startMs) });
        entries += Math.ceil(table.durationMs[option]! / table.grid.periodMs) + 1;
        if (starts.length > MOST_STARTS || entries > MOST_ENTRIES) return null;
      }
  return starts;
};

/** Starts that meet the edge of a period with their beginning or their end, the ends of the window, and the last on time. */
const edgesOf = ({ table }: WorkState, bid: number, option: number): Set<number> => {
  const { periodMs } = table.grid;
  const duration = table.durationMs[option]!;
  const first = table.earliestMs[option]!;
  const last = table.latestEndMs[option]! - duration;
  const found = new Set([first, last]);
  const add = (startMs: number): void => {
    if (startMs > first && startMs < last) found.add(startMs);
  };
  if (table.lateWeightPerMs[bid]! > 0) add(table.dueMs[bid]! - duration);
  for (let edge = Math.ceil(first / periodMs) * periodMs; edge < last + periodMs; edge += periodMs) {
    add(edge);
    add(edge - (duration % periodMs));
  }
  return found;
};

/** Whether the gangs' cheapest starts do not fit beside each other. */
const theyMeet = (state: WorkState, starts: readonly Start[]): boolean => {
  const cheapest = new Map<number, Start>();
  for (const start of starts)
    if (start.weight < (cheapest.get(start.bid)?.weight ?? Number.POSITIVE_INFINITY))
      cheapest.set(start.bid, start);
  const placed: number[] = [];
  let meet = false;
  for (const { bid, option, startMs } of cheapest.values()) {
    meet ||= !state.fits(option, startMs);
    if (meet) break;
    state.placeRigid(bid, option, startMs);
    placed.push(bid);
  }
  for (const bid of placed) state.remove(bid);
  return meet;
};

/**
 * Columns: every start, then leaving out each gang. Rows: each gang starts once or is left out; units and power of
 * starts in a period within what is free there. Weights are relative to the gang's least, in parts of the widest spread.
 */
const programOf = (state: WorkState, gangs: readonly number[], starts: readonly Start[]): LpData => {
  const rowOfGang = new Map(gangs.map((bid, row) => [bid, row]));
  const columns = starts.map((start) => ({ row: rowOfGang.get(start.bid)!, held: heldBy(state, start) }));
  const places = new Map<number, number>();
  for (const { held } of columns)
    for (const { place } of held) if (!places.has(place)) places.set(place, gangs.length + places.size);
  const rowUpper = new Float64Array(gangs.length + places.size).fill(1);
  for (const [place, row] of places) rowUpper[row] = freeAt(state, place);
  const rowLower = rowUpper.map((upper, row) => (row < gangs.length ? upper : Number.NEGATIVE_INFINITY));
  const columnStart = [0];
  const rowIndex: number[] = [];
  const value: number[] = [];
  for (const { row, held } of [...columns, ...gangs.map((_, row) => ({ row, held: [] }))]) {
    rowIndex.push(row, ...held.map(({ place }) => places.get(place)!));
    value.push(1, ...held.map(({ amount }) => amount));
    columnStart.push(rowIndex.length);
  }
  const columnCount = starts.length + gangs.length;
  return {
    columnCount,
    rowCount: rowUpper.length,
    columnCost: Float64Array.from([...relativeWeights(starts), ...gangs.map(() => gangs.length + 1)]),
    isWhole: new Uint8Array(columnCount).fill(1),
    columnLower: new Float64Array(columnCount),
    columnUpper: new Float64Array(columnCount).fill(1),
    rowLower,
    rowUpper,
    columnStart: Int32Array.from(columnStart),
    rowIndex: Int32Array.from(rowIndex),
    value: Float64Array.from(value),
  };
};

const relativeWeights = (starts: readonly Start[]): number[] => {
  const least = new Map<number, number>();
  for (const { bid, weight } of starts) least.set(bid, Math.min(weight, least.get(bid) ?? weight));
  const above = starts.map(({ bid, weight }) => weight - least.get(bid)!);
  const widest = above.reduce((a, b) => Math.max(a, b), 0);
  return above.map((weight) => (widest > 0 ? weight / widest : 0));
};

/** Units of a pool in a period have even places, power of a site odd ones. */
interface Held {
  readonly place: number;
  readonly amount: number;
}
const heldBy = ({ table, room }: WorkState, { option, startMs }: Start): Held[] => {
  const { periodMs, totalCount } = table.grid;
  const held: Held[] = [];
  const to = Math.ceil((startMs + table.durationMs[option]!) / periodMs);
  for (let t = Math.floor(startMs / periodMs); t < to; t++) {
    const units = table.pool[option]! * totalCount + t;
    const power = table.site[option]! * totalCount + t;
    if (Number.isFinite(room.freeUnits[units]!))
      held.push({ place: 2 * units, amount: table.units[option]! });
    if (Number.isFinite(room.freeItMw[power]!))
      held.push({ place: 2 * power + 1, amount: table.itMw[option]! });
  }
  return held.filter(({ amount }) => amount > 0);
};
const freeAt = ({ room }: WorkState, place: number): number => {
  const free = place % 2 === 0 ? room.freeUnits[place / 2]! : room.freeItMw[(place - 1) / 2]!;
  return free + ROOM_TOLERANCE;
};
