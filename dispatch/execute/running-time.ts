import type { EpochMs, Hours } from '#units';
import { MS_PER_HOUR } from '#units';
import type { JournalEntry } from './run-folder.ts';

export interface RunningTime {
  readonly startedAtMs: EpochMs | null;
  readonly endedAtMs: EpochMs | null;
  readonly isPaused: boolean;
  readonly pauseCount: number;
  /** Hours between start and end (or now), pauses left out. */
  readonly ranHours: Hours;
  /** Since when it has been running without a pause; null while it is not. */
  readonly runningSinceMs: EpochMs | null;
}

/** What a run's journal says about its time at an instant. A repeated pause or resume counts once. */
export function runningTime(journal: readonly JournalEntry[], nowMs: EpochMs): RunningTime {
  let startedAtMs: EpochMs | null = null;
  let endedAtMs: EpochMs | null = null;
  let runningSinceMs: EpochMs | null = null;
  let ranMs = 0;
  let pauseCount = 0;
  const rest = (atMs: EpochMs) => {
    if (runningSinceMs !== null) ranMs += Math.max(0, atMs - runningSinceMs);
    runningSinceMs = null;
  };
  for (const { kind, atMs } of journal) {
    if (endedAtMs !== null) break;
    if (kind === 'started' && startedAtMs === null) startedAtMs = runningSinceMs = atMs;
    else if (kind === 'resumed' && startedAtMs !== null) runningSinceMs ??= atMs;
    else if (kind === 'paused' && runningSinceMs !== null) {
      rest(atMs);
      pauseCount++;
    } else if (kind === 'ended') {
      rest(atMs);
      endedAtMs = atMs;
    }
  }
  const openMs = runningSinceMs === null ? 0 : Math.max(0, nowMs - runningSinceMs);
  return {
    startedAtMs,
    endedAtMs,
    isPaused: startedAtMs !== null && endedAtMs === null && runningSinceMs === null,
    pauseCount,
    ranHours: (ranMs + openMs) / MS_PER_HOUR,
    runningSinceMs,
  };
}
