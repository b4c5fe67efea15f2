import { type CertifiedDevice, type ContractShare, energyOfPeriod } from '#dispatch/certificates';
import {
  CENTRE_PARTY,
  type ContractSettlement,
  type JobClaim,
  type JobReading,
  type Reading,
  type Region,
  type TraceRow,
} from '#dispatch/domain';
import { periodMeters } from '#dispatch/trace';
import type { EpochMs, Wh } from '#units';

/** Whose an element is. */
export const ownerOf = (region: Region, elementId: string): string =>
  region.parties.find((party) => party.owns.includes(elementId))?.id ?? CENTRE_PARTY;

/** Plants whose generation earns certificates. */
export function certifiedDevices(region: Region): readonly CertifiedDevice[] {
  const devices = (source: CertifiedDevice['source'], plants: readonly { readonly id: string }[]) =>
    plants.map(({ id }): CertifiedDevice => ({ deviceId: id, source, ownerId: ownerOf(region, id) }));
  return [
    ...devices('pv', region.pv),
    ...devices('wind', region.wind),
    ...devices('csp', region.cspPlants),
    ...devices('hydro', region.reservoirs),
  ];
}

/** Everything of a closed period that its certificates follow from. */
export interface TracedPeriod {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  readonly readings: readonly Reading[];
  readonly jobReadings: readonly JobReading[];
  readonly rows: readonly TraceRow[];
  readonly settlements: readonly ContractSettlement[];
}

/** The energy of a period, device by device, as certificates are issued for it. */
export const certifiedEnergy = (region: Region, period: TracedPeriod) =>
  energyOfPeriod({
    devices: certifiedDevices(region),
    storeOwners: new Map(region.batteries.map(({ id }) => [id, ownerOf(region, id)])),
    generationWh: generationOf(region, period),
    rows: period.rows,
    contracts: contractShares(region, period),
  });

function generationOf(region: Region, period: TracedPeriod): ReadonlyMap<string, Wh> {
  const { sources } = periodMeters({ region, ...period, jobReadings: [] });
  return new Map(sources.map(({ id, energyWh }) => [id, energyWh]));
}

/**
 * What contracts settled by source, and which jobs took it. A settlement says its consumers and its sources, not both at
 * once: jobs at its sites count as taking the contract's energy of a source first, in the order of their ids.
 */
function contractShares(region: Region, { settlements, rows, jobReadings }: TracedPeriod): ContractShare[] {
  const sitesOf = new Map<string, Set<string>>();
  for (const { jobId, siteId } of jobReadings)
    sitesOf.set(jobId, (sitesOf.get(jobId) ?? new Set()).add(siteId));
  const jobRows = rows
    .filter(({ consumer }) => consumer.kind === 'job')
    .sort((a, b) => (a.consumer.id < b.consumer.id ? -1 : 1))
    .map((row) => ({ jobId: row.consumer.id, left: { ...row.bySourceWh } as Record<string, Wh> }));
  const ordered = [...settlements].sort((a, b) => (a.contractId < b.contractId ? -1 : 1));
  return ordered.flatMap(({ contractId, bySourceWh, byConsumerWh }) => {
    const contract = region.contracts.find(({ id }) => id === contractId);
    if (contract === undefined) return [];
    const isServed = (jobId: string): boolean =>
      [...(sitesOf.get(jobId) ?? [])].some((siteId) => (byConsumerWh[siteId] ?? 0) > 0);
    return Object.entries(bySourceWh)
      .filter(([, settledWh]) => settledWh > 0)
      .map(([sourceKey, settledWh]): ContractShare => {
        let leftWh = settledWh;
        const jobs = jobRows.flatMap(({ jobId, left }): JobClaim[] => {
          const takenWh = isServed(jobId) ? Math.min(leftWh, left[sourceKey] ?? 0) : 0;
          if (takenWh === 0) return [];
          left[sourceKey]! -= takenWh;
          leftWh -= takenWh;
          return [[jobId, takenWh]];
        });
        return { contractId, buyerId: contract.buyer, sourceKey, settledWh, jobs };
      });
  });
}
