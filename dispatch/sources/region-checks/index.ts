import type { PathProblem } from '../zod-problems.ts';
import { datedRecords } from './dated.ts';
import { RegionEntries } from './entries.ts';
import { files } from './files.ts';
import { limits } from './limits.ts';
import { market } from './market.ts';
import { meters } from './meters.ts';
import { network } from './network.ts';
import { parties } from './parties.ts';
import { plants } from './plants.ts';
import { places, uniqueIds, userRegions, valueReferences } from './references.ts';
import { settlement } from './settlement.ts';

/** Everything a schema cannot see: what is pointed at exists, limits hold together, files are there. */
export async function crossChecks(raw: unknown, folder: string): Promise<PathProblem[]> {
  const region = new RegionEntries(raw);
  return [
    ...uniqueIds(region),
    ...places(region),
    ...userRegions(region),
    ...valueReferences(region),
    ...limits(region),
    ...network(region),
    ...plants(region),
    ...market(region),
    ...meters(region),
    ...parties(region),
    ...datedRecords(region),
    ...settlement(region),
    ...(await files(region, folder)),
  ];
}
