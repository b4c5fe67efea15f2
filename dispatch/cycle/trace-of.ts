import type { JobReading, Reading, Region } from '#dispatch/domain';
import { periodMeters, type StorageContent, type TraceResult, tracePeriod } from '#dispatch/trace';
import { invariant } from '#units';

/** Whose energy it was, from what was kept of a period and nothing else. */
export function traceOfReadings(
  region: Region,
  readings: readonly Reading[],
  jobReadings: readonly JobReading[],
  content: StorageContent,
): TraceResult {
  const first = readings[0];
  invariant(first !== undefined, 'a closed period has readings');
  const gridTco2PerMwh = Object.fromEntries(
    readings
      .filter((reading) => reading.quantity === 'emissionTco2PerMwh')
      .map((reading) => [reading.element, reading.value]),
  );
  const meters = periodMeters({
    region,
    periodStartMs: first.periodStartMs,
    periodMinutes: first.periodMinutes,
    readings,
    jobReadings,
    gridTco2PerMwh,
  });
  return tracePeriod(meters, content);
}
