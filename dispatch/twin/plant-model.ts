import { elementNames, type Region } from '#dispatch/domain';
import type { Bilingual, Hours, Mm3, Mw, Mwh, Ratio } from '#units';
import { hydroMwPerM3PerS } from './physics/index.ts';

/** The plant's fixed parameters in numbers, derived once from a region. Areas by index, everything else by id. */
export interface PlantModel {
  /** What people call each element, for the texts of events. */
  readonly names?: Readonly<Record<string, Bilingual>>;
  readonly areas: readonly string[];
  readonly acLines: readonly PlantLine[];
  readonly renewables: readonly { readonly id: string; readonly area: number; readonly capacityMw: Mw }[];
  readonly thermalUnits: readonly PlantThermal[];
  readonly cspPlants: readonly PlantCsp[];
  readonly reservoirs: readonly PlantReservoir[];
  readonly batteries: readonly PlantBattery[];
  readonly gridConnections: readonly {
    readonly id: string;
    readonly area: number;
    readonly importLimitMw: Mw;
    readonly exportLimitMw: Mw;
  }[];
  readonly hvdcLinks: readonly PlantHvdc[];
  readonly converters: readonly PlantConverter[];
  readonly sites: readonly { readonly id: string; readonly area: number }[];
}
export interface PlantLine {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly reactanceOhm: number;
  readonly limitMw: Mw;
}
export interface PlantThermal {
  readonly id: string;
  readonly area: number;
  readonly ratedMw: Mw;
  readonly leastMw: Mw;
  readonly rampUpMwPerH: number;
  readonly rampDownMwPerH: number;
  /** Without it the unit is always on. Most output in the period of a start and in the last one before a stop. */
  readonly commitment: { readonly startMw: Mw; readonly stopMw: Mw } | null;
  readonly heat: { readonly area: number; readonly mwPerMw: number } | null;
  /** Before anything was metered; undefined: nothing is known. */
  readonly initialMw: Mw | undefined;
  readonly initialHours: Hours;
}
export interface PlantCsp {
  readonly id: string;
  readonly area: number;
  readonly ratedMw: Mw;
  readonly leastMw: Mw;
  readonly efficiencyRatio: Ratio;
  readonly minimumMwh: Mwh;
  readonly maximumMwh: Mwh;
  readonly initialMwh: Mwh;
  readonly lossRatioPerH: Ratio;
}
export interface PlantReservoir {
  readonly id: string;
  readonly area: number;
  readonly ratedMw: Mw;
  readonly mwPerM3PerS: number;
  readonly minimumMm3: Mm3;
  readonly maximumMm3: Mm3;
  readonly initialMm3: Mm3;
  readonly minimumReleaseM3PerS: number;
  readonly rampMwPerH?: number | undefined;
  readonly downstream?:
    | {
        readonly reservoir: string;
        readonly delayHours: Hours;
        readonly initialM3PerS?: number | undefined;
      }
    | undefined;
}
export interface PlantBattery {
  readonly id: string;
  readonly area: number;
  /** The site behind whose meter it stands; it never gives more than that site takes. */
  readonly behindMeterOf?: string | undefined;
  readonly chargeMw: Mw;
  readonly dischargeMw: Mw;
  readonly minimumMwh: Mwh;
  readonly maximumMwh: Mwh;
  readonly initialMwh: Mwh;
  readonly chargeEfficiencyRatio: Ratio;
  readonly dischargeEfficiencyRatio: Ratio;
  readonly lossRatioPerH?: Ratio;
}
export interface PlantHvdc {
  readonly id: string;
  readonly area: number;
  /** Receiving area when it lies in the region. */
  readonly toArea?: number | undefined;
  readonly ratedMw: Mw;
  readonly minimumMw: Mw;
  readonly lossRatio: Ratio;
}
export interface PlantConverter {
  readonly id: string;
  readonly fromArea: number;
  readonly toArea: number;
  readonly ratedMw: Mw;
}

/** Derives the plant from a validated region. */
export function plantModel(region: Region): PlantModel {
  const areas = region.areas.map((area) => area.id);
  const at = (id: string): number => areas.indexOf(id);
  return {
    names: elementNames(region),
    areas,
    acLines: region.acLines.map((line) => ({ ...line, from: at(line.from), to: at(line.to) })),
    renewables: [...region.pv, ...region.wind].map(({ id, area, capacityMw }) => ({
      id,
      area: at(area),
      capacityMw,
    })),
    thermalUnits: region.thermalUnits.map((unit) => thermalOf(unit, at)),
    cspPlants: region.cspPlants.map((plant) => ({
      ...plant,
      area: at(plant.area),
      leastMw: plant.minimumRatio * plant.ratedMw,
    })),
    reservoirs: region.reservoirs.map((reservoir) => ({
      ...reservoir,
      area: at(reservoir.area),
      mwPerM3PerS: hydroMwPerM3PerS(reservoir.headM, reservoir.efficiencyRatio),
    })),
    batteries: region.batteries.map((battery) => ({
      ...battery,
      area: at(battery.area),
      behindMeterOf: battery.behindMeter ? battery.site : undefined,
      minimumMwh: battery.minimumSocRatio * battery.capacityMwh,
      maximumMwh: battery.maximumSocRatio * battery.capacityMwh,
      initialMwh: battery.initialSocRatio * battery.capacityMwh,
    })),
    gridConnections: region.gridConnections.map((grid) => ({ ...grid, area: at(grid.area) })),
    hvdcLinks: region.hvdcLinks.map((link) => ({
      ...link,
      area: at(link.from),
      toArea: link.to === undefined ? undefined : at(link.to),
      minimumMw: link.minimumRatio * link.ratedMw,
    })),
    converters: region.converters.map(({ id, from, to, ratedMw }) => ({
      id,
      fromArea: at(from),
      toArea: at(to),
      ratedMw,
    })),
    sites: region.sites.map((site) => ({ id: site.id, area: at(site.area) })),
  };
}

function thermalOf(unit: Region['thermalUnits'][number], at: (id: string) => number): PlantThermal {
  const { commitment, heat } = unit;
  return {
    id: unit.id,
    area: at(unit.area),
    ratedMw: unit.ratedMw,
    leastMw: unit.minimumRatio * unit.ratedMw,
    rampUpMwPerH: unit.rampUpMwPerH ?? Number.POSITIVE_INFINITY,
    rampDownMwPerH: unit.rampDownMwPerH ?? Number.POSITIVE_INFINITY,
    commitment:
      commitment === undefined
        ? null
        : { startMw: commitment.startMw ?? unit.ratedMw, stopMw: commitment.stopMw ?? unit.ratedMw },
    heat: heat === undefined ? null : { area: at(heat.area), mwPerMw: heat.mwPerMw },
    initialMw: unit.initialMw,
    initialHours: unit.initialHours,
  };
}
