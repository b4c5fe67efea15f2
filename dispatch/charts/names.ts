import { elementNames, type Region, readSourceKey, type SourceKind } from '#dispatch/domain';
import type { Bilingual } from '#units';
import type { ChartColour, ChartContext } from './picture.ts';

/** Names and source kinds of a region's elements, as a picture's context wants them. */
export const elementsOf = (
  region: Region,
): {
  readonly names: Readonly<Record<string, Bilingual>>;
  readonly sourceKinds: Readonly<Record<string, SourceKind>>;
} => {
  const kinds = (elements: readonly { id: string }[], kind: SourceKind) =>
    elements.map(({ id }): [string, SourceKind] => [id, kind]);
  return {
    names: elementNames(region),
    sourceKinds: Object.fromEntries([
      ...kinds(region.pv, 'pv'),
      ...kinds(region.wind, 'wind'),
      ...kinds(region.cspPlants, 'csp'),
      ...kinds(region.reservoirs, 'hydro'),
      ...kinds(region.batteries, 'storage'),
      ...kinds(region.thermalUnits, 'thermal'),
      ...kinds(region.gridConnections, 'grid'),
    ]),
  };
};

/** Name of an element; energy out of a storage is named by both, as in `Gonghe PV (Shared battery)`. */
export const nameOf = ({ names, language }: ChartContext, id: string): string => {
  const { origin, storage } = readSourceKey(id);
  const name = (element: string): string => names?.[element]?.[language] ?? element;
  return storage === null ? name(origin) : `${name(origin)} (${name(storage)})`;
};

/** Kind of a key of `bySourceWh`: what comes out of a storage counts as storage, wherever it was made. */
export const sourceKindOf = ({ sourceKinds }: ChartContext, key: string): SourceKind | undefined => {
  const { origin, storage } = readSourceKey(key);
  return sourceKinds?.[storage ?? origin];
};

export const SOURCE_COLOUR: Readonly<Record<SourceKind, ChartColour>> = {
  pv: 'sun',
  wind: 'wind',
  csp: 'sunHeat',
  hydro: 'water',
  storage: 'storageDischarge',
  thermal: 'thermal',
  grid: 'gridImport',
};
/** Order in which sources lie in stacks and lists. */
export const SOURCE_ORDER: readonly SourceKind[] = [
  'hydro',
  'csp',
  'wind',
  'pv',
  'storage',
  'thermal',
  'grid',
];

export const sourceColour = (context: ChartContext, id: string): string => {
  const { look } = context;
  const kind = sourceKindOf(context, id);
  return look.colours[kind ? SOURCE_COLOUR[kind] : 'carbon'];
};

/** Tints for several elements of one meaning (sites, batteries, pools), told apart by lightness and order. */
export const tint = (colour: string, index: number, count: number): string => {
  const share = count <= 1 ? 1 : 1 - (0.55 * index) / (count - 1);
  const alpha = Math.round(share * 255)
    .toString(16)
    .padStart(2, '0');
  return `${colour}${alpha}`;
};
