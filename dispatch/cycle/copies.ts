import type { Job } from '#dispatch/domain';
import { MS_PER_HOUR, shanghaiIso } from '#units';

/**
 * A job as the jobs that are bid: itself, or one transfer for every recovery point interval of its window, `id.1`,
 * `id.2`, ..., each with the end of its interval as its deadline. What the window has left over is shorter than an
 * interval and needs no copy of its own.
 */
export function copiesOf(job: Job): readonly Job[] {
  if (job.kind !== 'bulk' || job.rpoHours === undefined) return [job];
  const releaseMs = Date.parse(job.earliestStartAt ?? job.submittedAt);
  const lengthMs = job.rpoHours * MS_PER_HOUR;
  const count = Math.floor((Date.parse(job.latestEndAt) - releaseMs) / lengthMs + 1e-9);
  if (count <= 1) return [job];
  const { dueAt: _dueAt, ...copied } = job;
  return Array.from({ length: count }, (_, index) => ({
    ...copied,
    id: copyId(job.id, index + 1),
    earliestStartAt: shanghaiIso(releaseMs + index * lengthMs),
    latestEndAt: shanghaiIso(releaseMs + (index + 1) * lengthMs),
  }));
}

export const copyId = (id: string, number: number): string => `${id}.${number}`;
