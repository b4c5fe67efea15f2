import type { Problem } from '#dispatch/domain';
import { WORK } from '../constraints/work.ts';
import { perShare } from '../model/conversion.ts';
import { type Column, columnAt, type Decision, type Row } from '../model/lp-model.ts';
import { columnWeights, type Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import { tailEnergyWeight } from '../prices/shadow-prices.ts';
import type { LpData } from '../solvers/lp-solver.ts';
import type { ClassBin, WorkClass } from './work-classes.ts';

/** A power model with classes of work in it: ready to be compiled and solved. */
export interface FluidModel {
  readonly data: LpData;
  /** Shares of each class, one column a bin. */
  readonly shares: readonly Decision<'share'>[];
}

/** Work that is left undone weighs as if its energy were not served; a transfer as a watt-hour a unit and hour. */
export const undoneWeight = (
  problem: Problem,
  weighing: Weighing,
  itMwh: number,
  unitHours: number,
): number => weighing.yuan('unserved') * problem.unservedYuanPerMwh * Math.max(itMwh, unitHours * 1e-3);

/**
 * Adds classes of work to a freshly built power model and compiles it: the shares of a class over its bins add up to
 * one, each share draws its power at its site and its units from its pool, spread evenly over the bin.
 */
export const addWorkClasses = (
  power: PowerModel,
  weighing: Weighing,
  classes: readonly WorkClass[],
): FluidModel => {
  const { model } = power;
  const privateWeights: { column: number; weight: number }[] = [];
  const shares = classes.map((workClass, index) => {
    const name = workClass.exact ? `bid${workClass.bids[0]}` : `class${index}`;
    const bins = workClass.bins;
    const share = model.decide<'share'>(
      'share',
      name,
      bins.length,
      () => 0,
      (b) => bins[b]!.upper,
    );
    const undone = model.decide<'share'>(
      'undone',
      name,
      1,
      () => 0,
      () => 1,
    );
    const row = model.row<'share'>(WORK, name, 0, 1, 1);
    model.add(row, 1, undone.first);
    const size = largestOption(workClass);
    privateWeights.push({
      column: undone.first,
      weight: undoneWeight(power.problem, weighing, size.itMwh, size.unitHours),
    });
    bins.forEach((bin, b) => {
      const column = columnAt(share, b);
      model.add(row, 1, column);
      const tail = addBin(power, weighing, workClass, bin, column);
      privateWeights.push({ column, weight: bin.weight + tail });
    });
    return share;
  });
  const costs = columnWeights(model, weighing);
  for (const { column, weight } of privateWeights) costs[column]! += weight;
  return { data: model.toData(costs), shares };
};

const largestOption = (workClass: WorkClass): { itMwh: number; unitHours: number } => ({
  itMwh: Math.max(...workClass.options.map((option) => option.itMwh)),
  unitHours: Math.max(...workClass.options.map((option) => option.unitHours)),
});

/** Enters one bin's power and units; returns the weight of the energy that falls into the tail. */
const addBin = (
  power: PowerModel,
  weighing: Weighing,
  workClass: WorkClass,
  bin: ClassBin,
  column: Column<'share'>,
): number => {
  const { model, table } = power;
  const option = workClass.options[bin.option]!;
  const hours = (bin.toPeriod - bin.fromPeriod) * table.grid.hours;
  const meanItMw = option.itMwh / hours;
  const units = perShare<'unit'>(option.unitHours / hours);
  const poolRow = power.poolRows[option.pool] ?? null;
  let tailPeriods = 0;
  for (let t = bin.fromPeriod; t < bin.toPeriod; t++) {
    if (poolRow !== null) model.addConverted((poolRow + t) as Row<'unit'>, 1, units, column);
    if (t >= table.grid.periodCount) tailPeriods++;
    else
      model.addConverted(
        (power.workRows[option.site]! + t) as Row<'MW'>,
        -1,
        perShare<'MW'>(meanItMw),
        column,
      );
  }
  return tailPeriods === 0 ? 0 : tailPeriods * meanItMw * tailEnergyWeight(power, weighing, option.site);
};
