import type { CommitmentInput, ThermalInput } from '#dispatch/domain';
import { onSwitch, perSwitch } from '../model/conversion.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, one, zero } from './block-context.ts';
import { decideCapacity, withinCapacity } from './expansion.ts';
import { fuelSteps } from './fuel-steps.ts';

export const THERMAL_UNIT = 'thermal_unit';

/** On, starts and stops of a unit, one of each a period. */
export interface Commitment {
  readonly on: Decision<'switch'>;
  readonly start: Decision<'switch'>;
  readonly stop: Decision<'switch'>;
}
export interface ThermalDecisions {
  readonly thermalMw: readonly Decision<'MW'>[];
  /** Null where the unit is always on. */
  readonly commitment: readonly (Commitment | null)[];
}

/**
 * Output of a unit that burns something: between its least and its most while it is on, zero while it is off, within
 * its ramps. Starting and stopping are whole numbers: on[t] - on[t-1] = start[t] - stop[t], with minimum times as sums
 * of starts and stops (Rajan and Takriti 2005), ramps that know of starts and stops (Morales-España, Latorre, Ramos
 * 2013), and a dearer start when the unit has gone cold. Heat may come with the power. Fuel may cost more above some
 * outputs: output - above <= level, what is above is charged the addition.
 */
export const thermalUnit = (context: BlockContext): ThermalDecisions => {
  const { problem } = context;
  const units = problem.thermalUnits.map((unit) => oneUnit(context, unit));
  return {
    thermalMw: units.map(({ output }) => output),
    commitment: units.map(({ commitment }) => commitment),
  };
};

const oneUnit = (
  context: BlockContext,
  unit: ThermalInput,
): { output: Decision<'MW'>; commitment: Commitment | null } => {
  const sized = outputOf(context, unit);
  for (let t = 0; t < context.grid.periodCount; t++) feed(context, unit, t, sized.output);
  fuelSteps(context, THERMAL_UNIT, unit, sized.output);
  const commitment = unit.commitment === undefined ? null : commit(context, unit, unit.commitment, sized);
  ramp(context, unit, sized.output, commitment);
  return { output: sized.output, commitment };
};

/** Output of a unit, and its rating where that is chosen. */
interface Sized {
  readonly output: Decision<'MW'>;
  readonly capacity: Decision<'MW'> | null;
}
/** The rating, or the largest that may be chosen. */
const ratedOf = (unit: ThermalInput): number => unit.expansion?.maximum ?? unit.ratedMw;
/** Least output while it runs, as a share of the rating: an outage takes it along. */
const leastRatio = (unit: ThermalInput, t: number): number =>
  Math.min(unit.minimumRatios?.[t] ?? unit.minimumRatio, unit.availableRatio[t]!);

const outputOf = (context: BlockContext, unit: ThermalInput): Sized => {
  const { model, grid } = context;
  const rated = ratedOf(unit);
  const isFree = unit.commitment !== undefined || unit.expansion !== undefined;
  const share = (ratio: number): number => (ratio === 0 ? 0 : ratio * rated);
  const most = (t: number): number => share(unit.availableRatio[t]!);
  const output = model.decide<'MW'>(
    'thermalMw',
    unit.id,
    grid.periodCount,
    (t) => (isFree ? Math.min(0, share(leastRatio(unit, t))) : Math.min(share(leastRatio(unit, t)), most(t))),
    most,
  );
  if (unit.expansion === undefined) return { output, capacity: null };
  const capacity = decideCapacity<'MW'>(context, unit.id, 'capacityMw', unit.expansion);
  for (let t = 0; t < grid.periodCount; t++) {
    withinCapacity(context, unit.id, t, 1, columnAt(output, t), unit.availableRatio[t]!, capacity);
    if (leastRatio(unit, t) !== 0 && unit.commitment === undefined)
      withinCapacity(context, `${unit.id}.least`, t, -1, columnAt(output, t), -leastRatio(unit, t), capacity);
  }
  return { output, capacity };
};

const feed = (
  { model, hours, areaRows }: BlockContext,
  unit: ThermalInput,
  t: number,
  output: Decision<'MW'>,
): void => {
  const column = columnAt(output, t);
  model.add(areaRows[unit.area]![t]!, 1, column);
  if (unit.heat !== undefined) model.add(areaRows[unit.heat.area]![t]!, unit.heat.mwPerMw, column);
  model.charge('fuel', column, unit.operatingYuanPerMwh[t]! * hours[t]!);
  model.chargeConstant('noLoad', (unit.fixedYuanPerH ?? 0) * hours[t]!);
  model.emit(column, unit.emissionTco2PerMwh * hours[t]!);
  model.measure('dirtyMwh', column, hours[t]!);
};

const commit = (
  context: BlockContext,
  unit: ThermalInput,
  input: CommitmentInput,
  sized: Sized,
): Commitment => {
  const { model, grid, hours } = context;
  const [least, most] = forcedAtFirst(input, grid.periodCount);
  const switches = (name: string, lower: (t: number) => number, upper: (t: number) => number) =>
    model.decideWhole<'switch'>(name, unit.id, grid.periodCount, lower, upper);
  const commitment: Commitment = {
    on: switches('on', least, most),
    start: switches('start', zero, one),
    // Whoever runs above what a stop allows cannot stop in the first period.
    stop: switches('stop', zero, (t) =>
      t === 0 && (unit.beforeMw ?? 0) > (input.stopMw ?? ratedOf(unit)) ? 0 : 1,
    ),
  };
  for (let t = 0; t < grid.periodCount; t++) {
    model.charge('noLoad', columnAt(commitment.on, t), input.noLoadYuanPerH * hours[t]!);
    model.charge('start', columnAt(commitment.stop, t), input.stopYuan);
    switching(context, unit, input, commitment, t);
    outputWhileOn(context, unit, input, commitment, sized, t);
    minimumTimes(context, unit, input, commitment, t);
  }
  starting(context, unit, input, commitment);
  return commitment;
};

/** Minimum times that began before the window go on in it: bounds of `on` in its first periods. */
const forcedAtFirst = (
  { before, minimumUpPeriods, minimumDownPeriods }: CommitmentInput,
  periodCount: number,
): [(t: number) => number, (t: number) => number] => {
  const owed = Math.max(0, (before.isOn ? minimumUpPeriods : minimumDownPeriods) - before.periods);
  const until = Math.min(owed, periodCount);
  return [(t) => (before.isOn && t < until ? 1 : 0), (t) => (!before.isOn && t < until ? 0 : 1)];
};

/** on[t] - on[t-1] - start[t] + stop[t] = 0. */
const switching = (
  { model }: BlockContext,
  unit: ThermalInput,
  { before }: CommitmentInput,
  { on, start, stop }: Commitment,
  t: number,
): void => {
  const known = t === 0 && before.isOn ? 1 : 0;
  const row = model.row<'switch'>(THERMAL_UNIT, `${unit.id}.on`, t, known, known);
  model.add(row, 1, columnAt(on, t));
  if (t > 0) model.add(row, -1, columnAt(on, t - 1));
  model.add(row, -1, columnAt(start, t));
  model.add(row, 1, columnAt(stop, t));
};

/**
 * Least x on <= output <= most x on - (most - start limit) x start - (most - stop limit) x stop next. With a minimum up
 * time of one period a start may meet a stop in the next, so the two are kept apart then. Where the rating is chosen,
 * least x rating holds while it is on, and what the largest rating would ask for is given back while it is off.
 */
const outputWhileOn = (
  { model, grid }: BlockContext,
  unit: ThermalInput,
  input: CommitmentInput,
  { on, start, stop }: Commitment,
  { output, capacity }: Sized,
  t: number,
): void => {
  const most = unit.availableRatio[t]! * ratedOf(unit);
  const least = leastRatio(unit, t) * ratedOf(unit);
  const known = capacity === null ? 0 : -least;
  const floor = model.row<'MW'>(THERMAL_UNIT, `${unit.id}.least`, t, known, Number.POSITIVE_INFINITY);
  model.add(floor, 1, columnAt(output, t));
  if (capacity !== null) model.add(floor, -leastRatio(unit, t), capacity.first);
  model.addConverted(floor, -1, onSwitch(least), columnAt(on, t));
  const startLess = Math.max(0, most - (input.startMw ?? most));
  const stopLess = t + 1 < grid.periodCount ? Math.max(0, most - (input.stopMw ?? most)) : 0;
  const parts =
    input.minimumUpPeriods > 1
      ? [[startLess, stopLess]]
      : [
          [startLess, 0],
          [0, stopLess],
        ];
  parts.forEach(([lessAtStart, lessAtStop], part) => {
    if (part > 0 && lessAtStop === 0) return;
    const name = part === 0 ? `${unit.id}.most` : `${unit.id}.stopping`;
    const ceiling = model.row<'MW'>(THERMAL_UNIT, name, t, Number.NEGATIVE_INFINITY, 0);
    model.add(ceiling, 1, columnAt(output, t));
    model.addConverted(ceiling, -1, onSwitch(most), columnAt(on, t));
    model.addConverted(ceiling, 1, onSwitch(lessAtStart!), columnAt(start, t));
    if (lessAtStop! > 0) model.addConverted(ceiling, 1, onSwitch(lessAtStop!), columnAt(stop, t + 1));
  });
};

/** Starts of the last minimum up time <= on; stops of the last minimum down time <= 1 - on. */
const minimumTimes = (
  { model }: BlockContext,
  unit: ThermalInput,
  { minimumUpPeriods, minimumDownPeriods }: CommitmentInput,
  { on, start, stop }: Commitment,
  t: number,
): void => {
  const up = model.row<'switch'>(THERMAL_UNIT, `${unit.id}.up`, t, Number.NEGATIVE_INFINITY, 0);
  for (let i = Math.max(0, t - Math.max(1, minimumUpPeriods) + 1); i <= t; i++)
    model.add(up, 1, columnAt(start, i));
  model.add(up, -1, columnAt(on, t));
  const down = model.row<'switch'>(THERMAL_UNIT, `${unit.id}.down`, t, Number.NEGATIVE_INFINITY, 1);
  for (let i = Math.max(0, t - Math.max(1, minimumDownPeriods) + 1); i <= t; i++)
    model.add(down, 1, columnAt(stop, i));
  model.add(down, 1, columnAt(on, t));
};

/**
 * Every start costs the cold price, less the difference when it is warm: warm[t] <= start[t] and warm[t] <= stops not
 * longer ago than it takes to go cold.
 */
const starting = (
  { model, grid }: BlockContext,
  unit: ThermalInput,
  { startYuan, coldStart, before }: CommitmentInput,
  { start, stop }: Commitment,
): void => {
  for (let t = 0; t < grid.periodCount; t++)
    model.charge('start', columnAt(start, t), Math.max(startYuan, coldStart?.yuan ?? 0));
  if (coldStart === undefined || coldStart.yuan <= startYuan) return;
  const warm = model.decide<'switch'>('warmStart', unit.id, grid.periodCount, zero, one);
  for (let t = 0; t < grid.periodCount; t++) {
    model.charge('start', columnAt(warm, t), startYuan - coldStart.yuan);
    const isStart = model.row<'switch'>(THERMAL_UNIT, `${unit.id}.warmStart`, t, Number.NEGATIVE_INFINITY, 0);
    model.add(isStart, 1, columnAt(warm, t));
    model.add(isStart, -1, columnAt(start, t));
    const stoppedBefore = !before.isOn && t + before.periods < coldStart.afterPeriods ? 1 : 0;
    const isWarm = model.row<'switch'>(
      THERMAL_UNIT,
      `${unit.id}.warm`,
      t,
      Number.NEGATIVE_INFINITY,
      stoppedBefore,
    );
    model.add(isWarm, 1, columnAt(warm, t));
    for (let i = Math.max(0, t - coldStart.afterPeriods + 1); i < t; i++)
      model.add(isWarm, -1, columnAt(stop, i));
  }
};

/** Output rises and falls within its ramps; a start or a stop may take it from or to its limit for such a period. */
const ramp = (
  { model, grid, hours }: BlockContext,
  unit: ThermalInput,
  output: Decision<'MW'>,
  commitment: Commitment | null,
): void => {
  const startMw = unit.commitment?.startMw ?? ratedOf(unit);
  const stopMw = unit.commitment?.stopMw ?? ratedOf(unit);
  for (let t = 0; t < grid.periodCount; t++) {
    const before = t === 0 ? unit.beforeMw : 0;
    if (before === undefined) continue;
    for (const [name, sign, perHour, atSwitch, switched] of [
      ['rise', 1, unit.rampUpMwPerH, startMw, commitment?.start],
      ['fall', -1, unit.rampDownMwPerH, stopMw, commitment?.stop],
    ] as const) {
      if (perHour === undefined) continue;
      const most = perHour * hours[t]!;
      const row = model.row<'MW'>(
        THERMAL_UNIT,
        `${unit.id}.${name}`,
        t,
        Number.NEGATIVE_INFINITY,
        most + sign * before,
      );
      model.add(row, sign, columnAt(output, t));
      if (t > 0) model.add(row, -sign, columnAt(output, t - 1));
      if (switched !== undefined && atSwitch > most)
        model.addConverted(row, -1, perSwitch<'switch', 'MW'>(atSwitch - most), columnAt(switched, t));
    }
  }
};
