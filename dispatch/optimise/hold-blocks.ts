import { type EpochMs, type Horizon, periodMs } from '#units';

/** Hold blocks are aligned to the clock, so that a window that starts inside one keeps its boundaries. */
const blockOfPeriod = (horizon: Horizon, holdPeriods: number, t: number): number =>
  Math.floor((Math.floor(horizon.startMs / periodMs(horizon)) + t) / Math.max(1, holdPeriods));

/** The hold block, counted from the window's first, in which a period lies. */
export const holdBlockAt = (horizon: Horizon, holdPeriods: number, t: number): number =>
  blockOfPeriod(horizon, holdPeriods, t) - blockOfPeriod(horizon, holdPeriods, 0);
export const holdBlockCount = (horizon: Horizon, holdPeriods: number): number =>
  holdBlockAt(horizon, holdPeriods, horizon.periodCount - 1) + 1;
/** When a hold block of the window begins; the first may have begun before the window. */
export const holdBlockStartMs = (horizon: Horizon, holdPeriods: number, block: number): EpochMs =>
  (blockOfPeriod(horizon, holdPeriods, 0) + block) * Math.max(1, holdPeriods) * periodMs(horizon);
