import { z } from 'zod';
import { Id, type MeterUnit, type MeterValue } from '#dispatch/domain';
import type { InputProblem } from '#platform/errors';
import { type EpochMs, MS_PER_MINUTE } from '#units';
import { plainProblem, problemsOf } from '../zod-problems.ts';
import type { ChannelMeter } from './channel.ts';

const Instant = z.iso.datetime({ offset: true });
const amount = z.number().optional();

/**
 * A reading as it is written in JSON, or as a row of a file becomes: what a register showed at an instant, or the energy
 * or mean power of an interval. Exactly one of the values.
 */
export const ReadingRow = z.strictObject({
  meter: Id,
  /** When the register was read. */
  readAt: Instant.optional(),
  /** The interval, its end given by `untilAt` or by its length. */
  fromAt: Instant.optional(),
  untilAt: Instant.optional(),
  minutes: z.number().positive().optional(),
  register: amount,
  energyWh: amount,
  energyKwh: amount,
  energyMwh: amount,
  powerKw: amount,
  powerMw: amount,
  /** When its sender wrote it: the value issued last holds, in whatever order they come. */
  issuedAt: Instant.optional(),
});
type ReadingRow = z.infer<typeof ReadingRow>;

const UNIT_OF = {
  register: 'register',
  energyWh: 'Wh',
  energyKwh: 'kWh',
  energyMwh: 'MWh',
  powerKw: 'kW',
  powerMw: 'MW',
} as const satisfies Record<string, MeterUnit>;
const AMOUNTS = Object.keys(UNIT_OF) as (keyof typeof UNIT_OF)[];

/** A row checked against the meters there are: the value it brings, or everything that is wrong with it. */
export function checkedReading(
  fields: unknown,
  meters: ReadonlyMap<string, ChannelMeter>,
  nowMs: EpochMs,
): { readonly value: MeterValue } | { readonly problems: InputProblem[] } {
  const parsed = ReadingRow.safeParse(fields);
  if (!parsed.success) return { problems: problemsOf(parsed.error.issues, fields).map(plainProblem) };
  const row = parsed.data;
  const meter = meters.get(row.meter);
  if (meter === undefined) return { problems: [unknownMeter(row.meter, meters)] };
  const given = AMOUNTS.filter((name) => row[name] !== undefined);
  const name = given[0];
  if (name === undefined || given.length > 1) return { problems: [amountProblem(given)] };
  const time = timeOf(row, name === 'register');
  if ('field' in time) return { problems: [time] };
  const problems = [...formProblems(meter, name), ...valueProblems(meter, name, row[name]!)];
  const outside = outsideProblem(meter, time.fromMs, time.untilMs);
  if (outside !== null) problems.push(outside);
  if (time.untilMs > nowMs) problems.push(aheadProblem(time.untilMs, nowMs));
  if (problems.length > 0) return { problems };
  const issuedAtMs = row.issuedAt === undefined ? null : Date.parse(row.issuedAt);
  return { value: { meter: row.meter, unit: UNIT_OF[name], ...time, value: row[name]!, issuedAtMs } };
}

const problem = (field: string, message: string, remedy: string): InputProblem => ({
  field,
  message,
  remedy,
});

const unknownMeter = (id: string, meters: ReadonlyMap<string, unknown>): InputProblem =>
  problem(
    'meter',
    `there is no meter "${id}"`,
    meters.size === 0
      ? 'The region has no meters: write them into region.yaml under meters.'
      : `Use one of: ${[...meters.keys()].slice(0, 12).join(', ')}, or add it to region.yaml under meters.`,
  );

const amountProblem = (given: readonly string[]): InputProblem =>
  problem(
    given[0] ?? 'register',
    given.length === 0 ? 'no value is given' : `several values are given: ${given.join(', ')}`,
    `Give exactly one of: ${AMOUNTS.join(', ')}.`,
  );

function timeOf(
  row: ReadingRow,
  isRegister: boolean,
): { readonly fromMs: number; readonly untilMs: number } | InputProblem {
  if (isRegister) {
    if (row.readAt === undefined)
      return problem('readAt', 'a register needs the instant at which it was read', 'Give readAt.');
    const atMs = Date.parse(row.readAt);
    return { fromMs: atMs, untilMs: atMs };
  }
  if (row.fromAt === undefined || (row.untilAt === undefined) === (row.minutes === undefined))
    return problem('fromAt', 'the interval is not known', 'Give fromAt and one of untilAt and minutes.');
  const fromMs = Date.parse(row.fromAt);
  const untilMs = row.untilAt === undefined ? fromMs + row.minutes! * MS_PER_MINUTE : Date.parse(row.untilAt);
  if (untilMs > fromMs) return { fromMs, untilMs };
  return problem('untilAt', 'the interval ends before it begins', 'Exchange the two, or correct one.');
}

function formProblems(meter: ChannelMeter, name: string): InputProblem[] {
  if ((meter.register !== null) === (name === 'register')) return [];
  return meter.register === null
    ? [
        problem(
          'register',
          `the region knows no register of "${meter.id}"`,
          'Describe its register in region.yaml (unit, digits, multiplier), or send energies of intervals.',
        ),
      ]
    : [
        problem(
          name,
          `"${meter.id}" is a register, and this is ${name}`,
          'Send what the register shows, or leave register out of the meter in region.yaml.',
        ),
      ];
}

function valueProblems(meter: ChannelMeter, name: string, value: number): InputProblem[] {
  if (value < 0)
    return [
      problem(
        name,
        `${value} is below 0`,
        'The direction is in the quantity of the meter: send a positive value.',
      ),
    ];
  const { register } = meter;
  const most = register === null ? null : register.modulusWh / register.countWh;
  return most === null || value < most
    ? []
    : [
        problem(
          name,
          `the register of "${meter.id}" begins anew at ${most}, and this is ${value}`,
          'Correct the value, or the digits of the register in region.yaml.',
        ),
      ];
}

const said = (atMs: number): string => new Date(atMs).toISOString();

const aheadProblem = (untilMs: number, nowMs: number): InputProblem =>
  problem(
    'untilAt',
    `${said(untilMs)} lies ahead of the centre's clock (${said(nowMs)})`,
    'Correct the clock of the meter or the offset of the time, or send it when that time is over.',
  );

function outsideProblem(meter: ChannelMeter, fromMs: number, untilMs: number): InputProblem | null {
  const { installedFromMs, removedAtMs } = meter;
  if (fromMs < installedFromMs)
    return problem(
      'fromAt',
      `"${meter.id}" was installed at ${said(installedFromMs)}, after ${said(fromMs)}`,
      'Send it for the meter that was in place then, or correct installedFrom in region.yaml.',
    );
  if (removedAtMs !== null && untilMs > removedAtMs)
    return problem(
      'untilAt',
      `"${meter.id}" was removed at ${said(removedAtMs)}, before ${said(untilMs)}`,
      'Send it for the meter that was in place then, or correct removedAt in region.yaml.',
    );
  return null;
}
