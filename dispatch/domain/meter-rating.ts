import type { Mw } from '#units';
import type { Region } from './region.ts';
import type { Meter } from './region-meters.ts';

/** The rating that a meter's readings are held against; null where the region says none. */
export function meterRatingMw(region: Region, meter: Meter): Mw | null {
  if (meter.ratedMw !== undefined) return meter.ratedMw;
  const { element, quantity } = meter;
  const store = region.batteries.find(({ id }) => id === element);
  if (store !== undefined) return quantity === 'chargeMw' ? store.chargeMw : store.dischargeMw;
  const grid = region.gridConnections.find(({ id }) => id === element);
  if (grid !== undefined) return quantity === 'importMw' ? grid.importLimitMw : grid.exportLimitMw;
  const plant = [...region.pv, ...region.wind].find(({ id }) => id === element);
  if (plant !== undefined) return plant.capacityMw;
  const rated = [...region.cspPlants, ...region.reservoirs, ...region.thermalUnits].find(
    ({ id }) => id === element,
  );
  if (rated === undefined) return null;
  return quantity === 'generationMw' ? rated.ratedMw : null;
}
