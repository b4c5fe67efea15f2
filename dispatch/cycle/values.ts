import type { Region, Value } from '#dispatch/domain';

/** One number a period for each value of a region that changes in time, by `valueKey(element id, field)`. */
export type WindowValues = ReadonlyMap<string, Float64Array>;

/** What a forecaster is asked for; published values (prices, tariffs, factors, contracts) are known ahead. */
export type Foreseen = 'pv' | 'wind' | 'load' | 'inflow' | 'weather' | 'published';

/** One value of the region that changes in time: whose it is, and whether it must be forecast. */
export interface TimeValue {
  readonly elementId: string;
  readonly field: string;
  readonly value: Value;
  readonly foreseen: Foreseen;
}

export const valueKey = (elementId: string, field: string): string => `${elementId}.${field}`;

type Row = readonly [element: { readonly id: string }, field: string, value: Value, foreseen: Foreseen];

/** Every value of a region that may change in time, in the order of the region file. */
export function timeValuesOf(region: Region): readonly TimeValue[] {
  const rows: Row[] = [
    ...region.areas.map((area): Row => [area, 'loadMw', area.loadMw, 'load']),
    ...region.pv.map((plant): Row => [plant, 'availableRatio', plant.availableRatio, 'pv']),
    ...region.wind.map((plant): Row => [plant, 'availableRatio', plant.availableRatio, 'wind']),
    ...region.thermalUnits.flatMap((unit): Row[] => [
      [unit, 'availableRatio', unit.availableRatio, 'published'],
      [unit, 'fuelYuanPerMwh', unit.fuelYuanPerMwh, 'published'],
    ]),
    ...region.cspPlants.map((plant): Row => [plant, 'availableRatio', plant.availableRatio, 'pv']),
    ...region.reservoirs.map((lake): Row => [lake, 'inflowM3PerS', lake.inflowM3PerS, 'inflow']),
    ...region.hvdcLinks.flatMap((link): Row[] => [
      [link, 'deliveredPriceYuanPerMwh', link.deliveredPriceYuanPerMwh, 'published'],
      [link, 'contractedMw', link.contractedMw, 'published'],
    ]),
    ...region.converters.flatMap((station): Row[] => [
      [station, 'minimumRatio', station.minimumRatio, 'published'],
      [station, 'maximumRatio', station.maximumRatio, 'published'],
      [station, 'efficiencyRatio', station.efficiencyRatio, 'published'],
      [station, 'operatingYuanPerMwh', station.operatingYuanPerMwh, 'published'],
    ]),
    ...region.reserves.flatMap((reserve): Row[] => [
      [reserve, 'upMw', reserve.upMw, 'published'],
      [reserve, 'downMw', reserve.downMw, 'published'],
    ]),
    ...region.gridConnections.flatMap((grid): Row[] => [
      [grid, 'importYuanPerMwh', grid.importYuanPerMwh, 'published'],
      [grid, 'exportYuanPerMwh', grid.exportYuanPerMwh, 'published'],
      [grid, 'emissionTco2PerMwh', grid.emissionTco2PerMwh, 'published'],
    ]),
    ...region.contracts.flatMap((contract): Row[] =>
      'contractedMw' in contract.quantity
        ? [[contract, 'contractedMw', contract.quantity.contractedMw, 'published']]
        : [],
    ),
    ...region.sites.flatMap((site): Row[] => [
      [site, 'temperatureC', site.temperatureC, 'weather'],
      [site, 'wetBulbC', site.wetBulbC, 'weather'],
    ]),
  ];
  return rows.map(([element, field, value, foreseen]) => ({ elementId: element.id, field, value, foreseen }));
}

/** The numbers of one value; a missing one is a bug of the caller, since every value of the region is resolved. */
export function valuesOf(values: WindowValues, elementId: string, field: string): Float64Array {
  const found = values.get(valueKey(elementId, field));
  if (found === undefined) throw new Error(`Invariant broken: no value resolved for ${elementId}.${field}`);
  return found;
}
