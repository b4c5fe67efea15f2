import { QUALITIES, type Series } from '#dispatch/domain';
import { clearSkyRatio } from '#dispatch/twin';
import { type EpochMs, MS_PER_MINUTE } from '#units';
import type { ForecastRequest } from './forecaster.ts';

const MS_PER_DAY = 86_400_000;
const MISSING = QUALITIES.indexOf('missing');
/** A year and its neighbouring season: older values say nothing that these do not. */
const LOOK_BACK_DAYS = 400;
/** The sun's index changes with the season; wind needs many of its few weather patterns a month. */
const LEARNING_DAYS = { sun: 45, other: 90 };
/** Below this clear-sky ratio the sun is too low for its index to mean anything. */
const LOWEST_MEANINGFUL_SUN = 0.08;

/**
 * What is known at the issue time, on the horizon's own grid: period `i` starts at `startMs + i * stepMs` and the
 * horizon's first period is `horizonIndex`. Values are divided by `scale` (the clear sky for PV, 1 otherwise)
 * when asked for by `scaledAt`.
 */
export interface KnownHistory {
  readonly startMs: EpochMs;
  readonly stepMs: number;
  readonly stepsPerDay: number;
  /** Days from which weights and errors are learnt. */
  readonly learningDays: number;
  /** Periods known or missing, all over by the issue time. */
  readonly count: number;
  readonly horizonIndex: number;
  /** Index of the last period with a value; -1 when there is none. */
  readonly lastIndex: number;
  /** Null at a gap, and beyond what is known. */
  valueAt(index: number): number | null;
  /** Value over scale; null at a gap and where the scale is too small to divide by. */
  scaledAt(index: number): number | null;
  scaleAt(index: number): number;
  slotOf(index: number): number;
}

/** Restricts a request's history to what was over at the issue time and puts it on the horizon's grid. */
export function knownHistory(request: ForecastRequest): KnownHistory {
  const { history, issuedAtMs, horizon, location, kind } = request;
  const stepMs = horizon.periodMinutes * MS_PER_MINUTE;
  const stepsPerDay = Math.round(MS_PER_DAY / stepMs);
  const earliestMs = Math.max(history.startMs, issuedAtMs - LOOK_BACK_DAYS * MS_PER_DAY);
  const startMs = horizon.startMs - Math.floor((horizon.startMs - earliestMs) / stepMs) * stepMs;
  const count = Math.max(0, Math.floor((issuedAtMs - startMs) / stepMs));
  const { values, known } = onGrid(history, issuedAtMs, startMs, stepMs, count);
  const sun = kind === 'pv' && location !== undefined;
  const scales = new Map<number, number>();
  const scaleAt = (index: number): number => {
    if (!sun) return 1;
    let scale = scales.get(index);
    if (scale === undefined) {
      scale = clearSkyRatio(location.latitude, location.longitude, startMs + (index + 0.5) * stepMs);
      scales.set(index, scale);
    }
    return scale;
  };
  const valueAt = (index: number): number | null =>
    index >= 0 && index < count && known[index] === 1 ? values[index]! : null;
  return {
    startMs,
    stepMs,
    stepsPerDay,
    learningDays: kind === 'pv' ? LEARNING_DAYS.sun : LEARNING_DAYS.other,
    count,
    horizonIndex: Math.round((horizon.startMs - startMs) / stepMs),
    lastIndex: known.lastIndexOf(1),
    valueAt,
    scaledAt: (index) => {
      const value = valueAt(index);
      if (value === null) return null;
      const scale = scaleAt(index);
      return sun && scale < LOWEST_MEANINGFUL_SUN ? null : value / scale;
    },
    scaleAt,
    slotOf: (index) => (((index + slotOffset(startMs, stepMs)) % stepsPerDay) + stepsPerDay) % stepsPerDay,
  };
}

const slotOffset = (startMs: EpochMs, stepMs: number): number => Math.floor((startMs % MS_PER_DAY) / stepMs);

/** Means over grid periods; a grid period is known when at least half of it is covered by values over by then. */
function onGrid(history: Series, issuedAtMs: EpochMs, startMs: EpochMs, stepMs: number, count: number) {
  const values = new Float64Array(count);
  const known = new Uint8Array(count);
  const ownMs = history.periodMinutes * MS_PER_MINUTE;
  const overCount = Math.min(history.values.length, Math.floor((issuedAtMs - history.startMs) / ownMs));
  for (let index = 0; index < count; index++) {
    const fromMs = startMs + index * stepMs;
    const untilMs = fromMs + stepMs;
    let coveredMs = 0;
    let sum = 0;
    const first = Math.max(0, Math.floor((fromMs - history.startMs) / ownMs));
    for (let own = first; own < overCount && history.startMs + own * ownMs < untilMs; own++) {
      const value = history.values[own]!;
      if (history.quality[own] === MISSING || !Number.isFinite(value)) continue;
      const ownFromMs = history.startMs + own * ownMs;
      const overlapMs = Math.min(untilMs, ownFromMs + ownMs) - Math.max(fromMs, ownFromMs);
      coveredMs += overlapMs;
      sum += overlapMs * value;
    }
    if (coveredMs * 2 < stepMs || coveredMs <= 0) continue;
    values[index] = sum / coveredMs;
    known[index] = 1;
  }
  return { values, known };
}
