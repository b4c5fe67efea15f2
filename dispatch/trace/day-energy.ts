import {
  type ConsumerEnergy,
  type Contract,
  type ContractDay,
  type DayEnergy,
  type DayReport,
  type PeriodTrace,
  type Region,
  readSourceKey,
  type TraceRow,
} from '#dispatch/domain';
import type { Wh } from '#units';
import type { ContractMeter, PeriodMeters } from './meters.ts';

export interface DayEnergyInput {
  readonly region: Region;
  readonly report: DayReport;
  readonly meters: readonly PeriodMeters[];
  readonly traces: readonly PeriodTrace[];
}

/** The day by consumer and source; each source sums to what it fed in, what converters and DC links lost included. */
export function dayEnergy({ region, report, meters, traces }: DayEnergyInput): DayEnergy {
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
      const { effectiveFrom, effectiveTo } = contract;
      const isHeld = effectiveFrom <= report.day && report.day <= effectiveTo;
      return isHeld ? [contractDay(contract, consumers, meters)] : [];
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
  { id, title }: Contract,
  consumers: readonly ConsumerEnergy[],
  meters: readonly PeriodMeters[],
): ContractDay {
  const [contractedWh, generationWh, consumptionWh] = [0, 1, 2].map((at) =>
    meters.reduce((sum, period) => sum + (sizesIn(period, id)[at] ?? 0), 0),
  ) as [Wh, Wh, Wh];
  const settledWh = consumers
    .flatMap((one) => Object.entries(one.bySourceWh))
    .filter(([key]) => readSourceKey(key).contract === id)
    .reduce((sum, [, wh]) => sum + wh, 0);
  return {
    ...{ contractId: id, title },
    ...{ contractedWh, generationWh, consumptionWh, settledWh },
    settledRatio: contractedWh > 0 ? settledWh / contractedWh : null,
  };
}

/** Contracted, made by its sources and taken by its consumers in a period; nothing where it did not hold. */
function sizesIn(meters: PeriodMeters, contractId: string): readonly Wh[] {
  const contract = meters.contracts.find(({ id }) => id === contractId);
  if (contract === undefined) return [];
  const madeWh = energyOf(meters.sources, contract.sources);
  return [contractedOf(contract, madeWh), madeWh, energyOf(meters.consumers, contract.consumers)];
}

const contractedOf = ({ contracted }: ContractMeter, madeWh: Wh): Wh =>
  'energyWh' in contracted ? contracted.energyWh : Math.floor(madeWh * contracted.generationShareRatio);

/** The first meter of each: heat of a unit is metered beside its power. */
const energyOf = (
  some: readonly { readonly id: string; readonly energyWh: Wh }[],
  ids: readonly string[],
): Wh => ids.reduce((sum, wanted) => sum + (some.find(({ id }) => id === wanted)?.energyWh ?? 0), 0);
