import type { CspPlant, ThermalUnit } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { expansions } from './built.ts';
import { type Entry, problemAt, type RegionEntries, unknownReference } from './entries.ts';
import { window } from './limits.ts';

/** Thermal units, solar towers, cascades and stores: what they point at exists, and their figures hold together. */
export const plants = (region: RegionEntries): PathProblem[] => [
  ...region.entries('thermalUnits').flatMap((entry) => thermalUnit(entry, areasOf(region))),
  ...region.entries('cspPlants').flatMap(cspPlant),
  ...cascades(region),
  ...stores(region),
  ...partLoads(region),
  ...expansions(region),
];

const areasOf = (region: RegionEntries): readonly string[] => region.ids('areas').map(({ id }) => id);

function thermalUnit({ path, value }: Entry<ThermalUnit>, areas: readonly string[]): PathProblem[] {
  const { heat, commitment, initialMw, ratedMw, minimumRatio } = value;
  const leastMw = minimumRatio * ratedMw;
  const problems: PathProblem[] = [];
  if (heat !== undefined && !areas.includes(heat.area))
    problems.push(unknownReference([...path, 'heat', 'area'], 'area', heat.area, areas));
  if (heat !== undefined && heat.area === value.area)
    problems.push(
      problemAt(
        [...path, 'heat', 'area'],
        `heat and power of "${value.id}" both go to "${value.area}"`,
        'Name the area of heat that it feeds.',
      ),
    );
  if (initialMw !== undefined && initialMw > 0 && (initialMw < leastMw || initialMw > ratedMw))
    problems.push(
      problemAt(
        [...path, 'initialMw'],
        `initialMw ${initialMw} lies outside ${leastMw} to ${ratedMw}`,
        'Write 0 for a unit that stands still, or an output that it can have.',
      ),
    );
  for (const name of ['startMw', 'stopMw'] as const)
    if (commitment?.[name] !== undefined && commitment[name] < leastMw)
      problems.push(
        problemAt(
          [...path, 'commitment', name],
          `${name} ${commitment[name]} lies below the least output ${leastMw}`,
          `Write at least ${leastMw}, or leave ${name} out.`,
        ),
      );
  return problems;
}

function cspPlant(entry: Entry<CspPlant>): PathProblem[] {
  const { path, value } = entry;
  const problems = window(entry, ['minimumMwh', 'maximumMwh', 'initialMwh'], Number.POSITIVE_INFINITY);
  if (value.efficiencyRatio === 0)
    problems.push(
      problemAt(
        [...path, 'efficiencyRatio'],
        'efficiencyRatio is 0: nothing would ever come out',
        'Write a share above 0.',
      ),
    );
  if (value.finalMwh > value.maximumMwh)
    problems.push(
      problemAt(
        [...path, 'finalMwh'],
        `finalMwh ${value.finalMwh} lies above maximumMwh ${value.maximumMwh}`,
        `Write at most ${value.maximumMwh}.`,
      ),
    );
  return problems;
}

/** Water runs to a reservoir that exists, and never round in a circle. */
function cascades(region: RegionEntries): PathProblem[] {
  const known = region.ids('reservoirs').map(({ id }) => id);
  const below = new Map(
    region.entries('reservoirs').map(({ value }) => [value.id, value.downstream?.reservoir]),
  );
  return region.entries('reservoirs').flatMap(({ path, value }) => {
    const next = value.downstream?.reservoir;
    if (next === undefined) return [];
    const at = [...path, 'downstream', 'reservoir'];
    if (!known.includes(next)) return [unknownReference(at, 'reservoir', next, known)];
    return runsBackTo(value.id, below)
      ? [
          problemAt(
            at,
            `the water of "${value.id}" would come back to it`,
            'Name the reservoir below it, and none for the lowest one.',
          ),
        ]
      : [];
  });
}

function runsBackTo(id: string, below: ReadonlyMap<string, string | undefined>): boolean {
  let here = below.get(id);
  for (let steps = 0; here !== undefined && steps <= below.size; steps += 1) {
    if (here === id) return true;
    here = below.get(here);
  }
  return false;
}

function stores(region: RegionEntries): PathProblem[] {
  return region.entries('batteries').flatMap(({ path, value }) => {
    const problems: PathProblem[] = [];
    if (value.behindMeter && value.site === undefined)
      problems.push(
        problemAt(
          [...path, 'behindMeter'],
          `"${value.id}" stands behind a meter, but belongs to no site`,
          'Name its site, or leave behindMeter out.',
        ),
      );
    if (value.minimumChargeMw > value.chargeMw)
      problems.push(
        problemAt(
          [...path, 'minimumChargeMw'],
          `minimumChargeMw ${value.minimumChargeMw} lies above chargeMw ${value.chargeMw}`,
          'Exchange the two, or correct one.',
        ),
      );
    return problems;
  });
}

/** Losses at full load need to know what full load is. */
const partLoads = (region: RegionEntries): PathProblem[] =>
  region
    .entries('sites')
    .flatMap(({ path, value }) =>
      value.cooling.partLoadLossRatio > 0 && value.pools.some((pool) => pool.unitCount === 'unlimited')
        ? [
            problemAt(
              [...path, 'cooling', 'partLoadLossRatio'],
              `"${value.id}" has a pool without limit, so it has no full load`,
              'Write how many units there are, or put the losses into lossRatio.',
            ),
          ]
        : [],
    );
