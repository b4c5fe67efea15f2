import { Value } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { problemAt, type RegionEntries, SECTIONS, type Section, unknownReference } from './entries.ts';

/** Every id is unique over the region; a tariff, a factor or a rule may have several dated versions under one id. */
export function uniqueIds(region: RegionEntries): PathProblem[] {
  const first = new Map<string, string>();
  const problems: PathProblem[] = [];
  const versioned = new Set(['tariffs', 'emissionFactors', 'rules', 'settlement', 'carbonAccounting']);
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
  return [
    ...STANDING_IN_AREAS.flatMap((section) => pointers(region, section, 'area', 'area', areas)),
    ...ends(region, 'hvdcLinks', 'area', areas),
    ...ends(region, 'converters', 'area', areas),
    ...ends(region, 'acLines', 'area', areas),
    ...ends(region, 'networkLinks', 'site', sites),
    ...pointers(region, 'batteries', 'site', 'site', sites),
    ...batteriesAtSites(region, areas),
  ];
}

const STANDING_IN_AREAS = [
  'pv',
  'wind',
  'thermalUnits',
  'cspPlants',
  'reservoirs',
  'batteries',
  'gridConnections',
  'sites',
] as const;

/** A field that names a thing, wherever it is written as a text. */
function pointers(
  region: RegionEntries,
  section: Section,
  field: string,
  what: string,
  known: readonly string[],
): PathProblem[] {
  return region.written(section).flatMap(({ path, value }) => {
    const id = value[field];
    return typeof id !== 'string' || known.includes(id)
      ? []
      : [unknownReference([...path, field], what, id, known)];
  });
}

function ends(
  region: RegionEntries,
  section: 'acLines' | 'hvdcLinks' | 'converters' | 'networkLinks',
  what: string,
  known: readonly string[],
): PathProblem[] {
  const loops = region
    .written(section)
    .filter(({ value }) => typeof value.to === 'string' && value.from === value.to);
  return [
    ...pointers(region, section, 'from', what, known),
    ...pointers(region, section, 'to', what, known),
    ...loops.map(({ path, value }) =>
      problemAt(
        [...path, 'to'],
        `"${String(value.id)}" begins and ends at "${String(value.from)}"`,
        `Name another ${what} as its end.`,
      ),
    ),
  ];
}

function batteriesAtSites(region: RegionEntries, areas: readonly string[]): PathProblem[] {
  const areaOfSite = new Map(region.written('sites').map(({ value }) => [value.id, value.area]));
  return region.written('batteries').flatMap(({ path, value }) => {
    const area = areaOfSite.get(value.site);
    if (typeof value.site !== 'string' || typeof area !== 'string' || typeof value.area !== 'string')
      return [];
    // An area that does not exist is a mistake of its own.
    if (area === value.area || !areas.includes(area) || !areas.includes(value.area)) return [];
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
  return region.written('userRegions').flatMap(({ path, value }) => {
    const at = [...path, 'latencyMs'];
    if (typeof value.latencyMs !== 'object' || value.latencyMs === null) return [];
    const named = Object.keys(value.latencyMs);
    if (named.length === 0)
      return [
        problemAt(
          at,
          `no site can be reached from "${String(value.id)}"`,
          'Write the round-trip time to each site that can serve it, e.g. { xining-inference: 38 }.',
        ),
      ];
    return named
      .filter((site) => !sites.includes(site))
      .map((site) => unknownReference([...at, site], 'site', site, sites));
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
