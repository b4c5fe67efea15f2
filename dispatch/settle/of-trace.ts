import { type JobReading, type Region, readSourceKey, type TraceRow } from '#dispatch/domain';
import type { Wh } from '#units';
import { Owners } from './parties.ts';
import type { ContractPart, JobClaimed } from './records.ts';

/** Energy of each contract in the rows of one period; a job's counts for the sites of its readings. */
export function contractsOfTrace(
  rows: readonly TraceRow[],
  jobReadings: readonly JobReading[],
): readonly ContractPart[] {
  const parts = new Map<string, { bySourceWh: Record<string, Wh>; byConsumerWh: Record<string, Wh> }>();
  const readingsOf = (jobId: string) => jobReadings.filter((reading) => reading.jobId === jobId);
  for (const { consumer, bySourceWh } of rows) {
    for (const [key, wh] of Object.entries(bySourceWh)) {
      const { origin, contract } = readSourceKey(key);
      if (contract === null) continue;
      const part = parts.get(contract) ?? { bySourceWh: {}, byConsumerWh: {} };
      parts.set(contract, part);
      add(part.bySourceWh, origin, wh);
      const sites =
        consumer.kind === 'job' ? splitBySite(wh, readingsOf(consumer.id)) : ([[consumer.id, wh]] as const);
      for (const [site, siteWh] of sites) add(part.byConsumerWh, site, siteWh);
    }
  }
  return [...parts].map(([contractId, part]) => ({
    contractId,
    settledWh: Object.values(part.bySourceWh).reduce((sum, wh) => sum + wh, 0),
    ...part,
  }));
}

/** Whole Wh by site in the shares of the readings; the last site takes what is left. */
function splitBySite(totalWh: Wh, readings: readonly JobReading[]): (readonly [string, Wh])[] {
  const whole = readings.reduce((sum, each) => sum + each.energyWh, 0);
  let leftWh = totalWh;
  return readings.map(({ siteId, energyWh }, at) => {
    const isLast = at === readings.length - 1;
    const wh = isLast ? leftWh : Math.min(leftWh, Math.floor((totalWh * energyWh) / Math.max(1, whole)));
    leftWh -= wh;
    return [siteId, wh];
  });
}

/** Clean energy that a trace gives to jobs: claimed from the buyer of its contract, the owner of its store, or of its plant. */
export function claimsOfTrace(rows: readonly TraceRow[], region: Region): readonly JobClaimed[] {
  const owners = new Owners(region);
  const plants = [region.pv, region.wind, region.cspPlants, region.reservoirs].flat();
  const devices = new Set(plants.map(({ id }) => id));
  return rows.flatMap(({ consumer, bySourceWh }) =>
    consumer.kind !== 'job'
      ? []
      : Object.entries(bySourceWh).flatMap(([key, energyWh]): JobClaimed[] => {
          const { origin, storage, contract } = readSourceKey(key);
          if (!devices.has(origin) || energyWh === 0) return [];
          const buyer = region.contracts.find(({ id }) => id === contract)?.buyer;
          const accountId = buyer ?? owners.of(storage ?? origin);
          return [{ jobId: consumer.id, deviceId: origin, accountId, energyWh }];
        }),
  );
}

/** What contracts and claims cover of each consumer's energy, by `<kind> <id>`. */
export function coveredByTrace(
  rows: readonly TraceRow[],
  claims: readonly JobClaimed[],
): Readonly<Record<string, Wh>> {
  const coveredWh: Record<string, Wh> = {};
  for (const { jobId, energyWh } of claims) add(coveredWh, `job ${jobId}`, energyWh);
  for (const { consumer, bySourceWh } of rows)
    if (consumer.kind === 'site' || consumer.kind === 'load')
      for (const [key, wh] of Object.entries(bySourceWh))
        if (readSourceKey(key).contract !== null) add(coveredWh, `${consumer.kind} ${consumer.id}`, wh);
  return coveredWh;
}

function add(sums: Record<string, Wh>, id: string, wh: Wh): void {
  sums[id] = (sums[id] ?? 0) + wh;
}
