import type { JobStory, Segment } from '#dispatch/domain';
import type { EpochMs } from '#units';

/** One job's time on a line: shares of the whole width, 0..1. */
export interface Track {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly shareOf: (ms: EpochMs) => number;
  readonly planned: readonly Segment[];
  readonly ran: Segment | null;
}

/** From submission to deadline, widened to whatever lies outside (a late run, now). */
export const trackOf = (story: JobStory, nowMs: EpochMs): Track => {
  const planned =
    story.placement?.segments ??
    (story.plannedStartMs !== null && story.plannedEndMs !== null
      ? [{ startMs: story.plannedStartMs, endMs: story.plannedEndMs }]
      : []);
  const ran =
    story.startedAtMs === null
      ? null
      : { startMs: story.startedAtMs, endMs: story.endedAtMs ?? Math.max(nowMs, story.startedAtMs) };
  const moments = [
    story.submittedAtMs,
    story.latestEndMs,
    ...planned.flatMap((one) => [one.startMs, one.endMs]),
    ...(ran ? [ran.startMs, ran.endMs] : []),
  ];
  const fromMs = Math.min(...moments);
  const toMs = Math.max(...moments, fromMs + 60_000);
  const shareOf = (ms: EpochMs) => Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)));
  return { fromMs, toMs, shareOf, planned, ran };
};
