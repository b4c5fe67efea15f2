import type { Region, Site, SiteInput } from '#dispatch/domain';
import { facilityFixedMw, facilityPerIt, facilityPerItSquared } from '#dispatch/twin';
import type { Horizon, Ratio, Tco2PerMwh, YuanPerMwh } from '#units';
import { indexOf } from './assemble-context.ts';
import { valuesOf, type WindowValues } from './values.ts';

/** Every site with its slope of PUE in each period, from its air and its wet bulb, and what rises with its load. */
export function siteInputs(region: Region, horizon: Horizon, values: WindowValues): readonly SiteInput[] {
  const tail = tailOf(region, values);
  return region.sites.map((site) => ({
    id: site.id,
    name: site.name,
    area: indexOf(region.areas, site.area),
    facilityPerIt: slopes(site, values),
    fixedMw: new Float64Array(horizon.periodCount).fill(facilityFixedMw(site.cooling)),
    facilityPerItSquared: facilityPerItSquared(site),
    facilityLimitMw: site.facilityLimitMw ?? Number.POSITIVE_INFINITY,
    ...tail,
  }));
}

/** Facility MW per MW of IT power, one a period: the plant physics of the twin. */
export function slopes(site: Site, values: WindowValues): Float64Array {
  const temperatureC = valuesOf(values, site.id, 'temperatureC');
  const wetBulbC = valuesOf(values, site.id, 'wetBulbC');
  return temperatureC.map((celsius, t) => facilityPerIt(site.cooling, site.altitudeM, celsius, wetBulbC[t]!));
}

export interface TailValue {
  readonly tailYuanPerMwh: YuanPerMwh;
  readonly tailTco2PerMwh: Tco2PerMwh;
  readonly tailDirtyRatio: Ratio;
}

/**
 * What a MWh of facility energy is worth after the horizon: the mean import price of the window, connections weighted
 * by their limits, the mean emission factor and what of it is not clean likewise. An island has no market: there the mean water value, or else
 * the dearest wear of a battery plus the dearest operating cost of a renewable stands for it. The value is exogenous:
 * it does not come from the plan, so that a plan cannot move cost past its own end for free.
 */
export function tailOf(region: Region, values: WindowValues): TailValue {
  const weights = region.gridConnections.map((grid) => ({ id: grid.id, weight: grid.importLimitMw }));
  const total = weights.reduce((sum, row) => sum + row.weight, 0);
  if (total > 0) {
    const weighted = (field: string): number =>
      weights.reduce((sum, row) => sum + (row.weight / total) * mean(valuesOf(values, row.id, field)), 0);
    return {
      tailYuanPerMwh: weighted('importYuanPerMwh'),
      tailTco2PerMwh: weighted('emissionTco2PerMwh'),
      tailDirtyRatio: region.gridConnections.reduce(
        (sum, grid) => sum + (grid.importLimitMw / total) * (1 - grid.cleanShareRatio),
        0,
      ),
    };
  }
  const water = region.reservoirs.map((lake) => lake.waterValueYuanPerMwh);
  if (water.length > 0) return { tailYuanPerMwh: mean(water), tailTco2PerMwh: 0, tailDirtyRatio: 0 };
  const wear = Math.max(0, ...region.batteries.map((battery) => battery.wearYuanPerMwh));
  const operating = Math.max(0, ...[...region.pv, ...region.wind].map((plant) => plant.operatingYuanPerMwh));
  return { tailYuanPerMwh: wear + operating, tailTco2PerMwh: 0, tailDirtyRatio: 0 };
}

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
