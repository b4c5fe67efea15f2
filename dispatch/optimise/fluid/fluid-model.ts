import type { Problem } from '#dispatch/domain';
import { WORK } from '../constraints/work.ts';
import { perShare } from '../model/conversion.ts';
import { type Column, columnAt, type Decision, type Row } from '../model/lp-model.ts';
import { columnWeights, squareWeights, type Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import { tailEnergyWeight } from '../prices/shadow-prices.ts';
import type { LpData } from '../solvers/lp-solver.ts';
import type { DivisibleBid, WorkBin, WorkOption } from './divisible-bids.ts';

/** A power model with divisible work in it: ready to be compiled and solved. */
export interface FluidModel {
  readonly data: LpData;
  /** Shares of each bid, one column a bin. */
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
 * Adds divisible bids to a freshly built power model and compiles it: the shares of a bid over its bins add up to one. A
 * share draws its power at its site and its units from its pool in its period.
 */
export const addDivisible = (
  power: PowerModel,
  weighing: Weighing,
  bids: readonly DivisibleBid[],
): FluidModel => {
  const privateWeights: { column: number; weight: number }[] = [];
  const shares = bids.map((bid) => addBid(power, weighing, bid, privateWeights));
  const costs = columnWeights(power.model, weighing);
  for (const { column, weight } of privateWeights) costs[column]! += weight;
  return { data: power.model.toData(costs, squareWeights(power.model, weighing)), shares };
};

const addBid = (
  power: PowerModel,
  weighing: Weighing,
  { bid, options, bins }: DivisibleBid,
  privateWeights: { column: number; weight: number }[],
): Decision<'share'> => {
  const { model } = power;
  const name = `bid${bid}`;
  const most = (b: number): number => bins[b]!.upper;
  const share = model.decide<'share'>('share', name, bins.length, () => 0, most);
  const one = (): number => 1;
  const undone = model.decide<'share'>('undone', name, 1, () => 0, one);
  const row = model.row<'share'>(WORK, name, 0, 1, 1);
  model.add(row, 1, undone.first);
  const itMwh = Math.max(...options.map((option) => option.itMwh));
  const unitHours = Math.max(...options.map((option) => option.unitHours));
  const left = undoneWeight(power.problem, weighing, itMwh, unitHours);
  privateWeights.push({ column: undone.first, weight: left });
  bins.forEach((bin, b) => {
    const column = columnAt(share, b);
    const option = options[bin.option]!;
    model.add(row, 1, column);
    draw(power, option, bin.period, column);
    privateWeights.push({ column, weight: bin.weight + tailWeight(power, weighing, option, bin) });
  });
  return share;
};

const draw = (power: PowerModel, option: WorkOption, t: number, column: Column<'share'>): void => {
  const { model, table } = power;
  const { grid } = table;
  const poolRow = power.poolRows[option.pool * grid.totalCount + t]!;
  const units = perShare<'unit'>(option.unitHours / grid.hours);
  if (poolRow >= 0) model.addConverted(poolRow as Row<'unit'>, 1, units, column);
  if (t >= grid.periodCount) return;
  const itMw = perShare<'MW'>(option.itMwh / grid.hours);
  model.addConverted((power.workRows[option.site]! + t) as Row<'MW'>, -1, itMw, column);
};

/** Weight of energy in the tail when a share lies in it, at one price. */
const tailWeight = (power: PowerModel, weighing: Weighing, option: WorkOption, bin: WorkBin): number => {
  const { periodCount, hours } = power.table.grid;
  if (bin.period < periodCount) return 0;
  return (option.itMwh / hours) * tailEnergyWeight(power, weighing, option.site);
};
