import type { Tariff } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { type Entry, problemAt, type RegionEntries } from './entries.ts';

/** Tariffs cover each day exactly once, and the versions of one id do not overlap in time. */
export function datedRecords(region: RegionEntries): PathProblem[] {
  return [
    ...region.entries('tariffs').flatMap(({ path, value }) => dayCover(path, value.periods)),
    ...versions(region, 'tariffs'),
    ...versions(region, 'emissionFactors'),
    ...versions(region, 'rules'),
    ...versions(region, 'settlement'),
    ...versions(region, 'carbonAccounting'),
  ];
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Minutes of the day that each tariff period covers; one that ends before it begins runs past midnight. */
function dayCover(path: readonly PropertyKey[], periods: Tariff['periods']): PathProblem[] {
  const owner = new Int16Array(1440).fill(-1);
  const problems: PathProblem[] = [];
  for (const [index, period] of periods.entries()) {
    const from = minuteOf(period.from);
    const to = minuteOf(period.to);
    const length = to > from ? to - from : to - from + 1440;
    let clash = -1;
    for (let step = 0; step < length; step += 1) {
      const minute = (from + step) % 1440;
      if (owner[minute]! >= 0) clash = owner[minute]!;
      else owner[minute] = index;
    }
    if (clash >= 0)
      problems.push(
        problemAt(
          [...path, 'periods', index],
          `${period.from}-${period.to} overlaps ${periods[clash]!.from}-${periods[clash]!.to}`,
          'Let each minute of the day belong to one period.',
        ),
      );
  }
  const gap = owner.indexOf(-1);
  if (gap >= 0) {
    const end = owner.findIndex((each, minute) => minute > gap && each >= 0);
    const until = clockOf(end < 0 ? 1440 : end);
    problems.push(
      problemAt(
        [...path, 'periods'],
        `no price from ${clockOf(gap)} to ${until}`,
        `Add a period from "${clockOf(gap)}" to "${until}".`,
      ),
    );
  }
  return problems;
}

function versions(
  region: RegionEntries,
  section: 'tariffs' | 'emissionFactors' | 'rules' | 'settlement' | 'carbonAccounting',
): PathProblem[] {
  const problems: PathProblem[] = [];
  const all: readonly Entry<Dated & { readonly id: string }>[] = region.entries(section);
  for (const [at, { path, value }] of all.entries()) {
    if (value.effectiveTo !== undefined && value.effectiveTo < value.effectiveFrom)
      problems.push(
        problemAt(
          [...path, 'effectiveTo'],
          `it ends on ${value.effectiveTo}, before it begins`,
          'Correct one of the dates.',
        ),
      );
    const other = all.slice(0, at).find((each) => each.value.id === value.id && overlap(each.value, value));
    if (other !== undefined)
      problems.push(
        problemAt(
          [...path, 'effectiveFrom'],
          `two versions of "${value.id}" hold at once from ${value.effectiveFrom}`,
          'Write effectiveTo in the earlier version: the last day it holds.',
        ),
      );
  }
  return problems;
}

interface Dated {
  readonly effectiveFrom: string;
  readonly effectiveTo?: string | undefined;
}
const overlap = (a: Dated, b: Dated): boolean =>
  a.effectiveFrom <= (b.effectiveTo ?? '9999') && b.effectiveFrom <= (a.effectiveTo ?? '9999');
