import type { RunWindow } from './run-window.ts';
import { mostEarning, type PauseTerms, type Trial } from './stretch-programme.ts';

/** Most values of run time that are tried until one buys just enough of it; a handful is usual. */
const MOST_VALUES = 24;
/** The first value lies so many spreads of the prices above the highest: there all the room is worth using. */
const HIGHEST_VALUE = 8;
/** Earnings this close to what is already known, relative, end the search: no value in between tells more. */
const SAME_EARNINGS = 1e-9;

/** Earnings around a value of run time: constant + net run time x value. Without a trial: nothing runs at all. */
interface Line {
  readonly trial: Trial | null;
  readonly netMs: number;
  readonly constant: number;
}

/**
 * Searches the value of run time that buys just enough of it. What a value earns is convex and piecewise linear in it,
 * with the run time (less repeated work) as its slope: the next value is where the line of the last trial with too
 * little time meets that of the last one with enough, and where they meet on the curve the search is over.
 */
export const enoughTime = (
  durationMs: number,
  periodMs: number,
  window: RunWindow,
  terms: PauseTerms,
  visit: (value: number, trial: Trial) => void = () => undefined,
): Trial | null => {
  const lineAt = (value: number): Line => {
    const trial = mostEarning(window, value, terms);
    visit(value, trial);
    const netMs = trial.runMs - trial.breaks * terms.repeatMs;
    return { trial, netMs, constant: trial.earned - value * netMs };
  };
  const [low, high] = [lowest(window.perMs), highest(window.perMs)];
  const spread = Math.max(high - low, Math.abs(high) * 1e-6, 1e-12);
  const lateness = window.lateWeight.at(-1)! / Math.min(durationMs, periodMs);
  let enough = lineAt(high + (spread + lateness) * HIGHEST_VALUE);
  // Where room is very small, lateness may still outweigh it.
  if (enough.netMs < durationMs && lateness > 0)
    enough = lineAt(high + (spread + lateness) * HIGHEST_VALUE ** 4);
  if (enough.netMs < durationMs) return null;
  let tooLittle: Line = { trial: null, netMs: 0, constant: 0 };
  for (let tried = 1; tried < MOST_VALUES && enough.netMs > durationMs; tried++) {
    const value = (tooLittle.constant - enough.constant) / (enough.netMs - tooLittle.netMs);
    const next = lineAt(value);
    const known = enough.constant + enough.netMs * value;
    const earned = next.constant + next.netMs * value;
    if (earned - known <= SAME_EARNINGS * Math.abs(enough.constant)) break;
    if (next.netMs >= durationMs) enough = next;
    else tooLittle = next;
  }
  return enough.trial;
};

export const lowest = (values: Float64Array): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const highest = (values: Float64Array): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
