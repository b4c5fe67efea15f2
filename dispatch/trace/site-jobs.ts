import type { JobReading } from '#dispatch/domain';
import { apportion, shareOut } from './apportion.ts';
import { type Taken, withEnergy } from './lots.ts';

/**
 * Splits what a site took over the jobs that ran there and the site's own rest (idle machines, cooling, losses).
 * The site's meter rules: jobs that claim more than it read are scaled down to it. Everything else stays as it is.
 */
export function splitSite(taken: Taken, readings: readonly JobReading[]): Taken[] {
  if (taken.consumer.kind !== 'site') return [taken];
  const claimedWh = new Map<string, number>();
  for (const { siteId, jobId, energyWh } of readings) {
    if (siteId === taken.consumer.id) {
      claimedWh.set(jobId, (claimedWh.get(jobId) ?? 0) + Math.round(energyWh));
    }
  }
  const claims = [...claimedWh.values()];
  const sumWh = claims.reduce((a, b) => a + b, 0);
  const jobWh = sumWh > taken.energyWh ? apportion(taken.energyWh, claims) : claims;
  const restWh = taken.energyWh - jobWh.reduce((a, b) => a + b, 0);
  const table = shareOut(
    [...jobWh, restWh],
    taken.lots.map((lot) => lot.energyWh),
  );
  const lotsOf = (row: number) => taken.lots.map((lot, column) => withEnergy(lot, table[row]![column]!));
  const jobs = [...claimedWh.keys()].map(
    (id, row): Taken => ({ consumer: { kind: 'job', id }, energyWh: jobWh[row]!, lots: lotsOf(row) }),
  );
  return [...jobs, { ...taken, energyWh: restWh, lots: lotsOf(jobs.length) }];
}
