import type { JobReading, Kpi, Reading, Region } from '#dispatch/domain';
import { type EpochMs, energyOver, mwhToWh, type Tco2PerMwh, type Wh } from '#units';
import type { ConsumerMeter, PeriodMeters, SourceMeter, StorageMeter, TransferMeter } from './meters.ts';
import { electricalZones } from './zones.ts';

export interface PeriodMetersInput {
  readonly region: Region;
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  /** Readings of other periods are left out. */
  readonly readings: readonly Reading[];
  readonly jobReadings: readonly JobReading[];
  /** Emission factor of the period by grid connection. */
  readonly gridTco2PerMwh: Readonly<Record<string, Tco2PerMwh>>;
}

/** A reading in Wh, null at a gap: then the meter is left out and its energy is unexplained, never 0 kWh clean. */
type EnergyOf = (element: string, quantity: string) => Wh | null;

/**
 * The meters of one period from its readings: pv, wind, solar towers, reservoirs `generationMw` (`availableMw`);
 * thermal units `generationMw`, `heatMw`; batteries `chargeMw`, `dischargeMw`, `storedMwh`; grid `importMw`, `exportMw`;
 * HVDC `sentMw`, `deliveredMw`; converters `takenMw`, `givenMw`; areas `loadMw`; sites `facilityMw`, `itMw`. A store
 * behind a site's meter is part of that site. The residual emission factor is the highest of the region's grid
 * connections.
 */
export function periodMeters(input: PeriodMetersInput): PeriodMeters {
  const { region, periodStartMs, periodMinutes, gridTco2PerMwh } = input;
  const own = input.readings.filter((reading) => reading.periodStartMs === periodStartMs);
  const byKey = new Map(own.map((reading) => [`${reading.element} ${reading.quantity}`, reading]));
  const readingOf = (element: string, quantity: string): number | null => {
    const reading = byKey.get(`${element} ${quantity}`);
    return reading === undefined || reading.quality === 'missing' ? null : reading.value;
  };
  const energyOf: EnergyOf = (element, quantity) => {
    const power = readingOf(element, quantity);
    return power === null ? null : mwhToWh(energyOver(periodMinutes / 60, Math.max(0, power)));
  };
  const zones = electricalZones(region);
  return {
    periodStartMs,
    periodMinutes,
    quality: qualityOf(own),
    residualTco2PerMwh: Math.max(0, ...Object.values(gridTco2PerMwh)),
    sources: sourcesOf(region, zones, energyOf, gridTco2PerMwh),
    storages: storagesOf(region, zones, energyOf, readingOf),
    consumers: consumersOf(region, zones, energyOf),
    transfers: transfersOf(region, zones, energyOf),
    jobs: input.jobReadings.filter((reading) => reading.periodStartMs === periodStartMs),
  };
}

/** As bad as the worst reading: made up by the twin, or filled and missing, or measured. */
function qualityOf(readings: readonly Reading[]): Kpi['quality'] {
  if (readings.some((reading) => reading.quality === 'generated')) return 'generated';
  return readings.every((reading) => reading.quality === 'measured') ? 'measured' : 'estimated';
}

type Zones = ReadonlyMap<string, string>;

function sourcesOf(
  region: Region,
  zones: Zones,
  energyOf: EnergyOf,
  gridTco2PerMwh: Readonly<Record<string, number>>,
): SourceMeter[] {
  const clean = (kind: 'pv' | 'wind' | 'csp' | 'hydro', plants: readonly { id: string; area: string }[]) =>
    plants.flatMap(({ id, area }): SourceMeter[] => {
      const energyWh = energyOf(id, 'generationMw');
      if (energyWh === null) return [];
      const availableWh = energyOf(id, 'availableMw');
      const base = { id, kind, zone: zones.get(area)!, energyWh, cleanShareRatio: 1, emissionTco2PerMwh: 0 };
      return [availableWh === null ? base : { ...base, availableWh }];
    });
  const grid = region.gridConnections.flatMap(({ id, area, cleanShareRatio }): SourceMeter[] => {
    const energyWh = energyOf(id, 'importMw');
    const emissionTco2PerMwh = gridTco2PerMwh[id] ?? 0;
    const zone = zones.get(area)!;
    return energyWh === null
      ? []
      : [{ id, kind: 'grid', zone, energyWh, cleanShareRatio, emissionTco2PerMwh }];
  });
  return [
    ...clean('pv', region.pv),
    ...clean('wind', region.wind),
    ...clean('csp', region.cspPlants),
    ...clean('hydro', region.reservoirs),
    ...thermalSources(region, zones, energyOf),
    ...grid,
  ];
}

/** Power carries the emissions of the fuel; heat that comes with it carries none a second time. */
function thermalSources(region: Region, zones: Zones, energyOf: EnergyOf): SourceMeter[] {
  return region.thermalUnits.flatMap(({ id, area, heat, emissionTco2PerMwh }) => {
    const fed = (quantity: string, to: string, tco2PerMwh: Tco2PerMwh): SourceMeter[] => {
      const energyWh = energyOf(id, quantity);
      const base = { id, kind: 'thermal' as const, zone: zones.get(to)!, cleanShareRatio: 0 };
      return energyWh === null ? [] : [{ ...base, energyWh, emissionTco2PerMwh: tco2PerMwh }];
    };
    return [
      ...fed('generationMw', area, emissionTco2PerMwh),
      ...(heat === undefined ? [] : fed('heatMw', heat.area, 0)),
    ];
  });
}

/** What DC links and converters carry between areas of the region. */
function transfersOf(region: Region, zones: Zones, energyOf: EnergyOf): TransferMeter[] {
  const transfer = (
    id: string,
    from: string,
    to: string | undefined,
    [taken, arrived]: readonly [string, string],
  ): TransferMeter[] => {
    const [takenWh, arrivedWh] = [energyOf(id, taken), energyOf(id, arrived)];
    if (to === undefined || takenWh === null || arrivedWh === null) return [];
    return [{ id, fromZone: zones.get(from)!, toZone: zones.get(to)!, takenWh, arrivedWh }];
  };
  return [
    ...region.hvdcLinks.flatMap(({ id, from, to }) => transfer(id, from, to, ['sentMw', 'deliveredMw'])),
    ...region.converters.flatMap(({ id, from, to }) => [
      ...transfer(id, from, to, ['takenMw', 'givenMw']),
      ...transfer(id, to, from, ['takenBackMw', 'givenBackMw']),
    ]),
  ];
}

function storagesOf(
  region: Region,
  zones: Zones,
  energyOf: EnergyOf,
  readingOf: (element: string, quantity: string) => number | null,
): StorageMeter[] {
  const metered = region.batteries.filter((battery) => !battery.behindMeter);
  return metered.map((battery) => {
    const storedMwh = readingOf(battery.id, 'storedMwh');
    return {
      id: battery.id,
      zone: zones.get(battery.area)!,
      chargeWh: energyOf(battery.id, 'chargeMw') ?? 0,
      dischargeWh: energyOf(battery.id, 'dischargeMw') ?? 0,
      storedAfterWh: storedMwh === null ? null : mwhToWh(storedMwh),
      chargeEfficiencyRatio: battery.chargeEfficiencyRatio,
      dischargeEfficiencyRatio: battery.dischargeEfficiencyRatio,
    };
  });
}

function consumersOf(region: Region, zones: Zones, energyOf: EnergyOf): ConsumerMeter[] {
  const meter = (
    kind: ConsumerMeter['kind'],
    id: string,
    area: string,
    quantity: string,
  ): ConsumerMeter[] => {
    const energyWh = energyOf(id, quantity);
    return energyWh === null ? [] : [{ id, kind, zone: zones.get(area)!, energyWh }];
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
