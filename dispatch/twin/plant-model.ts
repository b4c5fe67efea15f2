import type { Region } from '#dispatch/domain';
import type { Bilingual, Mm3, Mw, Mwh, Ratio } from '#units';
import { hydroMwPerM3PerS } from './physics/index.ts';

/** The plant's fixed parameters in numbers, derived once from a region. Areas by index, everything else by id. */
export interface PlantModel {
  /** What people call each element, for the texts of events. */
  readonly names?: Readonly<Record<string, Bilingual>>;
  readonly areas: readonly string[];
  readonly acLines: readonly PlantLine[];
  readonly renewables: readonly { readonly id: string; readonly area: number; readonly capacityMw: Mw }[];
  readonly reservoirs: readonly PlantReservoir[];
  readonly batteries: readonly PlantBattery[];
  readonly gridConnections: readonly {
    readonly id: string;
    readonly area: number;
    readonly importLimitMw: Mw;
    readonly exportLimitMw: Mw;
  }[];
  readonly hvdcLinks: readonly PlantHvdc[];
  readonly sites: readonly { readonly id: string; readonly area: number }[];
}
export interface PlantLine {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly reactanceOhm: number;
  readonly limitMw: Mw;
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
}
export interface PlantBattery {
  readonly id: string;
  readonly area: number;
  readonly chargeMw: Mw;
  readonly dischargeMw: Mw;
  readonly minimumMwh: Mwh;
  readonly maximumMwh: Mwh;
  readonly initialMwh: Mwh;
  readonly chargeEfficiencyRatio: Ratio;
  readonly dischargeEfficiencyRatio: Ratio;
}
export interface PlantHvdc {
  readonly id: string;
  readonly area: number;
  readonly ratedMw: Mw;
  readonly minimumMw: Mw;
  readonly lossRatio: Ratio;
}

/** Derives the plant from a validated region. */
export function plantModel(region: Region): PlantModel {
  const areas = region.areas.map((area) => area.id);
  const at = (id: string): number => areas.indexOf(id);
  return {
    names: namesOf(region),
    areas,
    acLines: region.acLines.map((line) => ({ ...line, from: at(line.from), to: at(line.to) })),
    renewables: [...region.pv, ...region.wind].map(({ id, area, capacityMw }) => ({
      id,
      area: at(area),
      capacityMw,
    })),
    reservoirs: region.reservoirs.map((reservoir) => ({
      ...reservoir,
      area: at(reservoir.area),
      mwPerM3PerS: hydroMwPerM3PerS(reservoir.headM, reservoir.efficiencyRatio),
    })),
    batteries: region.batteries.map((battery) => ({
      ...battery,
      area: at(battery.area),
      minimumMwh: battery.minimumSocRatio * battery.capacityMwh,
      maximumMwh: battery.maximumSocRatio * battery.capacityMwh,
      initialMwh: battery.initialSocRatio * battery.capacityMwh,
    })),
    gridConnections: region.gridConnections.map((grid) => ({ ...grid, area: at(grid.area) })),
    hvdcLinks: region.hvdcLinks.map((link) => ({
      ...link,
      area: at(link.from),
      minimumMw: link.minimumRatio * link.ratedMw,
    })),
    sites: region.sites.map((site) => ({ id: site.id, area: at(site.area) })),
  };
}

const namesOf = (region: Region): Readonly<Record<string, Bilingual>> =>
  Object.fromEntries(
    [
      region.areas,
      region.acLines,
      region.pv,
      region.wind,
      region.reservoirs,
      region.batteries,
      region.gridConnections,
      region.hvdcLinks,
      region.sites,
    ].flatMap((things) => things.map(({ id, name }) => [id, name] as const)),
  );
