import { METERED_QUANTITIES, type Meter, type MeteredSection } from '#dispatch/domain';
import type { PathProblem } from '../zod-problems.ts';
import { type Entry, problemAt, type RegionEntries, unknownReference } from './entries.ts';

const SECTIONS = Object.keys(METERED_QUANTITIES) as MeteredSection[];

/** Meters stand at elements that have what they count, one at a time, with registers whose counts are exact. */
export function meters(region: RegionEntries): PathProblem[] {
  const entries = region.entries('meters');
  return [
    ...entries.flatMap((entry) => [...place(region, entry), ...figures(entry)]),
    ...entries.flatMap((entry, at) => sharedTime(entry, entries.slice(0, at))),
  ];
}

function place(region: RegionEntries, { path, value }: Entry<Meter>): PathProblem[] {
  const section = SECTIONS.find((one) => region.ids(one).some(({ id }) => id === value.element));
  if (section === undefined) {
    const known = SECTIONS.flatMap((one) => region.ids(one).map(({ id }) => id));
    return [unknownReference([...path, 'element'], 'element with meters', value.element, known)];
  }
  const quantities: readonly string[] = METERED_QUANTITIES[section];
  if (quantities.includes(value.quantity)) return [];
  return [
    problemAt(
      [...path, 'quantity'],
      `"${value.element}" has no ${value.quantity}`,
      `Write one of: ${quantities.join(', ')}.`,
    ),
  ];
}

function figures({ path, value }: Entry<Meter>): PathProblem[] {
  const problems: PathProblem[] = [];
  if (value.removedAt !== undefined && Date.parse(value.removedAt) <= Date.parse(value.installedFrom))
    problems.push(
      problemAt(
        [...path, 'removedAt'],
        'the meter is removed before it is installed',
        'Exchange the two instants, or correct one.',
      ),
    );
  const { register } = value;
  if (register === undefined) return problems;
  const countWh = register.multiplier * { Wh: 1, kWh: 1e3, MWh: 1e6 }[register.unit];
  if (countWh * 10 ** register.digits > Number.MAX_SAFE_INTEGER)
    problems.push(
      problemAt(
        [...path, 'register', 'digits'],
        'the whole register is more Wh than can be counted exactly',
        'Write the digits that it shows before the decimal point, and its true multiplier.',
      ),
    );
  return problems;
}

function sharedTime({ path, value }: Entry<Meter>, earlier: readonly Entry<Meter>[]): PathProblem[] {
  const other = earlier.find(
    ({ value: one }) =>
      one.element === value.element &&
      one.quantity === value.quantity &&
      Date.parse(one.installedFrom) < endOf(value) &&
      Date.parse(value.installedFrom) < endOf(one),
  );
  if (other === undefined) return [];
  return [
    problemAt(
      [...path, 'installedFrom'],
      `"${other.value.id}" counts ${value.quantity} of "${value.element}" at the same time`,
      'Write removedAt in the meter that went, or another quantity.',
    ),
  ];
}
const endOf = ({ removedAt }: Meter): number =>
  removedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(removedAt);
