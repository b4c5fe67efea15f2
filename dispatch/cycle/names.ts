import type { Region } from '#dispatch/domain';
import type { Bilingual } from '#units';

/** What people call a thing of the region, by its id. */
export type NameOf = (id: string) => Bilingual;

/** Where no region is at hand: the id itself. */
export const byId: NameOf = (id) => ({ zh: id, en: id });

const known = new WeakMap<Region, ReadonlyMap<string, Bilingual>>();

/** Names of everything in a region; an id that the region does not know stands for itself. */
export function namesOf(region: Region): NameOf {
  let names = known.get(region);
  if (names === undefined) {
    names = new Map(namedThings(region).map(({ id, name }) => [id, name]));
    known.set(region, names);
  }
  const found = names;
  return (id) => found.get(id) ?? byId(id);
}

const namedThings = (region: Region): readonly { readonly id: string; readonly name: Bilingual }[] => [
  ...region.areas,
  ...region.acLines,
  ...region.hvdcLinks,
  ...region.pv,
  ...region.wind,
  ...region.reservoirs,
  ...region.batteries,
  ...region.gridConnections,
  ...region.sites,
  ...region.sites.flatMap((site) => site.pools),
  ...region.networkLinks,
  ...region.userRegions,
];
