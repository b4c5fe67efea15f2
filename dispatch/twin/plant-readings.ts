import type { Reading } from '#dispatch/domain';
import type { Dispatched } from './dispatched.ts';
import { type Lever, leverMw } from './lever.ts';
import type { PlantModel } from './plant-model.ts';
import type { PlantActuals } from './plant-records.ts';
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
    ...dispatched.levers.flatMap((lever) => leverRows(model, lever, dispatched)),
    ...model.areas.map(
      (id): Row => [id, 'loadMw', (actuals.loadMw[id] ?? 0) - leverMw(dispatched.levers, 'load', id)],
    ),
    ...model.sites.flatMap(({ id }) => siteRows(id, actuals, dispatched)),
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

function leverRows(model: PlantModel, lever: Lever, dispatched: Dispatched): Row[] {
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
    default:
      return [];
  }
}

const COMPUTE = ['compute0', 'compute1', 'compute2', 'compute3'] as const;

function siteRows(id: string, actuals: PlantActuals, dispatched: Dispatched): Row[] {
  const site = actuals.sites[id];
  if (site === undefined) return [];
  const shed = COMPUTE.reduce((sum, kind) => sum + leverMw(dispatched.levers, kind, id), 0);
  const wantedIt = site.itMwByTier.reduce((sum, mw) => sum + mw, 0);
  const fixed = site.fixedMw - leverMw(dispatched.levers, 'siteFixed', id);
  return [
    [id, 'itMw', wantedIt - shed / site.facilityPerIt],
    [id, 'facilityMw', wantedIt * site.facilityPerIt - shed + fixed],
    [id, 'unservedMw', shed + site.fixedMw - fixed],
  ];
}
