import type { GridConnection, Rule } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { type Entry, problemAt, type RegionEntries, unknownReference } from './entries.ts';

/** Block tariffs rise, reserves and rules name what exists, certificates that count can be bought. */
export const market = (region: RegionEntries): PathProblem[] => [
  ...region.entries('gridConnections').flatMap(risingTiers),
  ...reserveAreas(region),
  ...boughtCertificates(region),
  ...region.entries('rules').flatMap((entry) => [...ruleScope(region, entry), ...unboundScope(entry)]),
];

function risingTiers({ path, value }: Entry<GridConnection>): PathProblem[] {
  const steps = value.tiers?.steps ?? [];
  return steps.flatMap((step, at) => {
    const before = steps[at - 1];
    if (before === undefined || step.fromMwh > before.fromMwh) return [];
    return [
      problemAt(
        [...path, 'tiers', 'steps', at, 'fromMwh'],
        `the level ${step.fromMwh} does not lie above the one before, ${before.fromMwh}`,
        'Write the steps of the tariff from the lowest level up.',
      ),
    ];
  });
}

function reserveAreas(region: RegionEntries): PathProblem[] {
  const areas = region.ids('areas').map(({ id }) => id);
  return region
    .entries('reserves')
    .flatMap(({ path, value }) =>
      (value.areas ?? []).flatMap((id, at) =>
        areas.includes(id) ? [] : [unknownReference([...path, 'areas', at], 'area', id, areas)],
      ),
    );
}

/** A rule that counts certificates where none can be bought would silently be a stricter one. */
function boughtCertificates(region: RegionEntries): PathProblem[] {
  if (region.raw.certificates !== undefined) return [];
  return region
    .entries('rules')
    .flatMap(({ path, value }) =>
      'certificatesCount' in value && value.certificatesCount
        ? [
            problemAt(
              [...path, 'certificatesCount'],
              `certificates count for "${value.id}", but the region says nothing of buying them`,
              'Add certificates: { yuanPerMwh, mostMwhPerDay }, or leave certificatesCount out.',
            ),
          ]
        : [],
    );
}

/** Sites, plants and areas that a rule is about exist. */
function ruleScope(region: RegionEntries, { path, value }: Entry<Rule>): PathProblem[] {
  const idsOf = (...sections: Parameters<RegionEntries['ids']>[0][]): string[] =>
    sections.flatMap((section) => region.ids(section).map(({ id }) => id));
  const unknown = (field: readonly PropertyKey[], what: string, ids: readonly string[], known: string[]) =>
    ids.flatMap((id) => (known.includes(id) ? [] : [unknownReference([...path, ...field], what, id, known)]));
  const site = 'site' in value && value.site !== undefined ? [value.site] : [];
  const project = 'project' in value ? value.project : undefined;
  return [
    ...unknown(['site'], 'site', site, idsOf('sites')),
    ...unknown(
      ['project', 'sources'],
      'plant',
      project?.sources ?? [],
      idsOf('pv', 'wind', 'cspPlants', 'reservoirs'),
    ),
    ...unknown(['project', 'stores'], 'battery', project?.stores ?? [], idsOf('batteries')),
    ...unknown(['project', 'consumers'], 'area or site', project?.consumers ?? [], idsOf('areas', 'sites')),
  ];
}

/** A plan reckons with the region as a whole: what is of one site or one direct supply can only be watched. */
function unboundScope({ path, value }: Entry<Rule>): PathProblem[] {
  if (value.kind === 'carbon' || value.kind === 'pue' || value.kind === 'forecast') return [];
  const problems: PathProblem[] = [];
  if ((value.site !== undefined || value.project !== undefined) && value.enforcement === 'plan')
    problems.push(
      problemAt(
        [...path, 'enforcement'],
        `plans cannot be bound by "${value.id}", which is about a part of the region`,
        'Write enforcement: watched.',
      ),
    );
  if (value.site !== undefined && value.kind !== 'greenShare')
    problems.push(
      problemAt(
        [...path, 'site'],
        `of a site only its green share can be told, not ${value.kind}`,
        'Name its plants and the site below project: instead.',
      ),
    );
  return problems;
}
