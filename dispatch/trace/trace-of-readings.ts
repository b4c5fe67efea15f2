import type { JobReading, Reading, Region } from '#dispatch/domain';
import { invariant } from '#units';
import type { TraceResult } from './meters.ts';
import { periodMeters } from './period-meters.ts';
import type { StorageContent } from './stored-content.ts';
import { tracePeriod } from './trace-period.ts';

/** Whose energy it was, from what was kept of a period and nothing else: the cycle and whoever audits it call the same. */
export function traceOfReadings(
  region: Region,
  readings: readonly Reading[],
  jobReadings: readonly JobReading[],
  content: StorageContent,
): TraceResult {
  const first = readings[0];
  invariant(first !== undefined, 'a closed period has readings');
  const meters = periodMeters({
    region,
    periodStartMs: first.periodStartMs,
    periodMinutes: first.periodMinutes,
    readings,
    jobReadings,
  });
  return tracePeriod(meters, content);
}
