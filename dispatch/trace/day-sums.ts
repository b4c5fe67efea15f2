import type { PeriodTrace, TraceRow } from '#dispatch/domain';
import type { Tco2, Wh } from '#units';
import type { PeriodMeters } from './meters.ts';

const LOAD_KINDS: readonly TraceRow['consumer']['kind'][] = ['load', 'site', 'job'];

/** Sums over some periods from which every figure of a day is worked out. */
export interface DaySums {
  readonly periodCount: number;
  /** Areas, sites and their jobs. */
  readonly loadWh: Wh;
  readonly siteWh: Wh;
  readonly jobWh: Wh;
  readonly jobCleanWh: Wh;
  readonly exportWh: Wh;
  readonly lossWh: Wh;
  readonly importWh: Wh;
  /** Power and heat out of fuel. */
  readonly thermalWh: Wh;
  /** Sun, its heat, wind and water fed in. */
  readonly greenWh: Wh;
  /** Sun and wind: fed in and possible, where both are metered. */
  readonly renewableWh: Wh;
  readonly availableWh: Wh;
  /** Clean Wh fed in, storages and imports included, less the clean Wh charged. */
  readonly cleanWh: Wh;
  /** Sum over periods of min(load, clean). */
  readonly matchedWh: Wh;
  /** Clean Wh that proportional tracing gives to the load. */
  readonly tracedCleanWh: Wh;
  readonly loadCo2: Tco2;
  readonly jobCo2: Tco2;
  readonly chargeWh: Wh;
  readonly dischargeWh: Wh;
  /** Sites with both meters. */
  readonly facilityWh: Wh;
  readonly itWh: Wh;
}

/** Load and clean energy of one traced period, as the day's picture draws them. */
export function periodBalance(trace: PeriodTrace): { readonly loadWh: Wh; readonly cleanWh: Wh } {
  const fed = trace.rows.filter(
    ({ consumer }) => consumer.kind !== 'storage' && consumer.kind !== 'transfer',
  );
  return {
    loadWh: sumOf(fed.filter(isLoad), (row) => row.energyWh),
    cleanWh: sumOf(fed, (row) => row.cleanWh),
  };
}

/** Sums of periods; meters and traces need not cover the same ones (a late feed leaves holes in either). */
export function daySums(meters: readonly PeriodMeters[], traces: readonly PeriodTrace[]): DaySums {
  const rows = traces.flatMap((trace) => trace.rows);
  const loads = rows.filter(isLoad);
  const ofKind = (kind: string) => rows.filter((row) => row.consumer.kind === kind);
  const energy = (some: readonly TraceRow[]) => sumOf(some, (row) => row.energyWh);
  const sources = meters.flatMap((period) => period.sources);
  const green = sources.filter((source) => source.kind !== 'grid' && source.kind !== 'thermal');
  const renewables = green.filter((source) => source.kind !== 'hydro' && source.availableWh !== undefined);
  const storages = meters.flatMap((period) => period.storages);
  const sites = meters.flatMap((period) => period.consumers).filter((one) => one.itWh !== undefined);
  return {
    periodCount: traces.length,
    loadWh: energy(loads),
    siteWh: energy(ofKind('site')) + energy(ofKind('job')),
    jobWh: energy(ofKind('job')),
    jobCleanWh: sumOf(ofKind('job'), (row) => row.cleanWh),
    exportWh: energy(ofKind('export')),
    lossWh: energy(ofKind('loss')),
    importWh: sumOf(
      sources.filter((source) => source.kind === 'grid'),
      (source) => source.energyWh,
    ),
    thermalWh: sumOf(
      sources.filter((source) => source.kind === 'thermal'),
      (source) => source.energyWh,
    ),
    greenWh: sumOf(green, (source) => source.energyWh),
    renewableWh: sumOf(renewables, (source) => source.energyWh),
    availableWh: sumOf(renewables, (source) => Math.max(source.availableWh!, source.energyWh)),
    cleanWh: sumOf(traces, (trace) => periodBalance(trace).cleanWh),
    matchedWh: sumOf(traces, (trace) => trace.matchedGreenShareRatio * periodBalance(trace).loadWh),
    tracedCleanWh: sumOf(loads, (row) => row.cleanWh),
    loadCo2: sumOf(loads, (row) => row.co2Tonnes),
    jobCo2: sumOf(ofKind('job'), (row) => row.co2Tonnes),
    chargeWh: sumOf(storages, (storage) => storage.chargeWh),
    dischargeWh: sumOf(storages, (storage) => storage.dischargeWh),
    facilityWh: sumOf(sites, (site) => site.energyWh),
    itWh: sumOf(sites, (site) => site.itWh!),
  };
}

const isLoad = (row: TraceRow): boolean => LOAD_KINDS.includes(row.consumer.kind);
const sumOf = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);
