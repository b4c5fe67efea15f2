import type { PlantState } from '#dispatch/domain';
import type { Hours, Mw } from '#units';
import { type Lever, leverAt } from './lever.ts';
import type { PlantBattery, PlantModel } from './plant-model.ts';
import type { PlantActuals, SiteActuals } from './plant-records.ts';
import { contentBefore, dischargeRoomMw } from './storage-step.ts';

/** What a site takes while nothing is shed and no store of its own helps. */
export const drawOf = (site: SiteActuals): Mw =>
  site.fixedMw + site.itMwByTier.reduce((sum, mw) => sum + mw, 0) * site.facilityPerIt;

/** What a store behind a site's meter may give at most: its part of what the site takes; no limit for every other. */
export function drawBehind(model: PlantModel, battery: PlantBattery, actuals: PlantActuals): Mw {
  if (battery.behindMeterOf === undefined) return Number.POSITIVE_INFINITY;
  const site = actuals.sites[battery.behindMeterOf];
  if (site === undefined) return 0;
  const together = storesOf(model, battery.behindMeterOf).reduce((sum, one) => sum + one.dischargeMw, 0);
  return (drawOf(site) * battery.dischargeMw) / together;
}

const storesOf = (model: PlantModel, site: string): readonly PlantBattery[] =>
  model.batteries.filter((battery) => battery.behindMeterOf === site);

/** Demand that can be left out: work by tier, what tolerates most first; then areas, then the sites' fixed power. */
export function shedLevers(
  model: PlantModel,
  state: PlantState,
  actuals: PlantActuals,
  hours: Hours,
): Lever[] {
  const computeKinds = ['compute0', 'compute1', 'compute2', 'compute3'] as const;
  return [
    ...model.sites.flatMap(({ id, area }) => {
      const site = actuals.sites[id];
      if (site === undefined) return [];
      // What its own stores may carry is not shed: a site feeds nothing back.
      const carried = carriedByOwnStores(model, id, state, hours) / Math.max(drawOf(site), 1e-9);
      const left = Math.max(0, 1 - carried);
      return [
        ...computeKinds.map((kind, tier) =>
          leverAt(kind, id, area, 0, 0, left * site.itMwByTier[tier]! * site.facilityPerIt),
        ),
        leverAt('siteFixed', id, area, 0, 0, left * site.fixedMw),
      ];
    }),
    ...model.areas.map((id, area) => leverAt('load', id, area, 0, 0, actuals.loadMw[id] ?? 0)),
  ];
}

const carriedByOwnStores = (model: PlantModel, site: string, state: PlantState, hours: Hours): Mw =>
  storesOf(model, site).reduce(
    (sum, battery) => sum + dischargeRoomMw(battery, contentBefore(battery, state, hours), hours),
    0,
  );

/** Demand of each area before anything is shed and without the levers: load and facility power, MW. */
export function fixedDemandMw(model: PlantModel, actuals: PlantActuals): Float64Array {
  const demand = Float64Array.from(model.areas, (id) => actuals.loadMw[id] ?? 0);
  for (const { id, area } of model.sites) {
    const site = actuals.sites[id];
    if (site !== undefined) demand[area]! += drawOf(site);
  }
  return demand;
}
