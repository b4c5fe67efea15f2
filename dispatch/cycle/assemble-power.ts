import type { PlantState, Problem, Region } from '#dispatch/domain';
import { hydroMwPerM3PerS } from '#dispatch/twin';
import { type Horizon, invariant, MS_PER_MINUTE, type Mw } from '#units';
import { valuesOf, type WindowValues } from './values.ts';

export type PowerPart = Pick<
  Problem,
  'areas' | 'acLines' | 'hvdcLinks' | 'renewables' | 'reservoirs' | 'batteries' | 'gridConnections'
>;

/** Index of a named thing in its list; the region was validated, so an unknown name is a bug. */
export function indexOf(list: readonly { readonly id: string }[], id: string): number {
  const index = list.findIndex((row) => row.id === id);
  invariant(index >= 0, `the region refers to "${id}", which it does not contain`);
  return index;
}

/** The power side of a problem: every element of the region with its numbers of each period. */
export function powerPart(
  region: Region,
  horizon: Horizon,
  values: WindowValues,
  state: PlantState,
): PowerPart {
  const areaOf = (id: string): number => indexOf(region.areas, id);
  return {
    areas: region.areas.map((area) => ({ id: area.id, loadMw: valuesOf(values, area.id, 'loadMw') })),
    acLines: region.acLines.map((line) => ({
      id: line.id,
      fromArea: areaOf(line.from),
      toArea: areaOf(line.to),
      reactanceOhm: line.reactanceOhm,
      limitMw: line.limitMw,
    })),
    hvdcLinks: region.hvdcLinks.map((link) => ({
      id: link.id,
      area: areaOf(link.from),
      ratedMw: link.ratedMw,
      minimumRatio: link.minimumRatio,
      lossRatio: link.lossRatio,
      holdPeriods: Math.max(1, Math.ceil(link.holdMinutes / horizon.periodMinutes)),
      deliveredYuanPerMwh: valuesOf(values, link.id, 'deliveredPriceYuanPerMwh'),
      contractedMw: valuesOf(values, link.id, 'contractedMw'),
      shortfallYuanPerMwh: link.shortfallYuanPerMwh,
      ...heldStep(link, horizon, state),
    })),
    renewables: [
      ...region.pv.map((plant) => ({ ...plant, kind: 'pv' as const })),
      ...region.wind.map((plant) => ({ ...plant, kind: 'wind' as const })),
    ].map((plant) => ({
      id: plant.id,
      area: areaOf(plant.area),
      kind: plant.kind,
      availableMw: valuesOf(values, plant.id, 'availableRatio').map((ratio) => ratio * plant.capacityMw),
      operatingYuanPerMwh: plant.operatingYuanPerMwh,
    })),
    reservoirs: reservoirs(region, values, state),
    batteries: batteries(region, state),
    gridConnections: region.gridConnections.map((grid) => ({
      id: grid.id,
      area: areaOf(grid.area),
      importLimitMw: grid.importLimitMw,
      exportLimitMw: grid.exportLimitMw,
      importYuanPerMwh: valuesOf(values, grid.id, 'importYuanPerMwh'),
      exportYuanPerMwh: valuesOf(values, grid.id, 'exportYuanPerMwh'),
      emissionTco2PerMwh: valuesOf(values, grid.id, 'emissionTco2PerMwh'),
      cleanShareRatio: grid.cleanShareRatio,
    })),
  };
}

/** A step that has begun is held to its end: the block of the window's start is not chosen anew inside it. */
function heldStep(
  link: Region['hvdcLinks'][number],
  horizon: Horizon,
  state: PlantState,
): { readonly heldMw?: Mw } {
  const blockMs =
    Math.max(1, Math.ceil(link.holdMinutes / horizon.periodMinutes)) * horizon.periodMinutes * MS_PER_MINUTE;
  const isInside = Math.floor((state.atMs - 1) / blockMs) === Math.floor(horizon.startMs / blockMs);
  const sentMw = state.hvdcMw[link.id];
  if (!isInside || sentMw === undefined) return {};
  return { heldMw: within(sentMw, link.minimumRatio * link.ratedMw, link.ratedMw) };
}

const reservoirs = (region: Region, values: WindowValues, state: PlantState): PowerPart['reservoirs'] =>
  region.reservoirs.map((lake) => ({
    id: lake.id,
    area: indexOf(region.areas, lake.area),
    ratedMw: lake.ratedMw,
    mwPerM3PerS: hydroMwPerM3PerS(lake.headM, lake.efficiencyRatio),
    minimumMm3: lake.minimumMm3,
    maximumMm3: lake.maximumMm3,
    initialMm3: within(state.reservoirMm3[lake.id] ?? lake.initialMm3, lake.minimumMm3, lake.maximumMm3),
    inflowM3PerS: valuesOf(values, lake.id, 'inflowM3PerS'),
    minimumReleaseM3PerS: lake.minimumReleaseM3PerS,
    waterValueYuanPerMwh: lake.waterValueYuanPerMwh,
  }));

/** A battery ends the window at least as full as it began it: energy is not made by emptying the store. */
const batteries = (region: Region, state: PlantState): PowerPart['batteries'] =>
  region.batteries.map((battery) => {
    const minimumMwh = battery.minimumSocRatio * battery.capacityMwh;
    const maximumMwh = battery.maximumSocRatio * battery.capacityMwh;
    const storedMwh = state.batteryMwh[battery.id] ?? battery.initialSocRatio * battery.capacityMwh;
    const initialMwh = within(storedMwh, minimumMwh, maximumMwh);
    return {
      id: battery.id,
      area: indexOf(region.areas, battery.area),
      chargeMw: battery.chargeMw,
      dischargeMw: battery.dischargeMw,
      minimumMwh,
      maximumMwh,
      initialMwh,
      finalMwh: initialMwh,
      chargeEfficiencyRatio: battery.chargeEfficiencyRatio,
      dischargeEfficiencyRatio: battery.dischargeEfficiencyRatio,
      wearYuanPerMwh: battery.wearYuanPerMwh,
    };
  });

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
