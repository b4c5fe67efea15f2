import type { PlantState } from '#dispatch/domain';
import type { Hours, Mw } from '#units';
import type { Lever, LeverKind } from './lever.ts';
import type { PlantModel } from './plant-model.ts';
import type { PlantActuals } from './plant-records.ts';
import type { SetPoints } from './set-points.ts';
import { chargeRoomMw, dischargeRoomMw, hydroRoomMw } from './storage-step.ts';

/** Everything adjustable in one period, at its set-point cut to what sun, wind, water and content allow. */
export function plantLevers(
  model: PlantModel,
  state: PlantState,
  setPoints: SetPoints,
  actuals: PlantActuals,
  hours: Hours,
): Lever[] {
  const wanted = (element: string, quantity: string): number => setPoints.values[element]?.[quantity] ?? 0;
  return [
    ...model.renewables.map(({ id, area, capacityMw }) => {
      const available = Math.min(capacityMw, Math.max(0, actuals.availableMw[id] ?? 0));
      return lever('renewable', id, area, available - plannedCurtailmentMw(setPoints, id), 0, available);
    }),
    ...model.batteries.map((battery) => {
      const stored = state.batteryMwh[battery.id] ?? battery.initialMwh;
      const net = wanted(battery.id, 'dischargeMw') - wanted(battery.id, 'chargeMw');
      const low = -chargeRoomMw(battery, stored, hours);
      return lever('battery', battery.id, battery.area, net, low, dischargeRoomMw(battery, stored, hours));
    }),
    ...model.gridConnections.flatMap((grid) => {
      // One direction at a time: a plan that does both is netted.
      const net = wanted(grid.id, 'importMw') - wanted(grid.id, 'exportMw');
      return [
        lever('gridImport', grid.id, grid.area, Math.max(0, net), 0, grid.importLimitMw),
        lever('gridExport', grid.id, grid.area, Math.min(0, net), -grid.exportLimitMw, 0),
      ];
    }),
    ...model.reservoirs.map((reservoir) => {
      const stored = state.reservoirMm3[reservoir.id] ?? reservoir.initialMm3;
      const high = hydroRoomMw(reservoir, stored, actuals.inflowM3PerS[reservoir.id] ?? 0, hours);
      const soft = Math.min(high, reservoir.minimumReleaseM3PerS * reservoir.mwPerM3PerS);
      return {
        ...lever('hydro', reservoir.id, reservoir.area, wanted(reservoir.id, 'generationMw'), 0, high),
        softLowMw: soft,
      };
    }),
    ...model.hvdcLinks.map((link) => {
      // Without a set-point the line goes on with the step it holds.
      const held = state.hvdcMw[link.id] ?? link.minimumMw;
      const sent = Math.min(link.ratedMw, setPoints.values[link.id]?.sentMw ?? held);
      // The line may give way to keep people supplied, down to its minimum; it never takes more than its schedule.
      return lever('hvdc', link.id, link.area, -sent, -sent, -Math.min(sent, link.minimumMw));
    }),
    ...shedLevers(model, actuals),
  ];
}

function lever(kind: LeverKind, element: string, area: number, wanted: Mw, low: Mw, high: Mw): Lever {
  const value = Math.min(high, Math.max(low, wanted));
  return { kind, element, area, setPointMw: value, lowMw: low, highMw: high, softLowMw: low, valueMw: value };
}

/** What the plan throws away on purpose (a full line, say) and what the plant therefore keeps aside. */
function plannedCurtailmentMw(setPoints: SetPoints, id: string): Mw {
  const row = setPoints.values[id];
  if (row === undefined) return 0;
  if (row.curtailedMw !== undefined) return row.curtailedMw;
  if (row.availableMw === undefined || row.generationMw === undefined) return 0;
  return Math.max(0, row.availableMw - row.generationMw);
}

/** Demand that can be left out: work by tier, what tolerates most first; then areas, then the sites' fixed power. */
function shedLevers(model: PlantModel, actuals: PlantActuals): Lever[] {
  const computeKinds = ['compute0', 'compute1', 'compute2', 'compute3'] as const;
  return [
    ...model.sites.flatMap(({ id, area }) => {
      const site = actuals.sites[id];
      if (site === undefined) return [];
      return [
        ...computeKinds.map((kind, tier) =>
          lever(kind, id, area, 0, 0, site.itMwByTier[tier]! * site.facilityPerIt),
        ),
        lever('siteFixed', id, area, 0, 0, site.fixedMw),
      ];
    }),
    ...model.areas.map((id, area) => lever('load', id, area, 0, 0, actuals.loadMw[id] ?? 0)),
  ];
}

/** Demand of each area before anything is shed and without the levers: load and facility power, MW. */
export function fixedDemandMw(model: PlantModel, actuals: PlantActuals): Float64Array {
  const demand = Float64Array.from(model.areas, (id) => actuals.loadMw[id] ?? 0);
  for (const { id, area } of model.sites) {
    const site = actuals.sites[id];
    if (site === undefined) continue;
    demand[area]! += site.fixedMw + site.itMwByTier.reduce((sum, mw) => sum + mw, 0) * site.facilityPerIt;
  }
  return demand;
}
