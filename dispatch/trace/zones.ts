import type { Region } from '#dispatch/domain';

/** Zone of each area: areas joined by AC lines share one, named after its first area in the region's order. */
export function electricalZones(region: Region): ReadonlyMap<string, string> {
  const zoneOf = new Map(region.areas.map((area) => [area.id, area.id]));
  const rank = new Map(region.areas.map((area, index) => [area.id, index]));
  for (const line of region.acLines) {
    const [a, b] = [zoneOf.get(line.from)!, zoneOf.get(line.to)!];
    if (a === b) continue;
    const [kept, merged] = rank.get(a)! < rank.get(b)! ? [a, b] : [b, a];
    for (const [area, zone] of zoneOf) if (zone === merged) zoneOf.set(area, kept);
  }
  return zoneOf;
}
