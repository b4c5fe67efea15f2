import type { GridConnection } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { type Entry, problemAt, type RegionEntries, unknownReference } from './entries.ts';

/** Block tariffs rise, reserves name areas that exist, certificates that count can be bought. */
export const market = (region: RegionEntries): PathProblem[] => [
  ...region.entries('gridConnections').flatMap(risingTiers),
  ...reserveAreas(region),
  ...boughtCertificates(region),
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
      value.kind !== 'carbon' && value.certificatesCount
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
