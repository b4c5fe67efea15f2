import { joinedShares } from '../bids/joined-shares.ts';
import { CheapestShares, noShares, type ShareAnswer } from '../bids/preemptible-answer.ts';
import { cheapestStart, noStart, type StartAnswer } from '../bids/rigid-answer.ts';
import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';
import { WORK } from '../constraints/work.ts';
import { addWorkClasses, undoneWeight } from '../fluid/fluid-model.ts';
import type { WorkClass } from '../fluid/work-classes.ts';
import type { Decision } from '../model/lp-model.ts';
import { constantWeight, type Weighing } from '../objective/objective.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';
import { tailEnergyWeight } from '../prices/shadow-prices.ts';
import type { AddedColumns, LoadedLp, LpData, LpSolver, SolveLimits } from '../solvers/lp-solver.ts';
import { ColumnWriter } from './column-writer.ts';

export interface MasterSolution {
  readonly weight: number;
  readonly primal: Float64Array;
  readonly duals: Float64Array;
}

/**
 * The fluid problem over what bids can really do: each group of bids runs a mixture of the answers it gave to earlier
 * prices (Dantzig and Wolfe 1960, with a column for a group instead of a bid). Its optimum falls towards the best
 * Lagrangian bound as answers are added, and its duals are the prices to ask next.
 */
export class WorkMaster {
  readonly data: LpData;
  readonly shares: readonly Decision<'share'>[];
  private readonly power: PowerModel;
  private readonly weighing: Weighing;
  private readonly groups: readonly (readonly number[])[];
  private readonly groupRow: number;
  private readonly lp: LoadedLp;
  private readonly writer: ColumnWriter;
  private readonly start: StartAnswer = noStart();
  private readonly run: ShareAnswer;
  private readonly cheapest: CheapestShares;
  private solvedBefore = false;
  columnsAdded = 0;

  /** `power` must be freshly built: exact classes and the groups' rows are added to it. */
  constructor(
    power: PowerModel,
    weighing: Weighing,
    exactClasses: readonly WorkClass[],
    groups: readonly (readonly number[])[],
    solver: LpSolver,
  ) {
    this.power = power;
    this.weighing = weighing;
    this.groups = groups;
    const undone = this.addGroupRows();
    this.groupRow = power.model.rowCount - groups.length;
    const fluid = addWorkClasses(power, weighing, exactClasses);
    this.shares = fluid.shares;
    for (const { column, weight } of undone) fluid.data.columnCost[column]! += weight;
    this.data = fluid.data;
    this.lp = solver.load(this.data);
    this.writer = new ColumnWriter(this.data.rowCount);
    this.run = noShares(power.table.grid.totalCount);
    this.cheapest = new CheapestShares(power.table);
  }

  private addGroupRows(): { column: number; weight: number }[] {
    const { model, table } = this.power;
    return this.groups.map((group, index) => {
      const undone = model.decide<'share'>(
        'undone',
        `group${index}`,
        1,
        () => 0,
        () => 1,
      );
      const row = model.row<'share'>(WORK, `group${index}`, 0, 1, 1);
      model.add(row, 1, undone.first);
      let weight = 0;
      for (const bid of group) {
        const option = table.firstOption[bid]!;
        const hours = (table.durationMs[option]! / table.grid.periodMs) * table.grid.hours;
        weight += undoneWeight(
          this.power.problem,
          this.weighing,
          table.itMw[option]! * hours,
          table.units[option]! * hours,
        );
      }
      return { column: undone.first, weight };
    });
  }

  /** Adds every group's answer to some prices as a column. */
  addAnswers(prices: WorkPrices): void {
    const sums = new PriceSums(this.power.table, prices);
    this.writer.begin();
    this.groups.forEach((group, index) => {
      let weight = 0;
      for (const bid of group) weight += this.writeAnswer(sums, bid);
      this.writer.add(this.groupRow + index, 1);
      this.writer.endColumn(weight);
    });
    const columns: AddedColumns = this.writer.finish();
    this.columnsAdded += columns.cost.length;
    this.lp.addColumns(columns);
  }

  /** Adds every group as a schedule has it: a mixture that is known to fit. Groups with an unplaced bid are left out. */
  addSchedule(state: WorkState): void {
    this.writer.begin();
    this.groups.forEach((group, index) => {
      if (!group.every((bid) => state.isPlaced(bid))) return;
      let weight = 0;
      for (const bid of group) weight += this.writePlaced(state, bid);
      this.writer.add(this.groupRow + index, 1);
      this.writer.endColumn(weight);
    });
    const columns = this.writer.finish();
    this.columnsAdded += columns.cost.length;
    this.lp.addColumns(columns);
  }

  private writePlaced(state: WorkState, bid: number): number {
    const option = state.option[bid]!;
    if (this.power.table.rigid[bid]) {
      this.start.option = option;
      this.start.startMs = state.startMs[bid]!;
      return this.writeStart(bid);
    }
    this.run.option = option;
    this.run.fromPeriod = state.touchedFrom(bid);
    this.run.toPeriod = state.touchedTo(bid);
    for (let t = this.run.fromPeriod; t < this.run.toPeriod; t++) this.run.runMs[t] = state.runIn(bid, t);
    return this.writeShares(bid);
  }

  private writeAnswer(sums: PriceSums, bid: number): number {
    const { table } = this.power;
    if (!table.rigid[bid]) {
      this.cheapest.answer(sums, bid, null, this.run);
      if (table.checkpointMs[bid]! > 0) joinedShares(table, sums, bid, null, this.cheapest, this.run);
      return this.writeShares(bid);
    }
    cheapestStart(table, sums, bid, null, this.start);
    return this.writeStart(bid);
  }

  private writeStart(bid: number): number {
    const { table } = this.power;
    const { option, startMs } = this.start;
    const endMs = startMs + table.durationMs[option]!;
    const { periodMs } = table.grid;
    const to = Math.ceil(endMs / periodMs);
    let weight = table.fixedWeight[option]!;
    for (let t = Math.floor(startMs / periodMs); t < to; t++) {
      const run = Math.min(endMs, (t + 1) * periodMs) - Math.max(startMs, t * periodMs);
      weight += this.writePeriod(option, t, run / periodMs, 1);
    }
    return weight + Math.max(0, endMs - table.dueMs[bid]!) * table.lateWeightPerMs[bid]!;
  }

  private writeShares(bid: number): number {
    const { table } = this.power;
    const { option } = this.run;
    const { periodMs } = table.grid;
    let weight = table.fixedWeight[option]!;
    for (let t = this.run.fromPeriod; t < this.run.toPeriod; t++) {
      const share = this.run.runMs[t]! / periodMs;
      if (share === 0) continue;
      weight += this.writePeriod(option, t, share, share);
      const late = Math.max(0, t * periodMs - table.dueMs[bid]!) * table.lateWeightPerMs[bid]!;
      weight += late * (this.run.runMs[t]! / table.durationMs[option]!);
    }
    return weight;
  }

  /** Enters power and units of one period; returns the weight of energy that lies in the tail. */
  private writePeriod(option: number, t: number, share: number, held: number): number {
    const { table, poolRows, workRows } = this.power;
    const poolRow = poolRows[table.pool[option]! * table.grid.totalCount + t]!;
    if (poolRow >= 0) this.writer.add(poolRow, table.units[option]! * held);
    const site = table.site[option]!;
    if (t >= table.grid.periodCount)
      return table.itMw[option]! * share * tailEnergyWeight(this.power, this.weighing, site);
    this.writer.add(workRows[site]! + t, -table.itMw[option]! * share);
    return 0;
  }

  /** The optimum over the answers so far, or null when time ran out or the solver failed. */
  solve(limits: Omit<SolveLimits, 'start'>): MasterSolution | null {
    const outcome = this.lp.run({
      ...limits,
      isRelaxed: true,
      start: this.solvedBefore ? 'widened' : 'cold',
    });
    if (outcome.kind !== 'optimal') return null;
    this.solvedBefore = true;
    return {
      weight: this.lp.objectiveValue() + constantWeight(this.power.model, this.weighing),
      primal: this.lp.primal(),
      duals: this.lp.rowDuals(),
    };
  }

  dispose(): void {
    this.lp.dispose();
  }
}
