import type { BidColumns, BidTemplate, Problem } from '#dispatch/domain';
import type { Weighing } from '../objective/objective.ts';
import type { BidTable } from './bid-table.ts';
import { mostUnits } from './pool-units.ts';
import { type TimeGrid, wholeMs } from './time-grid.ts';

/** How much of a table the columns' bids take, and which of them can never run. */
export interface UsableRows {
  readonly bidCount: number;
  readonly optionCount: number;
  readonly refused: readonly number[];
}

/** Counts what fits, so that a table can be made in one piece. */
export const usableRows = (problem: Problem, grid: TimeGrid): UsableRows => {
  const columns = problem.bidColumns;
  const refused: number[] = [];
  if (columns === undefined) return { bidCount: 0, optionCount: 0, refused };
  const rows = new ColumnRows(problem, columns, grid);
  let optionCount = 0;
  for (let row = 0; row < columns.count; row++) {
    const count = rows.usableCount(row);
    optionCount += count;
    if (count === 0) refused.push(row);
  }
  return { bidCount: columns.count - refused.length, optionCount, refused };
};

/** Writes the columns' bids behind those of the list: no object a bid, the same numbers as one would give. */
export const fillColumns = (
  problem: Problem,
  grid: TimeGrid,
  weighing: Weighing,
  table: BidTable,
  firstBid: number,
  firstOption: number,
): void => {
  const columns = problem.bidColumns;
  if (columns === undefined) return;
  const rows = new ColumnRows(problem, columns, grid);
  const fixedPerYuan = weighing.yuan('jobOptions');
  let bid = firstBid;
  let next = firstOption;
  for (let row = 0; row < columns.count; row++) {
    const before = next;
    const { options, kind, checkpointHours, minimumRunHours = 0 } = rows.templateOf(row);
    for (let index = 0; index < options.length; index++) {
      if (!rows.isUsable(row, index)) continue;
      const { pool, itKwPerUnit, fixedYuan } = options[index]!;
      table.optionIndex[next] = index;
      table.pool[next] = pool;
      table.site[next] = problem.pools[pool]!.site;
      table.units[next] = columns.units[row]!;
      table.itMw[next] = (itKwPerUnit * columns.units[row]!) / 1000;
      table.durationMs[next] = rows.durationMs(row);
      table.earliestMs[next] = rows.earliestMs(row);
      table.latestEndMs[next] = Math.floor(rows.windowEndMs(row));
      table.fixedWeight[next++] = fixedPerYuan * fixedYuan;
    }
    if (next === before) continue;
    table.bidIndex[bid] = problem.bids.length + row;
    table.template[bid] = columns.template[row]!;
    table.rigid[bid] = kind === 'rigid' ? 1 : 0;
    table.dueMs[bid] = columns.latestEndMs[row]! - grid.startMs;
    if (kind === 'preemptible') {
      table.checkpointMs[bid] = Math.round(checkpointHours * wholeMs(1));
      table.minimumRunMs[bid] = Math.round(minimumRunHours * wholeMs(1));
    }
    table.firstOption[++bid] = next;
  }
};

/** The columns' numbers in milliseconds from the horizon's start. */
class ColumnRows {
  private readonly columns: BidColumns;
  private readonly grid: TimeGrid;
  private readonly unitCounts: readonly (readonly number[])[];

  constructor(problem: Problem, columns: BidColumns, grid: TimeGrid) {
    this.columns = columns;
    this.grid = grid;
    this.unitCounts = columns.templates.map(({ options }) =>
      options.map(({ pool }) => mostUnits(problem.pools[pool]!)),
    );
  }

  templateOf(row: number): BidTemplate {
    return this.columns.templates[this.columns.template[row]!]!;
  }
  durationMs(row: number): number {
    return wholeMs(this.columns.durationHours[row]!);
  }
  earliestMs(row: number): number {
    return Math.max(0, Math.ceil(this.columns.releaseMs[row]! - this.grid.startMs));
  }
  windowEndMs(row: number): number {
    const { startMs, totalCount, periodMs } = this.grid;
    return Math.min(this.columns.latestEndMs[row]! - startMs, totalCount * periodMs);
  }

  isUsable(row: number, option: number): boolean {
    return this.fitsWindow(row) && this.fitsPool(row, option);
  }
  usableCount(row: number): number {
    if (!this.fitsWindow(row)) return 0;
    const { length } = this.templateOf(row).options;
    let count = 0;
    for (let option = 0; option < length; option++) if (this.fitsPool(row, option)) count++;
    return count;
  }
  private fitsWindow(row: number): boolean {
    return this.earliestMs(row) + this.durationMs(row) <= this.windowEndMs(row);
  }
  private fitsPool(row: number, option: number): boolean {
    return this.columns.units[row]! <= this.unitCounts[this.columns.template[row]!]![option]!;
  }
}
