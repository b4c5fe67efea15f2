import type { WorkState } from './work-state.ts';

/** A stretch of time in milliseconds from the horizon's start. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Turns a placed bid into stretches. A period that is only partly used joins the neighbour that the bid runs in too:
 * it runs at the period's end when the bid goes on, else from its beginning. Whole milliseconds; rounding is carried on.
 */
export const stretchesOf = (state: WorkState, bid: number): Stretch[] => {
  const { table } = state;
  const option = state.option[bid]!;
  if (table.rigid[bid]) {
    const startMs = state.startMs[bid]!;
    return [{ startMs, endMs: startMs + table.durationMs[option]! }];
  }
  const { periodMs } = table.grid;
  const stretches: { startMs: number; endMs: number }[] = [];
  const to = state.touchedTo(bid);
  let carriedMs = 0;
  for (let t = state.touchedFrom(bid); t < to; t++) {
    const wanted = state.runIn(bid, t) + carriedMs;
    const run = Math.round(wanted);
    carriedMs = wanted - run;
    if (run <= 0) continue;
    const opens = Math.max(t * periodMs, table.earliestMs[option]!);
    const closes = Math.min((t + 1) * periodMs, table.latestEndMs[option]!);
    const last = stretches.at(-1);
    const joinsBefore = last?.endMs === opens;
    const goesOn = t + 1 < to && state.runIn(bid, t + 1) >= 0.5;
    if (joinsBefore) last!.endMs = Math.min(closes, opens + run);
    else if (goesOn) stretches.push({ startMs: closes - run, endMs: closes });
    else stretches.push({ startMs: opens, endMs: Math.min(closes, opens + run) });
  }
  return stretches;
};

/** When a placed bid ends, milliseconds from the horizon's start. */
export const endOf = (state: WorkState, bid: number): number => {
  if (state.table.rigid[bid]) return state.startMs[bid]! + state.table.durationMs[state.option[bid]!]!;
  return stretchesOf(state, bid).at(-1)?.endMs ?? 0;
};
