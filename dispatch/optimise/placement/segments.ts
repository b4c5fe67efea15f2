import { pausesAtAPrice } from '../bids/bid-table.ts';
import type { WorkState } from './work-state.ts';

/** A stretch of time in milliseconds from the horizon's start. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** What a preemptible bid runs in one period. */
export interface Part extends Stretch {
  readonly bid: number;
  readonly period: number;
  readonly units: number;
  readonly runMs: number;
  /** When it may begin, and end without being later than the bid is charged for. */
  readonly opensMs: number;
  readonly latestEndMs: number;
  /** It fills its time, or joins a neighbour and would break a stretch that has to last if it did not. */
  readonly staysPut: boolean;
}

/** Where the parts of preemptible bids lie inside their periods, so that a pool's units are never asked for twice. */
export interface Packing {
  /** Start of a part that was moved, by bid and period. */
  startOf(bid: number, period: number): number | null;
  /** Bids of which a part found no place of its own: its time share holds only as a mean over the period. */
  readonly crowded: ReadonlySet<number>;
}

/**
 * Turns a placed bid into stretches. A period that is only partly used joins the neighbour that the bid runs in too:
 * it runs at the period's end when the bid goes on, else from its beginning; or where a packing has put it.
 */
export const stretchesOf = (state: WorkState, bid: number, packing: Packing | null = null): Stretch[] => {
  if (state.table.rigid[bid]) {
    const startMs = state.startMs[bid]!;
    return [{ startMs, endMs: startMs + state.table.durationMs[state.option[bid]!]! }];
  }
  const stretches: { startMs: number; endMs: number }[] = [];
  for (const part of partsOf(state, bid)) {
    const startMs = packing?.startOf(bid, part.period) ?? part.startMs;
    const endMs = startMs + part.endMs - part.startMs;
    const last = stretches.at(-1);
    if (last?.endMs === startMs) last.endMs = endMs;
    else stretches.push({ startMs, endMs });
  }
  return stretches;
};

/** The parts of a preemptible bid, in order. Whole milliseconds; rounding is carried on. */
export const partsOf = (state: WorkState, bid: number): Part[] => {
  const { table } = state;
  const option = state.option[bid]!;
  const { periodMs } = table.grid;
  const parts: Part[] = [];
  const to = state.touchedTo(bid);
  let carriedMs = 0;
  for (let t = state.touchedFrom(bid); t < to; t++) {
    const wanted = state.runIn(bid, t) + carriedMs;
    const run = Math.round(wanted);
    carriedMs = wanted - run;
    if (run <= 0) continue;
    const opensMs = Math.max(t * periodMs, table.earliestMs[option]!);
    const closesMs = Math.min((t + 1) * periodMs, table.latestEndMs[option]!);
    const joinsBefore = parts.at(-1)?.endMs === opensMs;
    const goesOn = t + 1 < to && state.runIn(bid, t + 1) >= 0.5;
    const startMs = !joinsBefore && goesOn ? closesMs - run : opensMs;
    const endMs = Math.min(closesMs, startMs + run);
    const isLast = !goesOn && table.lateWeightPerMs[bid]! > 0;
    parts.push({
      bid,
      period: t,
      units: table.units[option]!,
      runMs: endMs - startMs,
      startMs,
      endMs,
      opensMs,
      latestEndMs: isLast ? Math.min(closesMs, Math.max(endMs, table.dueMs[bid]!)) : closesMs,
      staysPut:
        endMs - startMs >= closesMs - opensMs || ((joinsBefore || goesOn) && pausesAtAPrice(table, bid)),
    });
  }
  return parts;
};

/** When a placed bid ends, milliseconds from the horizon's start. */
export const endOf = (state: WorkState, bid: number): number => {
  if (state.table.rigid[bid]) return state.startMs[bid]! + state.table.durationMs[state.option[bid]!]!;
  return partsOf(state, bid).at(-1)?.endMs ?? 0;
};
