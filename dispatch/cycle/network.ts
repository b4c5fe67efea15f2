import type { NetworkLink, Region } from '#dispatch/domain';
import type { Gb, Gbps, Hours } from '#units';

/** A way through the network: its narrowest link decides the rate. Links carry both ways. */
export interface Route {
  readonly gbps: Gbps;
  readonly narrowest: string;
  readonly hops: number;
}

/** Hours to carry a volume at a rate; GB are bytes, Gb/s are bits. */
export const transferHours = (volumeGb: Gb, gbps: Gbps): Hours => (volumeGb * 8) / gbps / 3600;

/** The widest way between two places, fewer hops first among equals; null when none exists. */
export function widestRoute(links: readonly NetworkLink[], from: string, to: string): Route | null {
  const best = new Map<string, Route>([[from, { gbps: Number.POSITIVE_INFINITY, narrowest: '', hops: 0 }]]);
  const open = new Set([from]);
  while (open.size > 0) {
    const here = [...open].reduce((a, b) => (isBetter(best.get(b)!, best.get(a)) ? b : a));
    open.delete(here);
    for (const link of links) {
      const next = link.from === here ? link.to : link.to === here ? link.from : null;
      if (next === null) continue;
      const way = extend(best.get(here)!, link);
      if (!isBetter(way, best.get(next))) continue;
      best.set(next, way);
      open.add(next);
    }
  }
  return best.get(to) ?? null;
}

const extend = (way: Route, link: NetworkLink): Route => ({
  gbps: Math.min(way.gbps, link.gbps),
  narrowest: link.gbps < way.gbps ? link.id : way.narrowest,
  hops: way.hops + 1,
});

const isBetter = (a: Route, b: Route | undefined): boolean =>
  b === undefined || a.gbps > b.gbps || (a.gbps === b.gbps && a.hops < b.hops);

/** The site that a link is booked on: the one it starts at, or ends at. */
export const siteOfLink = (region: Region, link: NetworkLink): string =>
  (region.sites.find((site) => site.id === link.from || site.id === link.to) ?? region.sites[0]!).id;
