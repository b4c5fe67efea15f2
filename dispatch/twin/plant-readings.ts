import type { Reading } from '#dispatch/domain';
import type { Dispatched } from './dispatched.ts';
import { type Lever, leverMw } from './lever.ts';
import type { PlantModel } from './plant-model.ts';
import { converterRatios, type PlantActuals } from './plant-records.ts';
import type { SetPoints } from './set-points.ts';

type Row = readonly [element: string, quantity: string, value: number];

/** The meters of one period. Quality is `generated`: a twin stands for the plant. */
export function readingsOf(
  model: PlantModel,
  setPoints: SetPoints,
  actuals: PlantActuals,
  dispatched: Dispatched,
): Reading[] {
  const rows: Row[] = [
    ...dispatched.levers.flatMap((lever) => leverRows(model, lever, actuals, dispatched)),
    ...model.areas.map(
      (id): Row => [id, 'loadMw', (actuals.loadMw[id] ?? 0) - leverMw(dispatched.levers, 'load', id)],
    ),
    ...model.sites.flatMap(({ id }) => siteRows(model, id, actuals, dispatched)),
    ...model.acLines.map(({ id }): Row => [id, 'flowMw', dispatched.flowMw[id] ?? 0]),
  ];
  return rows.map(([element, quantity, value]) => ({
    periodStartMs: setPoints.periodStartMs,
    periodMinutes: setPoints.periodMinutes,
    element,
    quantity,
    value,
    quality: 'generated',
  }));
}

function leverRows(model: PlantModel, lever: Lever, actuals: PlantActuals, dispatched: Dispatched): Row[] {
  const { element, valueMw } = lever;
  switch (lever.kind) {
    case 'renewable':
      return [
        [element, 'generationMw', valueMw],
        [element, 'availableMw', lever.highMw],
      ];
    case 'battery':
      return [
        [element, 'chargeMw', Math.max(0, -valueMw)],
        [element, 'dischargeMw', Math.max(0, valueMw)],
        [element, 'storedMwh', dispatched.state.batteryMwh[element]!],
      ];
    case 'gridImport':
      return [[element, 'importMw', valueMw]];
    case 'gridExport':
      return [[element, 'exportMw', Math.max(0, -valueMw)]];
    case 'hydro': {
      const water = dispatched.water[element]!;
      return [
        [element, 'generationMw', valueMw],
        [element, 'turbineM3PerS', water.turbineM3PerS],
        [element, 'spillM3PerS', water.spillM3PerS],
        [element, 'storedMm3', water.storedMm3],
      ];
    }
    case 'thermal': {
      const { heat } = model.thermalUnits.find((unit) => unit.id === element)!;
      const generated: Row = [element, 'generationMw', valueMw];
      return heat === null ? [generated] : [generated, [element, 'heatMw', valueMw * heat.mwPerMw]];
    }
    case 'csp':
      return [
        [element, 'generationMw', valueMw],
        [element, 'fieldMw', actuals.fieldMw?.[element] ?? 0],
        [element, 'defocusedMw', dispatched.heat[element]!.defocusedMw],
        [element, 'heatMwh', dispatched.heat[element]!.heatMwh],
      ];
    case 'converter': {
      const taken = valueMw / converterRatios(element, actuals).efficiencyRatio;
      const forward: Row[] = [
        [element, 'takenMw', Math.max(0, taken)],
        [element, 'givenMw', Math.max(0, valueMw)],
      ];
      // Backwards it takes what it gives forwards.
      return valueMw >= 0
        ? forward
        : [...forward, [element, 'takenBackMw', -valueMw], [element, 'givenBackMw', -taken]];
    }
    case 'hvdc': {
      const sentMw = Math.max(0, -valueMw);
      const lossRatio = model.hvdcLinks.find((link) => link.id === element)!.lossRatio;
      return [
        [element, 'sentMw', sentMw],
        [element, 'deliveredMw', sentMw * (1 - lossRatio)],
      ];
    }
    case 'load':
      return [[element, 'unservedMw', valueMw]];
    case 'dump':
      return [[element, 'dumpedMw', Math.max(0, -valueMw)]];
    default:
      return [];
  }
}

const COMPUTE = ['compute0', 'compute1', 'compute2', 'compute3'] as const;

function siteRows(model: PlantModel, id: string, actuals: PlantActuals, dispatched: Dispatched): Row[] {
  const site = actuals.sites[id];
  if (site === undefined) return [];
  const shed = COMPUTE.reduce((sum, kind) => sum + leverMw(dispatched.levers, kind, id), 0);
  const wantedIt = site.itMwByTier.reduce((sum, mw) => sum + mw, 0);
  const fixed = site.fixedMw - leverMw(dispatched.levers, 'siteFixed', id);
  const used = wantedIt * site.facilityPerIt - shed + fixed;
  return [
    [id, 'itMw', wantedIt - shed / site.facilityPerIt],
    // The meter stands between the site, its own stores with it, and the network.
    [id, 'facilityMw', Math.max(0, used - fromOwnStoresMw(model, id, dispatched))],
    [id, 'unservedMw', shed + site.fixedMw - fixed],
  ];
}

const fromOwnStoresMw = (model: PlantModel, site: string, dispatched: Dispatched): number =>
  model.batteries
    .filter((battery) => battery.behindMeterOf === site)
    .reduce((sum, { id }) => sum + leverMw(dispatched.levers, 'battery', id), 0);
