import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';
import { WORK } from '../constraints/work.ts';
import { undoneWeight } from '../fluid/fluid-model.ts';
import { columnWeights, constantWeight, squareWeights, type Weighing } from '../objective/objective.ts';
import { type Place, Places, placeOf } from '../placement/place.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';
import { tailEnergyWeight } from '../prices/shadow-prices.ts';
import { GrowingLp } from '../solvers/growing-lp.ts';
import type { LoadedLp, LpData, LpSolver, SolveLimits } from '../solvers/lp-solver.ts';
import { ColumnWriter } from './column-writer.ts';
import type { BidGroups } from './groups.ts';

export interface MasterSolution {
  readonly weight: number;
  readonly primal: Float64Array;
  readonly duals: Float64Array;
}

/** A column of a bid alone: where it runs when the column is taken. */
export interface SingleColumn {
  readonly column: number;
  readonly bid: number;
  readonly place: Place;
}

/**
 * The problem over what bids can really do: each group of bids runs a mixture of the answers it gave to earlier
 * prices (Dantzig and Wolfe 1960, with a column for a group instead of a bid). Its optimum falls towards the best
 * Lagrangian bound as answers are added, and its duals are the prices to ask next.
 */
export class WorkMaster {
  private readonly power: PowerModel;
  private readonly weighing: Weighing;
  private readonly groups: BidGroups;
  private readonly groupRow: number;
  private readonly lp: LoadedLp;
  private readonly grown: GrowingLp;
  private readonly writer: ColumnWriter;
  private readonly places: Places;
  /** Columns of the bids that have groups of their own, in the order in which they were added. */
  readonly columnsAlone: SingleColumn[] = [];
  /** Places that a single bid has columns for, as text. */
  private readonly known: readonly Set<string>[];
  private solvedBefore = false;

  /** `power` must be freshly built: the groups' rows are added to it. */
  constructor(power: PowerModel, weighing: Weighing, groups: BidGroups, solver: LpSolver) {
    this.power = power;
    this.weighing = weighing;
    this.groups = groups;
    this.groupRow = power.model.rowCount;
    const undone = groups.groups.map((group, index) => this.addGroup(group, index));
    const costs = columnWeights(power.model, weighing);
    for (const { column, weight } of undone) costs[column]! += weight;
    const data = power.model.toData(costs, squareWeights(power.model, weighing));
    this.grown = new GrowingLp(data);
    this.lp = solver.load(data);
    this.writer = new ColumnWriter(data.rowCount);
    this.places = new Places(power.table);
    this.known = Array.from({ length: groups.singleCount }, () => new Set<string>());
  }

  /** A row in which the parts of a group's answers add up to one, or leave work undone. */
  private addGroup(group: Int32Array, index: number): { column: number; weight: number } {
    const { model, table, problem } = this.power;
    const name = `group${index}`;
    const one = (): number => 1;
    const undone = model.decide<'share'>('undone', name, 1, () => 0, one);
    model.add(model.row<'share'>(WORK, name, 0, 1, 1), 1, undone.first);
    const weight = group.reduce((sum, bid) => {
      const option = table.firstOption[bid]!;
      const hours = (table.durationMs[option]! / table.grid.periodMs) * table.grid.hours;
      const [itMwh, unitHours] = [table.itMw[option]! * hours, table.units[option]! * hours];
      return sum + undoneWeight(problem, this.weighing, itMwh, unitHours);
    }, 0);
    return { column: undone.first, weight };
  }

  /** Adds every group's answer to some prices as a column; of bids alone only those that are still open. Returns how many. */
  addAnswers(prices: WorkPrices, open: ReadonlySet<number> | null = null): number {
    const sums = new PriceSums(this.power.table, prices);
    return this.addColumns((bid, isAlone) =>
      isAlone && open !== null && !open.has(bid) ? null : this.places.cheapest(sums, bid),
    );
  }

  /** Adds every group as a schedule has it. Groups with an unplaced bid are left out. */
  addSchedule(state: WorkState): void {
    this.addColumns((bid) => (state.isPlaced(bid) ? placeOf(state, bid) : null));
  }

  private addColumns(placeOf: (bid: number, isAlone: boolean) => Place | null): number {
    this.writer.begin();
    let column = this.grown.data.columnCount;
    this.groups.groups.forEach((group, index) => {
      const isAlone = index < this.groups.singleCount;
      const places: Place[] = [];
      for (const bid of group) {
        const place = placeOf(bid, isAlone);
        if (place === null) return;
        places.push(place);
      }
      if (isAlone && !this.isNew(index, places[0]!)) return;
      const weight = places.reduce((sum, place, i) => sum + this.write(group[i]!, place), 0);
      this.writer.add(this.groupRow + index, 1);
      this.writer.endColumn(weight);
      if (isAlone) this.columnsAlone.push({ column, bid: group[0]!, place: places[0]! });
      column++;
    });
    const columns = this.writer.finish();
    this.lp.addColumns(columns);
    const added = column - this.grown.data.columnCount;
    this.grown.addColumns(columns);
    return added;
  }

  private isNew(index: number, { option, startMs, fromPeriod, runMs }: Place): boolean {
    const key = `${option} ${startMs} ${fromPeriod} ${runMs.join()}`;
    const isNew = !this.known[index]!.has(key);
    this.known[index]!.add(key);
    return isNew;
  }

  /** Bids that have columns of their own, those with most work first. */
  get aloneByWork(): number[] {
    return this.groups.groups.slice(0, this.groups.singleCount).map((group) => group[0]!);
  }

  /** Whether every bid has columns of its own. */
  get isEachAlone(): boolean {
    return this.groups.groups.length === this.groups.singleCount;
  }

  /** The program with all columns that were added, none held. */
  get data(): LpData {
    return this.grown.data;
  }

  /** Enters a bid's load where it runs, and returns what it costs besides power. */
  private write(bid: number, { option, startMs, fromPeriod, runMs }: Place): number {
    const { table } = this.power;
    const { periodMs } = table.grid;
    const duration = table.durationMs[option]!;
    const late = (endMs: number): number =>
      Math.max(0, endMs - table.dueMs[bid]!) * table.lateWeightPerMs[bid]!;
    let weight = table.fixedWeight[option]!;
    if (table.rigid[bid]) {
      const endMs = startMs + duration;
      for (let t = Math.floor(startMs / periodMs); t * periodMs < endMs; t++) {
        const ranMs = Math.min(endMs, (t + 1) * periodMs) - Math.max(startMs, t * periodMs);
        weight += this.writePeriod(option, t, ranMs / periodMs, 1);
      }
      return weight + late(endMs);
    }
    runMs.forEach((ms, i) => {
      if (ms === 0) return;
      const t = fromPeriod + i;
      weight += this.writePeriod(option, t, ms / periodMs, ms / periodMs);
      weight += late(t * periodMs) * (ms / duration);
    });
    return weight;
  }

  /** Enters power and units of one period; returns the weight of energy that lies in the tail. */
  private writePeriod(option: number, t: number, share: number, held: number): number {
    const { table, poolRows, workRows } = this.power;
    const poolRow = poolRows[table.pool[option]! * table.grid.totalCount + t]!;
    if (poolRow >= 0) this.writer.add(poolRow, table.units[option]! * held);
    const site = table.site[option]!;
    const itMw = table.itMw[option]! * share;
    if (t >= table.grid.periodCount) return itMw * tailEnergyWeight(this.power, this.weighing, site);
    this.writer.add(workRows[site]! + t, -itMw);
    return 0;
  }

  /** The optimum over the answers so far, or null when time ran out or the solver failed. */
  solve(limits: Omit<SolveLimits, 'start'>): MasterSolution | null {
    const start = this.solvedBefore ? 'widened' : 'cold';
    const outcome = this.lp.run({ ...limits, isRelaxed: true, start });
    if (outcome.kind !== 'optimal') return null;
    this.solvedBefore = true;
    return {
      weight: this.lp.objectiveValue() + constantWeight(this.power.model, this.weighing),
      primal: this.lp.primal(),
      duals: this.lp.rowDuals(),
    };
  }

  /** Holds a column at all or at nothing. */
  hold(column: number, value: 0 | 1): void {
    const bound = Float64Array.of(value);
    this.lp.changeColumnBounds(column, bound, bound);
  }

  dispose(): void {
    this.lp.dispose();
  }
}
