import { CENTRE_PARTY, type FlexibilityCall, type SettlementPrices } from '#dispatch/domain';
import { energyOver, MS_PER_MINUTE, mwhToWh, type Wh } from '#units';
import { microYuan } from './fen.ts';
import type { Owners } from './parties.ts';
import { computePrice } from './prices.ts';
import type { ContractPart, Entry, SettleContext, SettlePeriod } from './records.ts';

/** Energy and environment of each contract's settled quantity, apart. */
export function contractEntries({ region }: SettleContext, { contracts, startMs }: SettlePeriod): Entry[] {
  return contracts.flatMap(({ contractId, settledWh }): Entry[] => {
    const contract = region.contracts.find(({ id }) => id === contractId);
    if (contract === undefined) return [];
    const settled = {
      ...{ payer: contract.buyer, payee: contract.seller, subject: contract.id },
      ...{ unit: 'MWh' as const, startMs, quantityMillionths: settledWh },
    };
    return [
      { kind: 'contractEnergy', ...settled, microYuanPerUnit: microYuan(contract.energyYuanPerMwh) },
      {
        kind: 'contractEnvironment',
        ...settled,
        microYuanPerUnit: microYuan(contract.environmentYuanPerMwh),
      },
    ];
  });
}

const contracted = (
  contracts: readonly ContractPart[],
  side: 'bySourceWh' | 'byConsumerWh',
  id: string,
): Wh => contracts.reduce((sum, contract) => sum + (contract[side][id] ?? 0), 0);

/** Beyond contracts the centre stands between parties: it sells to their consumers and buys from their plants. */
export function poolEntries(
  { region }: SettleContext,
  owners: Owners,
  period: SettlePeriod,
  prices: SettlementPrices,
): Entry[] {
  const restWh = (id: string, quantity: string, side: 'bySourceWh' | 'byConsumerWh'): Wh => {
    const wh = mwhToWh(energyOver(period.minutes / 60, Math.max(0, period.powerMw(id, quantity) ?? 0)));
    return Math.max(0, wh - contracted(period.contracts, side, id));
  };
  const consumers = [
    ...region.areas.map(({ id }) => [id, restWh(id, 'loadMw', 'byConsumerWh')] as const),
    ...region.sites.map(({ id }) => [id, restWh(id, 'facilityMw', 'byConsumerWh')] as const),
  ];
  const plants = [region.pv, region.wind, region.cspPlants, region.reservoirs, region.thermalUnits]
    .flat()
    .map(({ id }) => [id, restWh(id, 'generationMw', 'bySourceWh')] as const);
  const shared = { unit: 'MWh' as const, startMs: period.startMs };
  return [
    ...consumers.map(
      ([subject, quantityMillionths]): Entry => ({
        ...{ kind: 'poolConsumption', payer: owners.of(subject), payee: CENTRE_PARTY, subject, ...shared },
        ...{ quantityMillionths, microYuanPerUnit: microYuan(prices.consumptionYuanPerMwh) },
      }),
    ),
    ...plants.map(
      ([subject, quantityMillionths]): Entry => ({
        ...{ kind: 'poolGeneration', payer: CENTRE_PARTY, payee: owners.of(subject), subject, ...shared },
        ...{ quantityMillionths, microYuanPerUnit: microYuan(prices.generationYuanPerMwh) },
      }),
    ),
  ];
}

/** The owner of a job pays the account out of which certificates were claimed for it. */
export const certificateEntries = (
  { jobs }: SettleContext,
  { claims, startMs }: SettlePeriod,
  prices: SettlementPrices,
): Entry[] =>
  claims.map(({ jobId, deviceId, accountId, energyWh }) => ({
    ...{ kind: 'certificate', subject: deviceId, unit: 'MWh', startMs, quantityMillionths: energyWh },
    payer: jobs.get(jobId)?.owner ?? CENTRE_PARTY,
    payee: accountId,
    microYuanPerUnit: microYuan(prices.certificateYuanPerMwh),
  }));

/** The lease of shared stores, per MWh that the centre drew out of them. */
export function leaseEntries({ region }: SettleContext, owners: Owners, period: SettlePeriod): Entry[] {
  return region.batteries.map(({ id, leaseYuanPerMwh }): Entry => {
    const dischargeMw = Math.max(0, period.powerMw(id, 'dischargeMw') ?? 0);
    return {
      ...{ kind: 'storageLease', payer: CENTRE_PARTY, payee: owners.of(id), subject: id, unit: 'MWh' },
      ...{ startMs: period.startMs, microYuanPerUnit: microYuan(leaseYuanPerMwh) },
      quantityMillionths: mwhToWh(energyOver(period.minutes / 60, dischargeMw)),
    };
  });
}

/** Unit-hours of each job at the price of its pool's kind and its tier; `unpriced` names kinds without a price. */
export function computeEntries(
  { region, jobs }: SettleContext,
  owners: Owners,
  { jobReadings, startMs }: SettlePeriod,
  prices: SettlementPrices,
  unpriced: Set<string>,
): Entry[] {
  const kindOf = new Map(
    region.sites.flatMap(({ pools }) => pools.map(({ id, kind }) => [id, kind] as const)),
  );
  return jobReadings.flatMap(({ jobId, poolId, siteId, unitHours }): Entry[] => {
    const job = jobs.get(jobId);
    const [kind, tier] = [kindOf.get(poolId), job?.tier ?? 0];
    // A transfer holds a way between sites, which is not sold by the hour.
    if (kind === undefined) return [];
    const price = computePrice(prices, kind, tier);
    if (price === null) {
      unpriced.add(kind);
      return [];
    }
    return [
      {
        ...{ kind: 'compute', payer: job?.owner ?? CENTRE_PARTY, payee: owners.of(siteId) },
        ...{ subject: `${siteId}/${kind}/${tier}`, unit: 'unit·h', startMs },
        ...{ quantityMillionths: Math.round(unitHours * 1e6), microYuanPerUnit: microYuan(price) },
      },
    ];
  });
}

/** What a called site drew less than its declared baseline, at most what was asked; a gap of its meter delivers nothing. */
export function flexibilityEntries(
  { region }: SettleContext,
  owners: Owners,
  period: SettlePeriod,
  prices: SettlementPrices,
): Entry[] {
  return region.flexibilityCalls.flatMap((call): Entry[] => {
    const hours = overlapHours(call, period);
    const drawnMw = period.powerMw(call.site, 'facilityMw');
    const baselineMw = period.baselineMw[call.id];
    if (hours <= 0 || drawnMw === null || baselineMw === undefined) return [];
    const deliveredMw = Math.min(call.requestedMw, Math.max(0, baselineMw - drawnMw));
    return [
      {
        ...{ kind: 'flexibility', payer: CENTRE_PARTY, payee: owners.of(call.site), subject: call.id },
        ...{ unit: 'MWh', startMs: period.startMs },
        quantityMillionths: mwhToWh(energyOver(hours, deliveredMw)),
        microYuanPerUnit: microYuan(prices.flexibilityYuanPerMwh),
      },
    ];
  });
}

function overlapHours({ from, to }: FlexibilityCall, { startMs, minutes }: SettlePeriod): number {
  const endMs = Math.min(Date.parse(to), startMs + minutes * MS_PER_MINUTE);
  return (endMs - Math.max(Date.parse(from), startMs)) / (60 * MS_PER_MINUTE);
}
