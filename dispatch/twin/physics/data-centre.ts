import type { Cooling, Site } from '#dispatch/domain';
import { type Celsius, kwToMw, type Metres, type Mw, type Ratio } from '#units';
import { airDensityKgPerM3, SEA_LEVEL_DENSITY_KG_PER_M3 } from './air.ts';

/** Chiller power per IT power: 0 up to the free-cooling limit, linear to `chillerRatio` at `chillerFullAtC`. */
export function chillerPerIt(cooling: Cooling, wetBulbC: Celsius): Ratio {
  const span = cooling.chillerFullAtC - cooling.freeCoolingBelowC;
  if (span <= 0) return wetBulbC < cooling.freeCoolingBelowC ? 0 : cooling.chillerRatio;
  const share = (wetBulbC - cooling.freeCoolingBelowC) / span;
  return cooling.chillerRatio * Math.min(1, Math.max(0, share));
}

/**
 * Facility MW per MW of IT power, the slope of PUE: 1 + loss + fan (1.225/rho)² + chiller(wet bulb).
 * Fans move volume, heat needs mass: thin air costs the square of the density ratio (fan laws at constant mass flow).
 */
export function facilityPerIt(
  cooling: Cooling,
  altitudeM: Metres,
  temperatureC: Celsius,
  wetBulbC: Celsius,
): Ratio {
  const thinness = SEA_LEVEL_DENSITY_KG_PER_M3 / airDensityKgPerM3(altitudeM, temperatureC);
  return 1 + cooling.lossRatio + cooling.fanRatio * thinness ** 2 + chillerPerIt(cooling, wetBulbC);
}

/** Facility MW at zero IT power. */
export const facilityFixedMw = (cooling: Cooling): Mw => cooling.fixedMw;

/** IT power of a site with every unit at its peak; unlimited pools have none. */
export const fullItMw = (site: Pick<Site, 'pools'>): Mw =>
  site.pools.reduce(
    (sum, pool) => sum + (pool.unitCount === 'unlimited' ? 0 : kwToMw(pool.unitCount * pool.peakKwPerUnit)),
    0,
  );

/** Facility MW per MW² of IT power: losses in cables and transformers, `partLoadLossRatio` of the IT power at full load. */
export function facilityPerItSquared(site: Pick<Site, 'pools' | 'cooling'>): number {
  const { partLoadLossRatio } = site.cooling;
  return partLoadLossRatio === 0 ? 0 : partLoadLossRatio / fullItMw(site);
}
