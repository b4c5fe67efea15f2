import type {
  ContractSettlement,
  JobReading,
  PeriodTrace,
  Plan,
  PlantState,
  Quality,
  Reading,
  Region,
} from '#dispatch/domain';
import {
  type ClusterPool,
  type ClusterRun,
  clusterPools,
  facilityFixedMw,
  facilityPerIt,
  facilityPerItSquared,
  type PlantActuals,
  type PlantEvent,
  type PlantModel,
  plantModel,
  type SetPoints,
  setPointsAt,
  stepCluster,
  stepPlant,
} from '#dispatch/twin';
import { type EpochMs, type Minutes, MS_PER_MINUTE, periodAt, shanghaiDay } from '#units';
import { countedAfter } from './count.ts';
import { withMeters } from './metered.ts';
import { siteOfLink } from './network.ts';
import { hashOfRegion, sealedTrace } from './seal-period.ts';
import { servedUnitsAt } from './served.ts';
import { valuesOf, type WindowValues } from './values.ts';

/** What never changes between periods, derived once from the region. */
export interface SettledRegion {
  readonly region: Region;
  readonly model: PlantModel;
  readonly pools: readonly ClusterPool[];
  /** What the ledger names it by. */
  readonly regionHash: string;
}
export const settledRegion = (region: Region): SettledRegion => ({
  region,
  model: plantModel(region),
  pools: [...clusterPools(region), ...linkPools(region)],
  regionHash: hashOfRegion(region),
});

/** Network links are pools of Gb/s that draw no power of their own. */
const linkPools = (region: Region): ClusterPool[] =>
  region.networkLinks.map((link) => ({
    id: link.id,
    siteId: siteOfLink(region, link),
    unitCount: link.gbps,
    idleKwPerUnit: 0,
    peakKwPerUnit: 0,
  }));

export interface PeriodToSettle {
  readonly startMs: EpochMs;
  readonly minutes: Minutes;
  /** The plan that was acted on; null when none covered the period: then plants run at what is there. */
  readonly plan: Plan | null;
  /** What came, over a horizon in which this period has the index `at`. */
  readonly actual: WindowValues;
  readonly at: number;
  readonly runs: readonly ClusterRun[];
  readonly state: PlantState;
  /** What lay in the stores before it; `{}` when tracing begins. */
  readonly storageContent: string;
  /** What real meters said: it takes the place of the twin's. */
  readonly metered: readonly Reading[];
}
export interface SettledPeriod {
  readonly readings: readonly Reading[];
  readonly jobReadings: readonly JobReading[];
  readonly trace: PeriodTrace;
  readonly contracts: readonly ContractSettlement[];
  readonly state: PlantState;
  /** What lies in the stores at the end of the period, as the ledger keeps it. */
  readonly storageContent: string;
  readonly events: readonly PlantEvent[];
  /** The runs at the end of the period. */
  readonly runs: readonly ClusterRun[];
}

/** One period as it went: the cluster's work, the plant that fed it, and whose energy it was. */
export function settlePeriod({ region, model, pools }: SettledRegion, period: PeriodToSettle): SettledPeriod {
  const endMs = period.startMs + period.minutes * MS_PER_MINUTE;
  const slopes = slopesAt(region, period);
  const served = period.plan === null ? [] : servedUnitsAt(period.plan, period.startMs);
  const cluster = stepCluster(pools, period.runs, served, {
    startMs: period.startMs,
    endMs,
    facilityPerIt: slopes,
  });
  const actuals = actualsOf(region, period, slopes, cluster.itMwByTier);
  const plant = stepPlant(model, period.state, setPointsOf(period), actuals);
  const gridTco2PerMwh = byId(
    region.gridConnections,
    (grid) => valuesOf(period.actual, grid.id, 'emissionTco2PerMwh')[period.at]!,
  );
  const own = ownReadings(region, period, cluster.usedUnits, gridTco2PerMwh);
  const readings = withMeters([...plant.readings, ...own], period.metered);
  const { trace, contracts, storageContent } = sealedTrace(
    region,
    readings,
    cluster.readings,
    period.storageContent,
  );
  const { events } = plant;
  const { startMs, minutes } = period;
  const hours = minutes / 60;
  const counts = countedAfter({ region, startMs, hours, readings, gridTco2PerMwh, state: period.state });
  const state = { ...plant.state, ...counts };
  return {
    readings,
    jobReadings: cluster.readings,
    trace,
    contracts,
    state,
    storageContent,
    events,
    runs: cluster.runs,
  };
}

const byId = <T extends { readonly id: string }, V>(
  list: readonly T[],
  of: (row: T) => V,
): Readonly<Record<string, V>> => Object.fromEntries(list.map((row) => [row.id, of(row)]));

const slopesAt = (region: Region, { actual, at }: PeriodToSettle): Readonly<Record<string, number>> =>
  byId(region.sites, (site) =>
    facilityPerIt(
      site.cooling,
      site.altitudeM,
      valuesOf(actual, site.id, 'temperatureC')[at]!,
      valuesOf(actual, site.id, 'wetBulbC')[at]!,
    ),
  );

function setPointsOf({ plan, startMs, minutes }: PeriodToSettle): SetPoints {
  const t = plan === null ? -1 : periodAt(plan.horizon, startMs);
  return plan !== null && t >= 0 && t < plan.horizon.periodCount
    ? setPointsAt(plan, t)
    : { periodStartMs: startMs, periodMinutes: minutes, values: {} };
}

function actualsOf(
  region: Region,
  { actual, at }: PeriodToSettle,
  slopes: Readonly<Record<string, number>>,
  itMwByTier: Readonly<Record<string, readonly [number, number, number, number]>>,
): PlantActuals {
  const valueAt = (id: string, field: string): number => valuesOf(actual, id, field)[at]!;
  return {
    availableMw: byId(
      [...region.pv, ...region.wind],
      (plant) => valueAt(plant.id, 'availableRatio') * plant.capacityMw,
    ),
    loadMw: byId(region.areas, (area) => valueAt(area.id, 'loadMw')),
    inflowM3PerS: byId(region.reservoirs, (lake) => valueAt(lake.id, 'inflowM3PerS')),
    fieldMw: byId(region.cspPlants, (plant) => valueAt(plant.id, 'availableRatio') * plant.fieldMw),
    thermalRatio: byId(region.thermalUnits, (unit) => valueAt(unit.id, 'availableRatio')),
    converters: byId(region.converters, ({ id }) => ({
      minimumRatio: valueAt(id, 'minimumRatio'),
      maximumRatio: valueAt(id, 'maximumRatio'),
      efficiencyRatio: valueAt(id, 'efficiencyRatio'),
    })),
    sites: byId(region.sites, (site) => {
      const itMw = itMwByTier[site.id] ?? ([0, 0, 0, 0] as const);
      const square = facilityPerItSquared(site) * itMw.reduce((sum, mw) => sum + mw, 0);
      return {
        itMwByTier: itMw,
        facilityPerIt: slopes[site.id]! + square,
        fixedMw: facilityFixedMw(site.cooling),
      };
    }),
  };
}

/**
 * What sensors, schedulers and the grid would say: air, wet bulb, units in use, emissions and clean share of what is
 * bought, what contracts ask for. With them a period can be traced again from its readings and the region alone.
 */
function ownReadings(
  region: Region,
  period: PeriodToSettle,
  usedUnits: Readonly<Record<string, number>>,
  gridTco2PerMwh: Readonly<Record<string, number>>,
): Reading[] {
  const quality: Quality = region.generated === undefined ? 'measured' : 'generated';
  const reading = (element: string, quantity: string, value: number): Reading => ({
    periodStartMs: period.startMs,
    periodMinutes: period.minutes,
    element,
    quantity,
    value,
    quality,
  });
  const bought = region.gridConnections.flatMap(({ id, cleanShareRatio }) => [
    reading(id, 'emissionTco2PerMwh', gridTco2PerMwh[id]!),
    reading(id, 'cleanShareRatio', cleanShareRatio),
  ]);
  const day = shanghaiDay(period.startMs);
  const contracted = region.contracts
    .filter(
      (contract) =>
        'contractedMw' in contract.quantity && contract.effectiveFrom <= day && day <= contract.effectiveTo,
    )
    .map(({ id }) => reading(id, 'contractedMw', valuesOf(period.actual, id, 'contractedMw')[period.at]!));
  const sites = region.sites.flatMap((site) => [
    ...(['temperatureC', 'wetBulbC'] as const).map((field) =>
      reading(site.id, field, valuesOf(period.actual, site.id, field)[period.at]!),
    ),
    ...site.pools.map((pool) => reading(pool.id, 'usedUnits', usedUnits[pool.id] ?? 0)),
  ]);
  return [...sites, ...bought, ...contracted];
}
