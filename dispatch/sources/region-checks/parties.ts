import { CENTRE_PARTY, type Contract } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { problemAt, type RegionEntries, type Section, unknownReference } from './entries.ts';

const PLANTS: readonly Section[] = ['pv', 'wind', 'thermalUnits', 'cspPlants', 'reservoirs'];
const USERS: readonly Section[] = ['areas', 'sites'];
const OWNED: readonly Section[] = [...PLANTS, ...USERS, 'batteries', 'gridConnections'];

/**
 * Parties own what exists, and nothing has two owners; contracts name parties, plants of their seller and consumers of their
 * buyer, which AC lines join. A contract has one version: a changed one is another contract with its own days.
 */
export function parties(region: RegionEntries): PathProblem[] {
  const ownerOf = new Map<string, string>();
  return [...ownership(region, ownerOf), ...contracts(region, ownerOf)];
}

const idsOf = (region: RegionEntries, sections: readonly Section[]): string[] =>
  sections.flatMap((section) => region.ids(section).map(({ id }) => id));

function ownership(region: RegionEntries, ownerOf: Map<string, string>): PathProblem[] {
  const known = idsOf(region, OWNED);
  return region.entries('parties').flatMap(({ path, value }) =>
    value.owns.flatMap((id, index) => {
      const at = [...path, 'owns', index];
      if (!known.includes(id))
        return [unknownReference(at, 'plant, store, connection, area or site', id, known)];
      const other = ownerOf.get(id);
      if (other === undefined) ownerOf.set(id, value.id);
      return other === undefined
        ? []
        : [problemAt(at, `"${id}" belongs to "${other}" already`, 'Let each element have one owner.')];
    }),
  );
}

function contracts(region: RegionEntries, ownerOf: ReadonlyMap<string, string>): PathProblem[] {
  const known = [...idsOf(region, ['parties']), CENTRE_PARTY];
  const zoneOf = zonesOf(region);
  return region
    .entries('contracts')
    .flatMap(({ path, value }) => [
      ...(['seller', 'buyer'] as const)
        .filter((side) => !known.includes(value[side]))
        .map((side) => unknownReference([...path, side], 'party', value[side], known)),
      ...members(path, value, 'sources', idsOf(region, PLANTS), ownerOf),
      ...members(path, value, 'consumers', idsOf(region, USERS), ownerOf),
      ...days(path, value),
      ...joined(path, value, zoneOf),
    ]);
}

/** Sources belong to the seller, consumers to the buyer. */
function members(
  path: readonly PropertyKey[],
  contract: Contract,
  field: 'sources' | 'consumers',
  known: readonly string[],
  ownerOf: ReadonlyMap<string, string>,
): PathProblem[] {
  const side = field === 'sources' ? 'seller' : 'buyer';
  return contract[field].flatMap((id, index) => {
    const at = [...path, field, index];
    if (!known.includes(id))
      return [unknownReference(at, field === 'sources' ? 'plant' : 'area or site', id, known)];
    if (contract[field].indexOf(id) < index)
      return [problemAt(at, `"${id}" is named twice`, 'Name it once.')];
    const owner = ownerOf.get(id) ?? CENTRE_PARTY;
    return owner === contract[side]
      ? []
      : [
          problemAt(
            at,
            `"${id}" belongs to "${owner}", not to the ${side} "${contract[side]}"`,
            `Add it to what "${contract[side]}" owns, or name what that party owns.`,
          ),
        ];
  });
}

const days = (path: readonly PropertyKey[], { effectiveFrom, effectiveTo }: Contract): PathProblem[] =>
  effectiveTo < effectiveFrom
    ? [
        problemAt(
          [...path, 'effectiveTo'],
          `it ends on ${effectiveTo}, before it begins`,
          'Correct one of the dates.',
        ),
      ]
    : [];

/** What a contract moves has to get there: over AC lines, whose flows tracing takes it out of. */
function joined(
  path: readonly PropertyKey[],
  { sources, consumers }: Contract,
  zoneOf: ReadonlyMap<string, string>,
): PathProblem[] {
  const placed = [...sources, ...consumers].filter((id) => zoneOf.has(id));
  const apart = placed.find((id) => zoneOf.get(id) !== zoneOf.get(placed[0]!));
  return apart === undefined
    ? []
    : [
        problemAt(
          [...path, 'consumers'],
          `no AC line leads from "${placed[0]!}" to "${apart}"`,
          'Write a contract for each part of the network that AC lines join.',
        ),
      ];
}

/** The first area of the joined part in which each plant, area and site lies. */
function zonesOf(region: RegionEntries): Map<string, string> {
  const zones = new Map(region.ids('areas').map(({ id }) => [id, id]));
  for (const { value } of region.written('acLines')) {
    const [a, b] = [zones.get(String(value.from)), zones.get(String(value.to))];
    if (a === undefined || b === undefined || a === b) continue;
    for (const [area, zone] of zones) if (zone === b) zones.set(area, a);
  }
  for (const section of [...PLANTS, 'sites' as const])
    for (const { value } of region.written(section)) {
      const zone = zones.get(String(value.area));
      if (zone !== undefined) zones.set(String(value.id), zone);
    }
  return zones;
}
