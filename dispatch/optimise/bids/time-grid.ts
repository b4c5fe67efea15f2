import type { Bid, Problem } from '#dispatch/domain';
import { type Horizon, hoursPerPeriod, MS_PER_HOUR, periodMs } from '#units';

/** The horizon's periods and the tail behind it in which work may still run, in whole milliseconds from its start. */
export interface TimeGrid {
  readonly horizon: Horizon;
  readonly startMs: number;
  readonly periodMs: number;
  readonly hours: number;
  /** Periods of the horizon: power and work are planned. */
  readonly periodCount: number;
  /** Periods of the horizon and its tail: in the tail only pools bind, and energy has one price. */
  readonly totalCount: number;
}

/** A tail longer than this many horizons (and the longest job) gives nothing: its prices are flat. */
const TAIL_HORIZONS = 2;

export const timeGridOf = (problem: Problem): TimeGrid => {
  const { horizon } = problem;
  const length = periodMs(horizon);
  const given = problem.pools.reduce((most, pool) => Math.max(most, pool.committedUnits.length), 0);
  const needed = Math.ceil((lastEndMs(problem.bids) - horizon.startMs) / length);
  const longest = Math.ceil(longestHours(problem.bids) / hoursPerPeriod(horizon));
  const useful = (1 + TAIL_HORIZONS) * horizon.periodCount + longest;
  return {
    horizon,
    startMs: horizon.startMs,
    periodMs: length,
    hours: hoursPerPeriod(horizon),
    periodCount: horizon.periodCount,
    totalCount: Math.max(horizon.periodCount, given, Math.min(needed, useful)),
  };
};

const lastEndMs = (bids: readonly Bid[]): number =>
  bids.reduce((last, bid) => Math.max(last, bid.latestEndMs), Number.NEGATIVE_INFINITY);

const longestHours = (bids: readonly Bid[]): number => {
  let longest = 0;
  for (const bid of bids)
    for (const option of bid.options) longest = Math.max(longest, option.durationHours + bid.checkpointHours);
  return longest;
};

/** Whole milliseconds of a length in hours, never below one. */
export const wholeMs = (hours: number): number => Math.max(1, Math.round(hours * MS_PER_HOUR));
