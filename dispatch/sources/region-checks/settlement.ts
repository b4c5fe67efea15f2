import type { PathProblem } from '../zod-problems.ts';
import { problemAt, type RegionEntries, unknownReference } from './entries.ts';

/** Prices, calls, factors and targets: what they name exists, and their days and hours are in order. */
export const settlement = (region: RegionEntries): PathProblem[] => [
  ...onePriceList(region),
  ...calls(region),
  ...factors(region),
  ...targets(region),
];

/** Two lists of prices at once would leave it open which one settles. */
function onePriceList(region: RegionEntries): PathProblem[] {
  const sections = ['settlement', 'carbonAccounting'] as const;
  return sections.flatMap((section) => {
    const [first, ...others] = region.ids(section);
    return others
      .filter(({ id }) => id !== first!.id)
      .map(({ id, path }) =>
        problemAt(
          path,
          `"${id}" stands beside "${first!.id}": only one of them may hold`,
          `Write id: ${first!.id}; versions of it follow each other by date.`,
        ),
      );
  });
}

function calls(region: RegionEntries): PathProblem[] {
  const sites = region.ids('sites').map(({ id }) => id);
  return region.entries('flexibilityCalls').flatMap(({ path, value }) => {
    const [fromMs, toMs] = [Date.parse(value.from), Date.parse(value.to)];
    return [
      ...(sites.includes(value.site) ? [] : [unknownReference([...path, 'site'], 'site', value.site, sites)]),
      ...(toMs > fromMs
        ? []
        : [problemAt([...path, 'to'], 'the call ends before it begins', 'Correct one of the two.')]),
      ...(Date.parse(value.declaredAt) <= fromMs
        ? []
        : [
            problemAt(
              [...path, 'declaredAt'],
              'its baseline was declared after the call had begun',
              'Write the baseline that was declared before it; one declared later settles nothing.',
            ),
          ]),
    ];
  });
}

function factors(region: RegionEntries): PathProblem[] {
  const known = region.ids('emissionFactors').map(({ id }) => id);
  return region
    .entries('carbonAccounting')
    .flatMap(({ path, value }) =>
      (['locationFactor', 'residualFactor', 'marginalFactor'] as const)
        .filter((field) => !known.includes(value[field]))
        .map((field) => unknownReference([...path, field], 'emission factor', value[field], known)),
    );
}

function targets(region: RegionEntries): PathProblem[] {
  const sites = region.ids('sites').map(({ id }) => id);
  return region
    .entries('energyTargets')
    .flatMap(({ path, value }) => [
      ...(value.site === undefined || sites.includes(value.site)
        ? []
        : [unknownReference([...path, 'site'], 'site', value.site, sites)]),
      ...(value.effectiveFrom <= value.effectiveTo
        ? []
        : [problemAt([...path, 'effectiveTo'], 'it ends before it begins', 'Correct one of the dates.')]),
    ]);
}
