import type { Mw } from '#units';
import { type Lever, leverAt, leverMw } from './lever.ts';
import type { IslandNetwork } from './network-flow.ts';
import type { PlantModel } from './plant-model.ts';
import { converterRatios, type PlantActuals } from './plant-records.ts';

/**
 * What an area gets from plants that do not stand in it, as scheduled: the arriving end of DC links between areas, heat
 * that comes with power. MW by area.
 */
export function arrivingMw(model: PlantModel, levers: readonly Lever[]): Float64Array {
  const arriving = new Float64Array(model.areas.length);
  for (const { id, toArea, lossRatio } of model.hvdcLinks)
    if (toArea !== undefined) arriving[toArea]! -= leverMw(levers, 'hvdc', id) * (1 - lossRatio);
  for (const { id, heat } of model.thermalUnits)
    if (heat !== null) arriving[heat.area]! += leverMw(levers, 'thermal', id) * heat.mwPerMw;
  return arriving;
}

/** Power that a converter takes from its first area, from what it gives. */
export const takenMw = (id: string, levers: readonly Lever[], actuals: PlantActuals): Mw =>
  leverMw(levers, 'converter', id) / converterRatios(id, actuals).efficiencyRatio;

/**
 * Islands in the order in which they are balanced: whoever gets power from a converter before whoever feeds it, so that
 * the converter can follow what is needed. Where converters feed each other in a circle, the later ones stay as planned.
 */
export function balancingOrder(
  model: PlantModel,
  islands: readonly IslandNetwork[],
): readonly IslandNetwork[] {
  const islandOf = (area: number): IslandNetwork => islands.find(({ areas }) => areas.includes(area))!;
  const ordered: IslandNetwork[] = [];
  const begun = new Set<IslandNetwork>();
  const visit = (island: IslandNetwork): void => {
    if (begun.has(island)) return;
    begun.add(island);
    for (const { fromArea, toArea } of model.converters)
      if (island.areas.includes(fromArea)) visit(islandOf(toArea));
    ordered.push(island);
  };
  for (const island of islands) visit(island);
  return ordered;
}

/** Where more may come in than can be turned down (a least output, a ramp, heat that comes with power), it is lost. */
export function dumpLevers(model: PlantModel, levers: readonly Lever[]): Lever[] {
  const most = arrivingMw(model, levers).map((mw) => Math.max(0, mw));
  for (const { kind, area, highMw } of levers)
    if (kind === 'thermal' || kind === 'csp' || kind === 'converter' || kind === 'hydro')
      most[area]! += Math.max(0, highMw);
  for (const { fromArea, ratedMw } of model.converters) most[fromArea]! += ratedMw;
  return model.areas.flatMap((id, area) =>
    most[area]! > 0 ? [leverAt('dump', id, area, 0, -most[area]!, 0)] : [],
  );
}
