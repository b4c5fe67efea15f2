import type { PathProblem } from '../zod-problems.ts';
import { problemAt, type RegionEntries } from './entries.ts';

/** Minima below maxima, contents within limits, constants that physics allows. */
export function limits(region: RegionEntries): PathProblem[] {
  return [...batteries(region), ...reservoirs(region), ...sites(region), ...constants(region)];
}

function batteries(region: RegionEntries): PathProblem[] {
  return region
    .entries('batteries')
    .flatMap(({ path, value }) => [
      ...window(
        path,
        ['minimumSocRatio', value.minimumSocRatio],
        ['maximumSocRatio', value.maximumSocRatio],
        ['initialSocRatio', value.initialSocRatio],
      ),
      ...(['chargeEfficiencyRatio', 'dischargeEfficiencyRatio'] as const)
        .filter((name) => value[name] === 0)
        .map((name) =>
          problemAt([...path, name], `${name} is 0: nothing would ever come out`, 'Write a share above 0.'),
        ),
    ]);
}

function reservoirs(region: RegionEntries): PathProblem[] {
  return region
    .entries('reservoirs')
    .flatMap(({ path, value }) =>
      window(
        path,
        ['minimumMm3', value.minimumMm3],
        ['maximumMm3', value.maximumMm3],
        ['initialMm3', value.initialMm3],
      ),
    );
}

type Named = readonly [name: string, value: number];
function window(path: readonly PropertyKey[], minimum: Named, maximum: Named, initial: Named): PathProblem[] {
  if (minimum[1] > maximum[1])
    return [
      problemAt(
        [...path, minimum[0]],
        `${minimum[0]} ${minimum[1]} lies above ${maximum[0]} ${maximum[1]}`,
        'Exchange the two, or correct one.',
      ),
    ];
  if (initial[1] >= minimum[1] && initial[1] <= maximum[1]) return [];
  return [
    problemAt(
      [...path, initial[0]],
      `${initial[0]} ${initial[1]} lies outside ${minimum[1]} to ${maximum[1]}`,
      `Write a number between ${minimum[0]} and ${maximum[0]}.`,
    ),
  ];
}

function sites(region: RegionEntries): PathProblem[] {
  return region.entries('sites').flatMap(({ path, value }) =>
    value.pools.flatMap((pool, index) => {
      const at = [...path, 'pools', index];
      const problems: PathProblem[] = [];
      if (pool.idleKwPerUnit > pool.peakKwPerUnit)
        problems.push(
          problemAt(
            [...at, 'idleKwPerUnit'],
            `idleKwPerUnit ${pool.idleKwPerUnit} lies above peakKwPerUnit ${pool.peakKwPerUnit}`,
            'Exchange the two, or correct one.',
          ),
        );
      if (pool.capCurve[0]![0] !== 1 || pool.capCurve[0]![1] !== 1 || !falls(pool.capCurve))
        problems.push(
          problemAt(
            [...at, 'capCurve'],
            'the cap curve does not fall from [1, 1]',
            'Begin with [1, 1], then smaller power ratios, each with a smaller throughput.',
          ),
        );
      return problems;
    }),
  );
}
const falls = (curve: readonly (readonly [number, number])[]): boolean =>
  curve.every((point, at) => at === 0 || (point[0] < curve[at - 1]![0] && point[1] <= curve[at - 1]![1]));

/** Constants in place of series: availability between 0 and 1, loads, inflow and emissions not below 0. */
function constants(region: RegionEntries): PathProblem[] {
  const problems: PathProblem[] = [];
  const check = (
    path: readonly PropertyKey[],
    name: string,
    value: unknown,
    most = Number.POSITIVE_INFINITY,
  ): void => {
    if (typeof value !== 'number' || (value >= 0 && value <= most)) return;
    const bounds = most === 1 ? 'between 0 and 1' : 'of at least 0';
    problems.push(
      problemAt([...path, name], `${value} is not possible for ${name}`, `Write a number ${bounds}.`),
    );
  };
  for (const section of ['pv', 'wind'] as const)
    for (const { path, value } of region.entries(section))
      check(path, 'availableRatio', value.availableRatio, 1);
  for (const { path, value } of region.entries('areas')) check(path, 'loadMw', value.loadMw);
  for (const { path, value } of region.entries('reservoirs')) check(path, 'inflowM3PerS', value.inflowM3PerS);
  for (const { path, value } of region.entries('gridConnections'))
    check(path, 'emissionTco2PerMwh', value.emissionTco2PerMwh);
  for (const { path, value } of region.entries('hvdcLinks')) check(path, 'contractedMw', value.contractedMw);
  return problems;
}
