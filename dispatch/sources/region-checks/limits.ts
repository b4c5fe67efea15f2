import type { PathProblem } from '../zod-problems.ts';
import { type Entry, problemAt, type RegionEntries, type Section } from './entries.ts';

/** Minima below maxima, contents within limits, constants that physics allows. */
export function limits(region: RegionEntries): PathProblem[] {
  return [...batteries(region), ...reservoirs(region), ...pools(region), ...constants(region)];
}

function batteries(region: RegionEntries): PathProblem[] {
  const all = region.written('batteries');
  return [
    ...all.flatMap((entry) => window(entry, ['minimumSocRatio', 'maximumSocRatio', 'initialSocRatio'], 1)),
    ...all.flatMap(({ path, value }) =>
      ['chargeEfficiencyRatio', 'dischargeEfficiencyRatio']
        .filter((name) => value[name] === 0)
        .map((name) =>
          problemAt([...path, name], `${name} is 0: nothing would ever come out`, 'Write a share above 0.'),
        ),
    ),
  ];
}

const reservoirs = (region: RegionEntries): PathProblem[] =>
  region
    .written('reservoirs')
    .flatMap((entry) => window(entry, ['minimumMm3', 'maximumMm3', 'initialMm3'], Number.POSITIVE_INFINITY));

/** minimum <= initial <= maximum; silent where one of them is wrong by itself already. */
export function window(
  { path, value }: Entry<Readonly<Record<string, unknown>>>,
  names: readonly [string, string, string],
  largest: number,
): PathProblem[] {
  const [minimum, maximum, initial] = names.map((name) => value[name]);
  const sound = (each: unknown): each is number => typeof each === 'number' && each >= 0 && each <= largest;
  if (!sound(minimum) || !sound(maximum)) return [];
  if (minimum > maximum)
    return [
      problemAt(
        [...path, names[0]],
        `${names[0]} ${minimum} lies above ${names[1]} ${maximum}`,
        'Exchange the two, or correct one.',
      ),
    ];
  if (!sound(initial) || (initial >= minimum && initial <= maximum)) return [];
  return [
    problemAt(
      [...path, names[2]],
      `${names[2]} ${initial} lies outside ${minimum} to ${maximum}`,
      `Write a number between ${names[0]} and ${names[1]}.`,
    ),
  ];
}

function pools(region: RegionEntries): PathProblem[] {
  return region.pools().flatMap(({ path, value }) => {
    const problems: PathProblem[] = [];
    if (value.idleKwPerUnit > value.peakKwPerUnit)
      problems.push(
        problemAt(
          [...path, 'idleKwPerUnit'],
          `idleKwPerUnit ${value.idleKwPerUnit} lies above peakKwPerUnit ${value.peakKwPerUnit}`,
          'Exchange the two, or correct one.',
        ),
      );
    const [first] = value.capCurve;
    if (first?.[0] !== 1 || first[1] !== 1 || !falls(value.capCurve))
      problems.push(
        problemAt(
          [...path, 'capCurve'],
          'the cap curve does not fall from [1, 1]',
          'Begin with [1, 1], then smaller power ratios, each with a smaller throughput.',
        ),
      );
    return problems;
  });
}
const falls = (curve: readonly (readonly [number, number])[]): boolean =>
  curve.every((point, at) => at === 0 || (point[0] < curve[at - 1]![0] && point[1] <= curve[at - 1]![1]));

/** Constants in place of series: availability between 0 and 1, loads, inflow and emissions not below 0. */
function constants(region: RegionEntries): PathProblem[] {
  return CONSTANTS.flatMap(([section, name, most]) =>
    region.written(section).flatMap(({ path, value }) => {
      const constant = value[name];
      if (typeof constant !== 'number' || (constant >= 0 && constant <= most)) return [];
      const bounds = most === 1 ? 'between 0 and 1' : 'of at least 0';
      return [
        problemAt([...path, name], `${constant} is not possible for ${name}`, `Write a number ${bounds}.`),
      ];
    }),
  );
}

const CONSTANTS: readonly (readonly [Section, string, number])[] = [
  ['pv', 'availableRatio', 1],
  ['wind', 'availableRatio', 1],
  ['areas', 'loadMw', Number.POSITIVE_INFINITY],
  ['thermalUnits', 'availableRatio', 1],
  ['cspPlants', 'availableRatio', 1],
  ['reserves', 'upMw', Number.POSITIVE_INFINITY],
  ['reserves', 'downMw', Number.POSITIVE_INFINITY],
  ['reservoirs', 'inflowM3PerS', Number.POSITIVE_INFINITY],
  ['gridConnections', 'emissionTco2PerMwh', Number.POSITIVE_INFINITY],
  ['hvdcLinks', 'contractedMw', Number.POSITIVE_INFINITY],
];
