import type { PathProblem } from '../zod-problems.ts';
import { type Entry, problemAt, type RegionEntries } from './entries.ts';

/** Capacity that may be built: least below most, most not below what stands; and nothing of size 0 that cannot grow. */
export const expansions = (region: RegionEntries): PathProblem[] => [
  ...SIZED.flatMap(([section, capacity]) =>
    region.written(section).flatMap((entry) => sized(entry, capacity)),
  ),
  ...region.written('batteries').flatMap(({ path, value }) => {
    const asked = group(value.expansion);
    const at = [...path, 'expansion'];
    return [
      ...bounds([...at, 'power'], group(asked.power), ['minimumMw', 'maximumMw'], undefined),
      ...bounds([...at, 'energy'], group(asked.energy), ['minimumMwh', 'maximumMwh'], undefined),
    ];
  }),
  ...region
    .pools()
    .flatMap(({ path, value }) =>
      bounds(
        [...path, 'expansion'],
        group(value.expansion),
        ['minimumUnits', 'maximumUnits'],
        value.unitCount === 'unlimited' ? undefined : value.unitCount,
      ),
    ),
];

const SIZED = [
  ['pv', 'capacityMw'],
  ['wind', 'capacityMw'],
  ['thermalUnits', 'ratedMw'],
  ['converters', 'ratedMw'],
  ['acLines', 'limitMw'],
  ['hvdcLinks', 'ratedMw'],
] as const;

function sized({ path, value }: Entry<Readonly<Record<string, unknown>>>, capacity: string): PathProblem[] {
  const standing = value[capacity];
  if (value.expansion === undefined)
    return standing === 0
      ? [
          problemAt(
            [...path, capacity],
            `${capacity} is 0, and nothing may be built`,
            'Write its capacity, or an expansion of it.',
          ),
        ]
      : [];
  return bounds([...path, 'expansion'], group(value.expansion), ['minimumMw', 'maximumMw'], standing);
}

function bounds(
  path: readonly PropertyKey[],
  asked: Readonly<Record<string, unknown>>,
  [least, most]: readonly [string, string],
  standing: unknown,
): PathProblem[] {
  const minimum = asked[least];
  const maximum = asked[most];
  if (typeof maximum !== 'number' || maximum < 0) return [];
  if (typeof minimum === 'number' && minimum > maximum)
    return [
      problemAt(
        [...path, least],
        `${least} ${minimum} lies above ${most} ${maximum}`,
        'Exchange the two, or correct one.',
      ),
    ];
  return minimum === undefined && typeof standing === 'number' && standing > maximum
    ? [
        problemAt(
          [...path, most],
          `${most} ${maximum} lies below the ${standing} that stand already`,
          `Write at least ${standing}, or ${least} where some may be given up.`,
        ),
      ]
    : [];
}

const group = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
