import { type JobStory, type Region, readSourceKey, type SourceKind } from '#dispatch/domain';
import type { ColourName } from '#platform/look';

export const SOURCE_COLOUR: Readonly<Record<SourceKind, ColourName>> = {
  pv: 'sun',
  wind: 'wind',
  csp: 'sunHeat',
  hydro: 'water',
  storage: 'storageDischarge',
  thermal: 'thermal',
  grid: 'gridImport',
};

/** Kind of every source element of the region, by id. */
export const sourceKindsOf = (region: Region): Readonly<Record<string, SourceKind>> => ({
  ...Object.fromEntries(region.pv.map(({ id }) => [id, 'pv'])),
  ...Object.fromEntries(region.wind.map(({ id }) => [id, 'wind'])),
  ...Object.fromEntries(region.cspPlants.map(({ id }) => [id, 'csp'])),
  ...Object.fromEntries(region.reservoirs.map(({ id }) => [id, 'hydro'])),
  ...Object.fromEntries(region.batteries.map(({ id }) => [id, 'storage'])),
  ...Object.fromEntries(region.thermalUnits.map(({ id }) => [id, 'thermal'])),
  ...Object.fromEntries(region.gridConnections.map(({ id }) => [id, 'grid'])),
});

export interface SourceTotal {
  readonly id: string;
  readonly kind: SourceKind | null;
  readonly wh: number;
}

/** A job's watt-hours by the element that fed them in, the largest first: out of a storage, that is the storage. */
export const energyBySource = (
  energy: JobStory['energy'],
  kinds: Readonly<Record<string, SourceKind>>,
): readonly SourceTotal[] => {
  const totals = new Map<string, number>();
  for (const { bySourceWh } of energy)
    for (const [key, wh] of Object.entries(bySourceWh)) {
      const { origin, storage } = readSourceKey(key);
      const id = storage ?? origin;
      totals.set(id, (totals.get(id) ?? 0) + wh);
    }
  return [...totals]
    .filter(([, wh]) => wh > 0)
    .map(([id, wh]) => ({ id, kind: kinds[id] ?? null, wh }))
    .sort((a, b) => b.wh - a.wh || (a.id < b.id ? -1 : 1));
};
