import type { ForecastKind } from './forecaster.ts';
import type { KnownHistory } from './known-history.ts';
import type { PointMethod } from './points.ts';

/** Kinds that repeat from day to day; wind and inflow persist as they last were. */
const DIURNAL_KINDS: readonly ForecastKind[] = ['pv', 'load', 'price'];
/** The last value's distance from yesterday fades with this time. */
const FADING_HOURS = 3;
/** Means of the last hour: one period alone is noise. */
const LAST_HOURS = 1;
const LONGEST_GAP_DAYS = 14;

/**
 * Tomorrow is like today: the same period of the latest known day, moved towards the last value for the next
 * hours (as clear-sky index for PV). Wind and inflow stay at the last value.
 */
export const persistencePoints: PointMethod = {
  id: 'persistence',
  kinds: ['pv', 'wind', 'load', 'inflow', 'price'],
  prepare(known, kind) {
    const stepsPerHour = known.stepsPerDay / 24;
    const diurnal = DIURNAL_KINDS.includes(kind);
    return (origin, target) => {
      const last = lastMean(known, origin, Math.max(1, Math.round(LAST_HOURS * stepsPerHour)));
      if (!diurnal) return last?.value ?? null;
      const before = sameSlotBefore(known, origin, target);
      if (before === null) return last?.value ?? null;
      if (last === null) return before;
      const lastBefore = sameSlotBefore(known, last.index, last.index);
      if (lastBefore === null) return before;
      const leadHours = (target - last.index) / stepsPerHour;
      return before + (last.value - lastBefore) * Math.exp(-leadHours / FADING_HOURS);
    };
  },
};

/** Mean of the latest known values before `origin`, over at most `width` periods; null without any. */
export function lastMean(
  known: KnownHistory,
  origin: number,
  width: number,
): { value: number; index: number } | null {
  const oldest = Math.max(0, origin - LONGEST_GAP_DAYS * known.stepsPerDay);
  let index = origin - 1;
  while (index >= oldest && known.scaledAt(index) === null) index--;
  if (index < oldest) return null;
  let sum = 0;
  let weights = 0;
  for (let at = index; at > index - width && at >= 0; at--) {
    const value = known.scaledAt(at);
    if (value === null) continue;
    // The index of a low sun is mostly noise: it counts by its height.
    sum += value * known.scaleAt(at);
    weights += known.scaleAt(at);
  }
  return { value: sum / weights, index };
}

/** Scaled value of the target's time of day on the latest day before `origin` that has one. */
export function sameSlotBefore(known: KnownHistory, origin: number, target: number): number | null {
  const daysBack = Math.max(1, Math.ceil((target - origin + 1) / known.stepsPerDay));
  for (let day = daysBack; day < daysBack + LONGEST_GAP_DAYS; day++) {
    const value = known.scaledAt(target - day * known.stepsPerDay);
    if (value !== null) return value;
  }
  return null;
}
