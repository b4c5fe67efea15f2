import type { Segment } from '#dispatch/domain';
import type { EpochMs } from '#units';
import { ENDED_RUN_STATES, type RunOrder, type RunStatus } from './executor.ts';

/** A placement on its way to being carried out. */
export interface PlannedRun {
  readonly order: RunOrder;
  readonly segments: readonly Segment[];
  /** Null before the first start. */
  readonly status: RunStatus | null;
}
export interface DueAction {
  readonly kind: 'start' | 'pause' | 'resume';
  readonly order: RunOrder;
}

/**
 * What has to be done now so that runs follow their segments. A run that outlasts its last segment goes on: the
 * next plan sees it; a run whose segments have all passed unstarted is left to the next plan.
 */
export function dueActions(runs: readonly PlannedRun[], nowMs: EpochMs): DueAction[] {
  return runs.flatMap((run): DueAction[] => {
    const { order, segments, status } = run;
    const isOn = segments.some((segment) => segment.startMs <= nowMs && nowMs < segment.endMs);
    const comesBack = segments.some((segment) => segment.startMs > nowMs);
    if (status === null) return isOn ? [{ kind: 'start', order }] : [];
    if (ENDED_RUN_STATES.includes(status.state)) return [];
    if (isOn && status.state === 'paused') return [{ kind: 'resume', order }];
    if (!isOn && comesBack && status.state === 'running') return [{ kind: 'pause', order }];
    return [];
  });
}

/** The next instant at which `dueActions` may say something new; null when none lies ahead. */
export function nextDueMs(runs: readonly PlannedRun[], nowMs: EpochMs): EpochMs | null {
  let next: EpochMs | null = null;
  for (const { segments, status } of runs) {
    if (status !== null && ENDED_RUN_STATES.includes(status.state)) continue;
    for (const edgeMs of segments.flatMap((segment) => [segment.startMs, segment.endMs])) {
      if (edgeMs > nowMs && (next === null || edgeMs < next)) next = edgeMs;
    }
  }
  return next;
}
