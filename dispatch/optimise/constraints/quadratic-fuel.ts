import type { ThermalInput } from '#dispatch/domain';
import { onSquared, tangentAt } from '../model/conversion.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';
import { type Commitment, THERMAL_UNIT, type ThermalDecisions } from './thermal_unit.ts';

/** How many tangents stand for a parabola: at most 1/256 of its height lies between two of them. */
const TANGENTS = 9;

export interface SquareDecisions {
  /** Output squared by unit, in a model with whole numbers; null where fuel does not rise with it. */
  readonly squaredMw2: readonly (Decision<'MW2'> | null)[];
}

/**
 * Fuel that rises with the square of output. No solver here searches over whole numbers under a squared objective, and
 * the one for squared objectives alone gives up on some small regions or never ends: where the model has whole numbers
 * or sites, output² lies above tangents, and those of a unit that may be off go with its switch, which makes the
 * relaxation tight (perspective cuts: Frangioni and Gentile 2006). A power case alone is solved with its squares, to the
 * last digit. Called when all other blocks have been built.
 */
export const quadraticFuel = (
  context: BlockContext,
  { thermalMw, commitment }: ThermalDecisions,
): SquareDecisions => {
  const { problem, model, grid, hours } = context;
  const squaredMw2 = problem.thermalUnits.map((unit, i) => {
    const perSquare = unit.quadraticYuanPerMw2H ?? 0;
    if (perSquare === 0) return null;
    const output = thermalMw[i]!;
    if (model.hasWholeColumns || problem.sites.length > 0) {
      const squared = squaredOutput(context, unit, output, commitment[i]!);
      for (let t = 0; t < grid.periodCount; t++)
        model.charge('fuel', columnAt(squared, t), perSquare * hours[t]!);
      return squared;
    }
    for (let t = 0; t < grid.periodCount; t++)
      model.chargeSquare('fuel', columnAt(output, t), perSquare * hours[t]!);
    return null;
  });
  return { squaredMw2 };
};

/**
 * Lifts squares off their tangents to what output really asks for, in place; returns what that adds at the given costs.
 * Those of a unit that is on for a part only lie higher already.
 */
export const liftSquares = (
  { thermalMw, squaredMw2 }: ThermalDecisions & SquareDecisions,
  primal: Float64Array,
  columnCost: Float64Array,
): number => {
  let added = 0;
  squaredMw2.forEach((squared, i) => {
    for (let t = 0; squared !== null && t < squared.count; t++) {
      const column = columnAt(squared, t);
      const lift = Math.max(0, primal[columnAt(thermalMw[i]!, t)]! ** 2 - primal[column]!);
      primal[column]! += lift;
      added += lift * columnCost[column]!;
    }
  });
  return added;
};

/** squared >= 2 at · output - at² (· on), for points from the least to the most output. */
const squaredOutput = (
  { model, grid }: BlockContext,
  unit: ThermalInput,
  output: Decision<'MW'>,
  commitment: Commitment | null,
): Decision<'MW2'> => {
  const mostAt = (t: number): number => model.upperOf(columnAt(output, t));
  const squared = model.decide<'MW2'>(
    'squaredMw2',
    unit.id,
    grid.periodCount,
    () => 0,
    (t) => mostAt(t) ** 2,
  );
  for (let t = 0; t < grid.periodCount; t++) {
    const most = mostAt(t);
    const least = Math.min(most, unit.expansion === undefined ? unit.minimumRatio * unit.ratedMw : 0);
    for (let i = 0; i < TANGENTS; i++) {
      const at = least + ((most - least) * i) / (TANGENTS - 1);
      if (at === 0) continue;
      const known = commitment === null ? -(at * at) : 0;
      const row = model.row<'MW2'>(THERMAL_UNIT, `${unit.id}.squared`, t, known, Number.POSITIVE_INFINITY);
      model.add(row, 1, columnAt(squared, t));
      model.addConverted(row, -1, tangentAt(at), columnAt(output, t));
      if (commitment !== null) model.addConverted(row, 1, onSquared(at), columnAt(commitment.on, t));
    }
  }
  return squared;
};
