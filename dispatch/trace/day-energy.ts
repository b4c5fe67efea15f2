import {
  type ConsumerEnergy,
  type Contract,
  type ContractDay,
  type DayEnergy,
  type DayReport,
  type PeriodTrace,
  type Reading,
  type Region,
  readSourceKey,
  type TraceRow,
} from '#dispatch/domain';
import { energyOver, mwhToWh, type Wh } from '#units';
import type { PeriodMeters } from './meters.ts';

export interface DayEnergyInput {
  readonly region: Region;
  readonly report: DayReport;
  readonly readings: readonly Reading[];
  readonly meters: readonly PeriodMeters[];
  readonly traces: readonly PeriodTrace[];
}

/** The day by consumer and source; each source sums to what it fed in, what converters and DC links lost included. */
export function dayEnergy({ region, report, readings, meters, traces }: DayEnergyInput): DayEnergy {
  const rows = traces.flatMap((trace) => trace.rows).filter(({ consumer }) => consumer.kind !== 'transfer');
  const consumers = consumersOf(rows, report);
  const lost = lostInTransfers(report.generationBySourceWh, consumers);
  return {
    regionId: report.regionId,
    day: report.day,
    periodCount: traces.length,
    kpis: report.kpis,
    consumers: lost === null ? consumers : [...consumers, lost],
    contracts: region.contracts.flatMap((contract) => {
      const held = contract.effectiveFrom <= report.day && report.day <= contract.effectiveTo;
      return held ? [contractDay(contract, consumers, meters, readings)] : [];
    }),
  };
}

type Sums = ConsumerEnergy & { readonly bySourceWh: Record<string, Wh> };

function consumersOf(rows: readonly TraceRow[], report: DayReport): ConsumerEnergy[] {
  const siteOfJob = new Map(report.jobs.map(({ jobId, siteId }) => [jobId, siteId]));
  const lines = new Map<string, Sums>();
  for (const { consumer, ...row } of rows) {
    const { kind, id } = consumer;
    const line = lines.get(`${kind} ${id}`);
    const bySourceWh = line?.bySourceWh ?? {};
    for (const [key, wh] of Object.entries(row.bySourceWh)) bySourceWh[key] = (bySourceWh[key] ?? 0) + wh;
    lines.set(`${kind} ${id}`, {
      ...{ kind, id, bySourceWh },
      siteId: kind === 'site' ? id : kind === 'job' ? (siteOfJob.get(id) ?? null) : null,
      energyWh: (line?.energyWh ?? 0) + row.energyWh,
      cleanWh: (line?.cleanWh ?? 0) + row.cleanWh,
      co2Tonnes: (line?.co2Tonnes ?? 0) + row.co2Tonnes,
    });
  }
  return [...lines.values()].sort((a, b) => b.energyWh - a.energyWh || (a.id < b.id ? -1 : 1));
}

/**
 * What each element fed in less what consumers got of it. A heat pump gives more than it takes: then nothing is lost.
 * Emissions went on with what arrived.
 */
function lostInTransfers(
  fedInWh: Readonly<Record<string, Wh>>,
  consumers: readonly ConsumerEnergy[],
): ConsumerEnergy | null {
  const gotWh: Record<string, Wh> = {};
  for (const [key, wh] of consumers.flatMap((one) => Object.entries(one.bySourceWh))) {
    const { origin, storage } = readSourceKey(key);
    gotWh[storage ?? origin] = (gotWh[storage ?? origin] ?? 0) + wh;
  }
  const bySourceWh = Object.fromEntries(
    Object.entries(fedInWh)
      .map(([id, wh]) => [id, wh - (gotWh[id] ?? 0)] as const)
      .filter(([, wh]) => wh > 0),
  );
  const energyWh = Object.values(bySourceWh).reduce((sum, wh) => sum + wh, 0);
  if (energyWh === 0) return null;
  return { kind: 'transfer', id: 'transfers', siteId: null, energyWh, cleanWh: 0, co2Tonnes: 0, bySourceWh };
}

function contractDay(
  contract: Contract,
  consumers: readonly ConsumerEnergy[],
  meters: readonly PeriodMeters[],
  readings: readonly Reading[],
): ContractDay {
  const generationWh = sumOf(
    meters.flatMap((one) => one.sources).filter((one) => contract.sources.includes(one.id)),
  );
  const consumptionWh = sumOf(
    meters.flatMap((one) => one.consumers).filter((one) => contract.consumers.includes(one.id)),
  );
  const contractedWh = contractedOf(contract, generationWh, readings);
  const settledWh = consumers
    .flatMap((one) => Object.entries(one.bySourceWh))
    .filter(([key]) => readSourceKey(key).contract === contract.id)
    .reduce((sum, [, wh]) => sum + wh, 0);
  return {
    ...{ contractId: contract.id, title: contract.title },
    ...{ contractedWh, generationWh, consumptionWh, settledWh },
    settledRatio: contractedWh > 0 ? settledWh / contractedWh : null,
  };
}

function contractedOf({ id, quantity }: Contract, generationWh: Wh, readings: readonly Reading[]): Wh {
  if ('generationShareRatio' in quantity) return Math.round(quantity.generationShareRatio * generationWh);
  return readings
    .filter(({ element, quantity: read }) => element === id && read === 'contractedMw')
    .reduce((sum, { value, periodMinutes }) => sum + mwhToWh(energyOver(periodMinutes / 60, value ?? 0)), 0);
}

const sumOf = (some: readonly { readonly energyWh: Wh }[]): Wh =>
  some.reduce((sum, { energyWh }) => sum + energyWh, 0);
