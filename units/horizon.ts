import type { EpochMs, Hours, Minutes } from './quantity.ts';

export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;

/** Consecutive half-open periods of equal length, numbered 0..periodCount-1 and labelled by their start (UTC). */
export interface Horizon {
  readonly startMs: EpochMs;
  readonly periodMinutes: Minutes;
  readonly periodCount: number;
}

export const hoursPerPeriod = (horizon: Horizon): Hours => horizon.periodMinutes / 60;
export const periodMs = (horizon: Horizon): number => horizon.periodMinutes * MS_PER_MINUTE;
export const periodStartMs = (horizon: Horizon, period: number): EpochMs =>
  horizon.startMs + period * periodMs(horizon);
export const horizonEndMs = (horizon: Horizon): EpochMs => periodStartMs(horizon, horizon.periodCount);
/** The period that contains an instant; below 0 or at least periodCount when it lies outside. */
export const periodAt = (horizon: Horizon, instantMs: EpochMs): number =>
  Math.floor((instantMs - horizon.startMs) / periodMs(horizon));
export const horizonOver = (startMs: EpochMs, hours: Hours, periodMinutes: Minutes): Horizon => ({
  startMs,
  periodMinutes,
  periodCount: Math.round((hours * 60) / periodMinutes),
});
