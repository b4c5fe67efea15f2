import { Value } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { problemAt, type RegionEntries, SECTIONS, unknownReference } from './entries.ts';

/** Every id is unique over the region; a tariff or factor may have several dated versions under one id. */
export function uniqueIds(region: RegionEntries): PathProblem[] {
  const first = new Map<string, string>();
  const problems: PathProblem[] = [];
  const versioned = new Set(['tariffs', 'emissionFactors']);
  const written = [
    ...SECTIONS.flatMap((section) =>
      region.ids(section).map((each) => ({ ...each, section: section as string })),
    ),
    ...region.poolIds().map((each) => ({ ...each, section: 'pools' })),
  ];
  for (const { id, path, section } of written) {
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, section);
    else if (!(versioned.has(section) && earlier === section))
      problems.push(
        problemAt(
          path,
          `the id "${id}" is taken already, in ${earlier}`,
          'Give each thing of the region its own id.',
        ),
      );
  }
  return problems;
}

/** Areas and sites that are pointed at exist, lines join two different ones, and a battery lies where its site does. */
export function places(region: RegionEntries): PathProblem[] {
  const areas = region.ids('areas').map((each) => each.id);
  const sites = region.ids('sites').map((each) => each.id);
  const problems: PathProblem[] = [];
  const need = (path: readonly PropertyKey[], what: string, id: string, known: readonly string[]): void => {
    if (!known.includes(id)) problems.push(unknownReference(path, what, id, known));
  };
  for (const section of ['pv', 'wind', 'reservoirs', 'batteries', 'gridConnections', 'sites'] as const)
    for (const { path, value } of region.entries(section)) need([...path, 'area'], 'area', value.area, areas);
  for (const { path, value } of region.entries('hvdcLinks'))
    need([...path, 'from'], 'area', value.from, areas);
  for (const [section, what, known] of [
    ['acLines', 'area', areas],
    ['networkLinks', 'site', sites],
  ] as const)
    for (const { path, value } of region.entries(section)) {
      need([...path, 'from'], what, value.from, known);
      need([...path, 'to'], what, value.to, known);
      if (value.from === value.to)
        problems.push(
          problemAt(
            [...path, 'to'],
            `"${value.id}" begins and ends at "${value.from}"`,
            `Name another ${what} as its end.`,
          ),
        );
    }
  return [...problems, ...batteriesAtSites(region, sites)];
}

function batteriesAtSites(region: RegionEntries, sites: readonly string[]): PathProblem[] {
  const areaOfSite = new Map(region.entries('sites').map(({ value }) => [value.id, value.area]));
  return region.entries('batteries').flatMap(({ path, value }) => {
    if (value.site === undefined) return [];
    if (!sites.includes(value.site)) return [unknownReference([...path, 'site'], 'site', value.site, sites)];
    const area = areaOfSite.get(value.site);
    if (area === undefined || area === value.area) return [];
    return [
      problemAt(
        [...path, 'site'],
        `its site "${value.site}" lies in area "${area}", the battery in "${value.area}"`,
        `Write area: ${area}, or name a site of "${value.area}".`,
      ),
    ];
  });
}

/** User regions know real sites and can reach at least one. */
export function userRegions(region: RegionEntries): PathProblem[] {
  const sites = region.ids('sites').map((each) => each.id);
  return region.entries('userRegions').flatMap(({ path, value }) => {
    const named = Object.keys(value.latencyMs);
    const problems = named
      .filter((site) => !sites.includes(site))
      .map((site) => unknownReference([...path, 'latencyMs', site], 'site', site, sites));
    if (named.length === 0)
      problems.push(
        problemAt(
          [...path, 'latencyMs'],
          `no site can be reached from "${value.id}"`,
          'Write the round-trip time to each site that can serve it, e.g. { xining-inference: 38 }.',
        ),
      );
    return problems;
  });
}

/** Every `{ series }`, `{ tariff }` and `{ factor }`, wherever it is written, names something that exists. */
export function valueReferences(region: RegionEntries): PathProblem[] {
  const known = {
    series: region.names('series'),
    tariff: region.ids('tariffs').map((each) => each.id),
    factor: region.ids('emissionFactors').map((each) => each.id),
  };
  const words = { series: 'series', tariff: 'tariff', factor: 'emission factor' };
  const problems: PathProblem[] = [];
  visitValues(region.raw, [], (value, path) => {
    for (const kind of ['series', 'tariff', 'factor'] as const) {
      const id = (value as Record<string, unknown>)[kind];
      if (typeof id === 'string' && !known[kind].includes(id))
        problems.push(unknownReference([...path, kind], words[kind], id, known[kind]));
    }
  });
  return problems;
}

/** Walks every object that is a Value by form, outside the declarations of series and mappings. */
export function visitValues(
  node: unknown,
  path: readonly PropertyKey[],
  visit: (value: object, path: readonly PropertyKey[]) => void,
): void {
  if (Array.isArray(node))
    for (const [index, item] of node.entries()) visitValues(item, [...path, index], visit);
  else if (typeof node === 'object' && node !== null) {
    if (path.length > 0 && Value.safeParse(node).success) visit(node, path);
    else
      for (const [key, item] of Object.entries(node))
        if (path.length > 0 || (key !== 'series' && key !== 'mappings'))
          visitValues(item, [...path, key], visit);
  }
}
