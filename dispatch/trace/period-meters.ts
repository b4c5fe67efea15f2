import type { JobReading, Kpi, Reading, Region } from '#dispatch/domain';
import { type EpochMs, energyOver, mwhToWh, shanghaiDay, type Tco2PerMwh, type Wh } from '#units';
import type {
  ConsumerMeter,
  ContractMeter,
  LineMeter,
  PeriodMeters,
  PoolMeter,
  SourceMeter,
  StorageMeter,
  TransferMeter,
} from './meters.ts';
import { type TraceNetwork, traceNetwork } from './network.ts';

export interface PeriodMetersInput {
  readonly region: Region;
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  /** Readings of other periods are left out. */
  readonly readings: readonly Reading[];
  readonly jobReadings: readonly JobReading[];
}

type ReadingOf = (element: string, quantity: string) => number | null;

/** A reading in Wh, null at a gap: then the meter is left out and its energy is unexplained, never 0 kWh clean. */
type EnergyOf = (element: string, quantity: string) => Wh | null;

/**
 * The meters of one period from its readings: pv, wind, solar towers, reservoirs `generationMw` (`availableMw`);
 * thermal units `generationMw`, `heatMw`; batteries `chargeMw`, `dischargeMw`, `storedMwh`; grid `importMw`, `exportMw`,
 * `emissionTco2PerMwh`, `cleanShareRatio`; AC lines `flowMw`, or `fromEndMw` and `toEndMw` where both ends are metered;
 * HVDC `sentMw`, `deliveredMw`; converters `takenMw`, `givenMw`; areas `loadMw`; sites `facilityMw`, `itMw`; pools `itMw`;
 * contracts `contractedMw`. A store behind a site's meter is part of that site. The residual emission factor is the
 * highest of the region's grid connections.
 */
export function periodMeters(input: PeriodMetersInput): PeriodMeters {
  const { region, periodStartMs, periodMinutes } = input;
  const own = input.readings.filter((reading) => reading.periodStartMs === periodStartMs);
  const byKey = new Map(own.map((reading) => [`${reading.element} ${reading.quantity}`, reading]));
  const readingOf: ReadingOf = (element, quantity) => {
    const reading = byKey.get(`${element} ${quantity}`);
    return reading === undefined || reading.quality === 'missing' ? null : reading.value;
  };
  const energyOf: EnergyOf = (element, quantity) => {
    const power = readingOf(element, quantity);
    return power === null ? null : energyOfPower(periodMinutes, Math.max(0, power));
  };
  const factorOf = (grid: string): Tco2PerMwh => readingOf(grid, 'emissionTco2PerMwh') ?? 0;
  const network = networkOfRegion(region);
  const consumers = consumersOf(region, energyOf);
  return {
    periodStartMs,
    periodMinutes,
    quality: qualityOf(own),
    residualTco2PerMwh: Math.max(0, ...region.gridConnections.map(({ id }) => factorOf(id))),
    network,
    lines: network.lines.map(({ id }) => lineMeter(id, periodMinutes, readingOf)),
    sources: sourcesOf(region, energyOf, readingOf, factorOf),
    storages: storagesOf(region, energyOf, readingOf),
    consumers,
    transfers: transfersOf(region, energyOf),
    pools: poolsOf(region, consumers, energyOf),
    contracts: contractsOf(region, shanghaiDay(periodStartMs), energyOf),
    jobs: input.jobReadings.filter((reading) => reading.periodStartMs === periodStartMs),
  };
}

const energyOfPower = (periodMinutes: number, mw: number): Wh => mwhToWh(energyOver(periodMinutes / 60, mw));

const networks = new WeakMap<Region, TraceNetwork>();
/** The areas and AC lines of a region, worked out once. */
function networkOfRegion(region: Region): TraceNetwork {
  const known = networks.get(region);
  if (known !== undefined) return known;
  const made = traceNetwork(
    region.areas.map(({ id }) => id),
    region.acLines,
  );
  networks.set(region, made);
  return made;
}

function lineMeter(id: string, periodMinutes: number, readingOf: ReadingOf): LineMeter {
  const [from, to] = [readingOf(id, 'fromEndMw'), readingOf(id, 'toEndMw')];
  const through = readingOf(id, 'flowMw');
  const signed = (mw: number | null): Wh | null =>
    mw === null ? null : Math.sign(mw) * energyOfPower(periodMinutes, Math.abs(mw)) || 0;
  return { fromEndWh: signed(from ?? through), toEndWh: signed(to ?? through) };
}

/** Jobs of a metered pool: its IT energy with its part of what the site's cooling adds. */
function poolsOf(region: Region, consumers: readonly ConsumerMeter[], energyOf: EnergyOf): PoolMeter[] {
  return region.sites.flatMap(({ id: siteId, pools }) => {
    const site = consumers.find((one) => one.kind === 'site' && one.id === siteId);
    const overhead = site?.itWh === undefined || site.itWh === 0 ? 1 : site.energyWh / site.itWh;
    return pools.flatMap(({ id }) => {
      const itWh = energyOf(id, 'itMw');
      return itWh === null ? [] : [{ id, siteId, energyWh: Math.round(itWh * overhead) }];
    });
  });
}

function contractsOf(region: Region, day: string, energyOf: EnergyOf): ContractMeter[] {
  return region.contracts
    .filter(({ effectiveFrom, effectiveTo }) => effectiveFrom <= day && day <= effectiveTo)
    .map(({ id, sources, consumers, quantity }) => ({
      ...{ id, sources, consumers },
      contracted: 'contractedMw' in quantity ? { energyWh: energyOf(id, 'contractedMw') ?? 0 } : quantity,
    }));
}

/** As bad as the worst reading: made up by the twin, or filled and missing, or measured. */
function qualityOf(readings: readonly Reading[]): Kpi['quality'] {
  if (readings.some((reading) => reading.quality === 'generated')) return 'generated';
  return readings.every((reading) => reading.quality === 'measured') ? 'measured' : 'estimated';
}

function sourcesOf(
  region: Region,
  energyOf: EnergyOf,
  readingOf: ReadingOf,
  factorOf: (grid: string) => Tco2PerMwh,
): SourceMeter[] {
  const clean = (kind: 'pv' | 'wind' | 'csp' | 'hydro', plants: readonly { id: string; area: string }[]) =>
    plants.flatMap(({ id, area }): SourceMeter[] => {
      const energyWh = energyOf(id, 'generationMw');
      if (energyWh === null) return [];
      const availableWh = energyOf(id, 'availableMw');
      const base = { id, kind, area, energyWh, cleanShareRatio: 1, emissionTco2PerMwh: 0 };
      return [availableWh === null ? base : { ...base, availableWh }];
    });
  const grid = region.gridConnections.flatMap(({ id, area, cleanShareRatio: usual }): SourceMeter[] => {
    const energyWh = energyOf(id, 'importMw');
    const emissionTco2PerMwh = factorOf(id);
    const cleanShareRatio = readingOf(id, 'cleanShareRatio') ?? usual;
    return energyWh === null
      ? []
      : [{ id, kind: 'grid', area, energyWh, cleanShareRatio, emissionTco2PerMwh }];
  });
  return [
    ...clean('pv', region.pv),
    ...clean('wind', region.wind),
    ...clean('csp', region.cspPlants),
    ...clean('hydro', region.reservoirs),
    ...thermalSources(region, energyOf),
    ...grid,
  ];
}

/** Power carries the emissions of the fuel; heat that comes with it carries none a second time. */
function thermalSources(region: Region, energyOf: EnergyOf): SourceMeter[] {
  return region.thermalUnits.flatMap(({ id, area, heat, emissionTco2PerMwh }) => {
    const fed = (quantity: string, to: string, tco2PerMwh: Tco2PerMwh): SourceMeter[] => {
      const energyWh = energyOf(id, quantity);
      const base = { id, kind: 'thermal' as const, area: to, cleanShareRatio: 0 };
      return energyWh === null ? [] : [{ ...base, energyWh, emissionTco2PerMwh: tco2PerMwh }];
    };
    return [
      ...fed('generationMw', area, emissionTco2PerMwh),
      ...(heat === undefined ? [] : fed('heatMw', heat.area, 0)),
    ];
  });
}

/** What DC links and converters carry between areas of the region. */
function transfersOf(region: Region, energyOf: EnergyOf): TransferMeter[] {
  const transfer = (
    id: string,
    from: string,
    to: string | undefined,
    [taken, arrived]: readonly [string, string],
  ): TransferMeter[] => {
    const [takenWh, arrivedWh] = [energyOf(id, taken), energyOf(id, arrived)];
    if (to === undefined || takenWh === null || arrivedWh === null) return [];
    return [{ id, from, to, takenWh, arrivedWh }];
  };
  return [
    ...region.hvdcLinks.flatMap(({ id, from, to }) => transfer(id, from, to, ['sentMw', 'deliveredMw'])),
    ...region.converters.flatMap(({ id, from, to }) => [
      ...transfer(id, from, to, ['takenMw', 'givenMw']),
      ...transfer(id, to, from, ['takenBackMw', 'givenBackMw']),
    ]),
  ];
}

function storagesOf(region: Region, energyOf: EnergyOf, readingOf: ReadingOf): StorageMeter[] {
  const metered = region.batteries.filter((battery) => !battery.behindMeter);
  return metered.map((battery) => {
    const storedMwh = readingOf(battery.id, 'storedMwh');
    return {
      id: battery.id,
      area: battery.area,
      chargeWh: energyOf(battery.id, 'chargeMw') ?? 0,
      dischargeWh: energyOf(battery.id, 'dischargeMw') ?? 0,
      storedAfterWh: storedMwh === null ? null : mwhToWh(storedMwh),
      chargeEfficiencyRatio: battery.chargeEfficiencyRatio,
      dischargeEfficiencyRatio: battery.dischargeEfficiencyRatio,
      contentOrder: battery.contentOrder,
    };
  });
}

function consumersOf(region: Region, energyOf: EnergyOf): ConsumerMeter[] {
  const meter = (
    kind: ConsumerMeter['kind'],
    id: string,
    area: string,
    quantity: string,
  ): ConsumerMeter[] => {
    const energyWh = energyOf(id, quantity);
    return energyWh === null ? [] : [{ id, kind, area, energyWh }];
  };
  return [
    ...region.areas.flatMap(({ id }) => meter('load', id, id, 'loadMw')),
    ...region.sites.flatMap(({ id, area }) => {
      const itWh = energyOf(id, 'itMw');
      return meter('site', id, area, 'facilityMw').map((site) => (itWh === null ? site : { ...site, itWh }));
    }),
    ...region.hvdcLinks.flatMap(({ id, from, to }) =>
      to === undefined ? meter('export', id, from, 'sentMw') : [],
    ),
    ...region.gridConnections.flatMap(({ id, area }) => meter('export', id, area, 'exportMw')),
  ];
}
