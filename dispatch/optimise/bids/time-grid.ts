import type { Problem } from '#dispatch/domain';
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
  const needed = Math.ceil((lastEndMs(problem) - horizon.startMs) / length);
  const longest = Math.ceil(longestHours(problem) / hoursPerPeriod(horizon));
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

const lastEndMs = ({ bids, bidColumns }: Problem): number => {
  const last = bids.reduce((most, bid) => Math.max(most, bid.latestEndMs), Number.NEGATIVE_INFINITY);
  return bidColumns === undefined ? last : Math.max(last, largest(bidColumns.latestEndMs));
};

const longestHours = ({ bids, bidColumns }: Problem): number => {
  let longest = 0;
  for (const bid of bids)
    for (const option of bid.options) longest = Math.max(longest, option.durationHours + bid.checkpointHours);
  if (bidColumns === undefined) return longest;
  const repeated = bidColumns.templates.reduce((most, entry) => Math.max(most, entry.checkpointHours), 0);
  return Math.max(longest, largest(bidColumns.durationHours) + repeated);
};

const largest = (values: Float64Array): number => {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) most = Math.max(most, value);
  return most;
};

/** Whole milliseconds of a length in hours, never below one. */
export const wholeMs = (hours: number): number => Math.max(1, Math.round(hours * MS_PER_HOUR));
