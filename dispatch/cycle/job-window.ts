import type { Job } from '#dispatch/domain';
import { type EpochMs, MS_PER_HOUR, type YuanPerH } from '#units';

/** The instants of a job in numbers, defaults filled in. */
export interface JobWindow {
  readonly submittedMs: EpochMs;
  readonly releaseMs: EpochMs;
  readonly latestEndMs: EpochMs;
  readonly dueMs: EpochMs;
  readonly latenessYuanPerH: YuanPerH;
}

/**
 * When a job may run. Without an earliest start that is from its submission; a copy with a recovery point objective
 * must have arrived within `rpoHours` of its release, whatever its latest end says.
 */
export function jobWindow(job: Job): JobWindow {
  const submittedMs = Date.parse(job.submittedAt);
  const releaseMs = job.earliestStartAt === undefined ? submittedMs : Date.parse(job.earliestStartAt);
  const wantedEndMs = Date.parse(job.latestEndAt);
  const rpoEndMs =
    job.kind === 'bulk' && job.rpoHours !== undefined
      ? releaseMs + job.rpoHours * MS_PER_HOUR
      : Number.POSITIVE_INFINITY;
  const latestEndMs = Math.min(wantedEndMs, rpoEndMs);
  return {
    submittedMs,
    releaseMs,
    latestEndMs,
    dueMs: Math.min(latestEndMs, job.dueAt === undefined ? latestEndMs : Date.parse(job.dueAt)),
    latenessYuanPerH: job.latenessYuanPerHour ?? 0,
  };
}
