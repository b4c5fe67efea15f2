import type { Bilingual } from '#units';
import type { Region } from './region.ts';

/** Every named thing of a region by id, for charts and tables. */
export const elementNames = (region: Region): Readonly<Record<string, Bilingual>> =>
  Object.fromEntries(
    [
      region.areas,
      region.acLines,
      region.hvdcLinks,
      region.converters,
      region.pv,
      region.wind,
      region.thermalUnits,
      region.cspPlants,
      region.reservoirs,
      region.batteries,
      region.gridConnections,
      region.reserves,
      region.rules.map(({ id, title }) => ({ id, name: title })),
      region.sites,
      region.sites.flatMap((site) => site.pools),
      region.networkLinks,
      region.userRegions,
    ].flatMap((things) => things.map(({ id, name }) => [id, name] as const)),
  );
