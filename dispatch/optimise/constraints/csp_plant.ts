import type { CspInput } from '#dispatch/domain';
import { heldFor, onSwitch } from '../model/conversion.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, one, zero } from './block-context.ts';

export const CSP_PLANT = 'csp_plant';

export interface CspDecisions {
  readonly cspMw: readonly Decision<'MW'>[];
  /** Heat of the field that is not taken. */
  readonly defocusedMw: readonly Decision<'MW'>[];
  /** Heat in store at the end of a period. */
  readonly heatMwh: readonly Decision<'MWh'>[];
  readonly heatShortfallMwh: readonly Decision<'MWh'>[];
  /** Null where the turbine has no least output and so needs no switch. */
  readonly cspOn: readonly (Decision<'switch'> | null)[];
}

/**
 * Concentrating solar power with a heat store: heat after a period = heat before, less what is lost, + what the field
 * gives and is not turned away - what the turbine takes (output / efficiency). A turbine with a least output is on or
 * off: whole numbers, and each start costs. Heat short of the final level is priced as the energy it would give.
 */
export const cspPlant = (context: BlockContext): CspDecisions => {
  const plants = context.problem.cspPlants.map((plant) => onePlant(context, plant));
  return {
    cspMw: plants.map(({ output }) => output),
    defocusedMw: plants.map(({ defocused }) => defocused),
    heatMwh: plants.map(({ heat }) => heat),
    heatShortfallMwh: plants.map(({ missing }) => missing),
    cspOn: plants.map(({ on }) => on),
  };
};

interface Plant {
  readonly output: Decision<'MW'>;
  readonly defocused: Decision<'MW'>;
  readonly heat: Decision<'MWh'>;
  readonly missing: Decision<'MWh'>;
}

const onePlant = (
  context: BlockContext,
  plant: CspInput,
): Plant & { readonly on: Decision<'switch'> | null } => {
  const { model, grid, hours, areaRows } = context;
  const n = grid.periodCount;
  const columns: Plant = {
    output: model.decide<'MW'>('cspMw', plant.id, n, zero, () => plant.ratedMw),
    defocused: model.decide<'MW'>('defocusedMw', plant.id, n, zero, (t) => plant.fieldMw[t]!),
    heat: model.decide<'MWh'>(
      'heatMwh',
      plant.id,
      n,
      (t) => leastHeat(plant, hours, t),
      () => Math.max(plant.maximumMwh, plant.initialMwh),
    ),
    missing: model.decide<'MWh'>('heatShortfallMwh', plant.id, 1, zero, () => plant.finalMwh),
  };
  for (let t = 0; t < n; t++) {
    heatBalance(context, plant, columns, t);
    const output = columnAt(columns.output, t);
    model.add(areaRows[plant.area]![t]!, 1, output);
    model.charge('operation', output, plant.operatingYuanPerMwh * hours[t]!);
    const perHeat = plant.efficiencyRatio * hours[t]!;
    model.charge(
      'curtailment',
      columnAt(columns.defocused, t),
      context.problem.curtailedYuanPerMwh * perHeat,
    );
  }
  finalHeat(context, plant, columns);
  const on = plant.minimumRatio > 0 ? onOrOff(context, plant, columns.output) : null;
  return { ...columns, on };
};

/** Heat that is short of the minimum at the start may stay short, as far as it cools. */
const leastHeat = (plant: CspInput, hours: Float64Array, t: number): number => {
  let cooled = plant.initialMwh;
  for (let i = 0; i <= t; i++) cooled *= Math.max(0, 1 - plant.lossRatioPerH * hours[i]!);
  return Math.min(plant.minimumMwh, cooled);
};

const heatBalance = (
  { model, hours }: BlockContext,
  plant: CspInput,
  { output, defocused, heat }: Plant,
  t: number,
): void => {
  const kept = Math.max(0, 1 - plant.lossRatioPerH * hours[t]!);
  const known = plant.fieldMw[t]! * hours[t]! + (t === 0 ? kept * plant.initialMwh : 0);
  const row = model.row<'MWh'>(CSP_PLANT, plant.id, t, known, known);
  model.add(row, 1, columnAt(heat, t));
  if (t > 0) model.add(row, -kept, columnAt(heat, t - 1));
  model.addConverted(row, 1, heldFor(hours[t]!), columnAt(defocused, t));
  model.addConverted(row, 1 / plant.efficiencyRatio, heldFor(hours[t]!), columnAt(output, t));
};

const finalHeat = (
  { problem, model, grid }: BlockContext,
  plant: CspInput,
  { heat, missing }: Plant,
): void => {
  if (plant.finalMwh <= 0) return;
  const last = grid.periodCount - 1;
  const row = model.row<'MWh'>(
    CSP_PLANT,
    `${plant.id}.final`,
    last,
    plant.finalMwh,
    Number.POSITIVE_INFINITY,
  );
  model.add(row, 1, columnAt(heat, last));
  model.add(row, 1, columnAt(missing, 0));
  model.charge('storageShortfall', missing.first, problem.unservedYuanPerMwh * plant.efficiencyRatio);
};

/** Least x on <= output <= rated x on, and on[t] - on[t-1] <= start[t]. */
const onOrOff = (
  { model, grid }: BlockContext,
  plant: CspInput,
  output: Decision<'MW'>,
): Decision<'switch'> => {
  const on = model.decideWhole<'switch'>('cspOn', plant.id, grid.periodCount, zero, one);
  const start = model.decide<'switch'>('cspStart', plant.id, grid.periodCount, zero, one);
  for (let t = 0; t < grid.periodCount; t++) {
    const floor = model.row<'MW'>(CSP_PLANT, `${plant.id}.least`, t, 0, Number.POSITIVE_INFINITY);
    model.add(floor, 1, columnAt(output, t));
    model.addConverted(floor, -1, onSwitch(plant.minimumRatio * plant.ratedMw), columnAt(on, t));
    const ceiling = model.row<'MW'>(CSP_PLANT, `${plant.id}.most`, t, Number.NEGATIVE_INFINITY, 0);
    model.add(ceiling, 1, columnAt(output, t));
    model.addConverted(ceiling, -1, onSwitch(plant.ratedMw), columnAt(on, t));
    const running = t === 0 && plant.isOnBefore === true ? 1 : 0;
    const begins = model.row<'switch'>(CSP_PLANT, `${plant.id}.start`, t, Number.NEGATIVE_INFINITY, running);
    model.add(begins, 1, columnAt(on, t));
    if (t > 0) model.add(begins, -1, columnAt(on, t - 1));
    model.add(begins, -1, columnAt(start, t));
    model.charge('start', columnAt(start, t), plant.startYuan);
  }
  return on;
};
