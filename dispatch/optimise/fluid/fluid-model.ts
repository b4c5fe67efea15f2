import type { Problem } from '#dispatch/domain';
import { mostUnits } from '../bids/pool-units.ts';
import { WORK } from '../constraints/work.ts';
import { heldFor, perShare, unitsHeldFor } from '../model/conversion.ts';
import { type Column, columnAt, type Decision, type Row } from '../model/lp-model.ts';
import { columnWeights, squareWeights, type Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import { tailEnergyWeight } from '../prices/shadow-prices.ts';
import type { LpData } from '../solvers/lp-solver.ts';
import type { ClassBin, ClassOption, WorkClass } from './work-classes.ts';

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
 * one. A share in a bin of one period draws its power at its site and its units from its pool there; shares in longer
 * bins fill the bin's energy and unit-hours, and the model itself chooses how they lie inside the bin.
 */
export const addWorkClasses = (
  power: PowerModel,
  weighing: Weighing,
  classes: readonly WorkClass[],
): FluidModel => {
  const bins = new CoarseBins(power);
  const privateWeights: { column: number; weight: number }[] = [];
  const shares = classes.map((workClass, index) => {
    const name = workClass.exact ? `bid${workClass.bids[0]}` : `class${index}`;
    return addClass(power, weighing, bins, workClass, name, privateWeights);
  });
  const costs = columnWeights(power.model, weighing);
  for (const { column, weight } of privateWeights) costs[column]! += weight;
  return { data: power.model.toData(costs, squareWeights(power.model, weighing)), shares };
};

const addClass = (
  power: PowerModel,
  weighing: Weighing,
  coarse: CoarseBins,
  workClass: WorkClass,
  name: string,
  privateWeights: { column: number; weight: number }[],
): Decision<'share'> => {
  const { model } = power;
  const { bins } = workClass;
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
  const left = undoneWeight(power.problem, weighing, size.itMwh, size.unitHours);
  privateWeights.push({ column: undone.first, weight: left });
  bins.forEach((bin, b) => {
    const column = columnAt(share, b);
    const option = workClass.options[bin.option]!;
    model.add(row, 1, column);
    const single = bin.toPeriod === bin.fromPeriod + 1;
    if (single) addFine(power, option, bin.fromPeriod, column);
    else coarse.add(option, bin, column);
    privateWeights.push({ column, weight: bin.weight + tailWeight(power, weighing, option, bin) });
  });
  return share;
};

const largestOption = (workClass: WorkClass): { itMwh: number; unitHours: number } => ({
  itMwh: Math.max(...workClass.options.map((option) => option.itMwh)),
  unitHours: Math.max(...workClass.options.map((option) => option.unitHours)),
});

const addFine = (power: PowerModel, option: ClassOption, t: number, column: Column<'share'>): void => {
  const { model, table } = power;
  const { grid } = table;
  const poolRow = power.poolRows[option.pool * grid.totalCount + t]!;
  const units = perShare<'unit'>(option.unitHours / grid.hours);
  if (poolRow >= 0) model.addConverted(poolRow as Row<'unit'>, 1, units, column);
  if (t >= grid.periodCount) return;
  const itMw = perShare<'MW'>(option.itMwh / grid.hours);
  model.addConverted((power.workRows[option.site]! + t) as Row<'MW'>, -1, itMw, column);
};

/** Weight of energy in the tail when a share lies in it: only the part of a bin behind the horizon, at one price. */
const tailWeight = (power: PowerModel, weighing: Weighing, option: ClassOption, bin: ClassBin): number => {
  const { periodCount, hours } = power.table.grid;
  if (bin.fromPeriod < periodCount) return 0;
  return (option.itMwh / hours) * tailEnergyWeight(power, weighing, option.site);
};

/** Rows and columns that spread the work of long bins over their periods, made when a bin is first used. */
class CoarseBins {
  private readonly power: PowerModel;
  private readonly energyRows = new Map<string, Row<'MWh'>>();
  private readonly unitRows = new Map<string, Row<'unit·h'>>();

  constructor(power: PowerModel) {
    this.power = power;
  }

  add(option: ClassOption, bin: ClassBin, column: Column<'share'>): void {
    const { model, table } = this.power;
    // A bin that begins in the horizon does all its work there: bins end at the horizon's edge.
    if (option.itMwh > 0 && bin.fromPeriod < table.grid.periodCount) {
      const row = this.energyRow(option.site, bin);
      model.addConverted(row, -1, perShare<'MWh'>(option.itMwh), column);
    }
    const row = this.unitRow(option.pool, bin);
    if (row !== null) model.addConverted(row, -1, perShare<'unit·h'>(option.unitHours), column);
  }

  private energyRow(site: number, bin: ClassBin): Row<'MWh'> {
    const { model, table, problem, workRows } = this.power;
    const key = `${site},${bin.fromPeriod}`;
    const known = this.energyRows.get(key);
    if (known !== undefined) return known;
    const name = problem.sites[site]!.id;
    const row = model.row<'MWh'>(WORK, `${name}.bin`, bin.fromPeriod, 0, 0);
    const batch = this.power.decisions.batchItMw[site]!;
    const count = bin.toPeriod - bin.fromPeriod;
    const most = (step: number): number => model.upperOf(columnAt(batch, bin.fromPeriod + step));
    const spread = model.decide<'MW'>('spreadItMw', `${name}.${bin.fromPeriod}`, count, () => 0, most);
    for (let step = 0; step < count; step++) {
      const column = columnAt(spread, step);
      model.addConverted(row, 1, heldFor(table.grid.hours), column);
      model.add((workRows[site]! + bin.fromPeriod + step) as Row<'MW'>, -1, column);
    }
    this.energyRows.set(key, row);
    return row;
  }

  /** Null where capacity cannot bind in any period of the bin. */
  private unitRow(pool: number, bin: ClassBin): Row<'unit·h'> | null {
    const { model, table, problem, poolRows } = this.power;
    const base = pool * table.grid.totalCount;
    const all = Array.from(
      { length: bin.toPeriod - bin.fromPeriod },
      (_, i) => poolRows[base + bin.fromPeriod + i]!,
    );
    if (all.every((row) => row < 0)) return null;
    const key = `${pool},${bin.fromPeriod}`;
    const known = this.unitRows.get(key);
    if (known !== undefined) return known;
    const name = problem.pools[pool]!.id;
    const row = model.row<'unit·h'>(WORK, `${name}.bin`, bin.fromPeriod, 0, 0);
    const most = mostUnits(problem.pools[pool]!);
    const spread = model.decide<'unit'>(
      'spreadUnits',
      `${name}.${bin.fromPeriod}`,
      all.length,
      () => 0,
      () => most,
    );
    all.forEach((poolRow, step) => {
      const column = columnAt(spread, step);
      model.addConverted(row, 1, unitsHeldFor(table.grid.hours), column);
      if (poolRow >= 0) model.add(poolRow as Row<'unit'>, 1, column);
    });
    this.unitRows.set(key, row);
    return row;
  }
}
