import type { Job, Region } from '#dispatch/domain';
import { type JobWindowSpan, jobsFilling, poolUnitHours, type WorkClass } from './jobs.ts';
import { BULK_WORK, SERVICES } from './qinghai-streams.ts';
import { CPU_WORK, GPU_WORK, INFERENCE_WORK } from './qinghai-work.ts';
import { bulkJobs, onlineJobs } from './streams.ts';

export const QINGHAI_WEEK: JobWindowSpan = {
  startMs: Date.parse('2025-03-10T00:00:00+08:00'),
  days: 7,
  backlogRatio: 0.07,
};
/** Share of each kind of pool's unit-hours of the week that batch work asks for; inference is left to services. */
export const QINGHAI_BATCH_SHARE = { gpu: 0.62, cpu: 0.6, inference: 0.1 } as const;

/** The week's jobs: batch work that fills its share of the pools, services, transfers; in order of submission. */
export function qinghaiJobs(seed: number, region: Region): Job[] {
  const filled = (classes: readonly WorkClass[], kind: keyof typeof QINGHAI_BATCH_SHARE): Job[] =>
    jobsFilling(
      seed,
      classes,
      QINGHAI_WEEK,
      QINGHAI_BATCH_SHARE[kind] * poolUnitHours(region, kind, QINGHAI_WEEK),
    );
  const jobs = [
    ...filled(GPU_WORK, 'gpu'),
    ...filled(CPU_WORK, 'cpu'),
    ...filled(INFERENCE_WORK, 'inference'),
    ...onlineJobs(SERVICES, 'inference', QINGHAI_WEEK),
    ...bulkJobs(seed, BULK_WORK, QINGHAI_WEEK),
  ];
  return jobs.sort((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt) || (a.id < b.id ? -1 : 1));
}
