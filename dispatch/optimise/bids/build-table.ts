import type { Bid, BidOption, Problem, Refusal } from '#dispatch/domain';
import type { Weighing } from '../objective/objective.ts';
import { bidAt } from './bid-source.ts';
import type { BidTable } from './bid-table.ts';
import { fillColumns, usableRows } from './column-table.ts';
import { mostUnits } from './pool-units.ts';
import { refusalOf } from './refusals.ts';
import { type TimeGrid, wholeMs } from './time-grid.ts';

interface UsableOption {
  readonly index: number;
  readonly option: BidOption;
  readonly durationMs: number;
  readonly earliestMs: number;
  readonly latestEndMs: number;
}

/** Keeps every option that fits its window and its pool; a bid with none is refused with the reason. */
export const buildBidTable = (problem: Problem, grid: TimeGrid, weighing: Weighing): BidTable => {
  const usable: { bid: number; options: UsableOption[] }[] = [];
  const refused: Refusal[] = [];
  problem.bids.forEach((bid, index) => {
    const options = usableOptions(problem, grid, bid);
    if (options.length > 0) usable.push({ bid: index, options });
    else refused.push(refusalOf(problem, grid, bid));
  });
  const rows = usableRows(problem, grid);
  for (const row of rows.refused)
    refused.push(refusalOf(problem, grid, bidAt(problem, problem.bids.length + row)));
  const optionCount = usable.reduce((sum, entry) => sum + entry.options.length, 0) + rows.optionCount;
  const table = emptyTable(grid, usable.length + rows.bidCount, optionCount, refused);
  let next = 0;
  usable.forEach((entry, row) => {
    fillBid(table, row, entry.bid, problem.bids[entry.bid]!, grid, weighing);
    for (const option of entry.options) fillOption(table, next++, option, problem, weighing);
    table.firstOption[row + 1] = next;
  });
  fillColumns(problem, grid, weighing, table, usable.length, next);
  return table;
};

const usableOptions = (problem: Problem, grid: TimeGrid, bid: Bid): UsableOption[] => {
  const windowEnd = Math.min(bid.latestEndMs - grid.startMs, grid.totalCount * grid.periodMs);
  const options: UsableOption[] = [];
  bid.options.forEach((option, index) => {
    const earliestMs = Math.max(0, Math.ceil(Math.max(bid.releaseMs, option.earliestMs ?? 0) - grid.startMs));
    const durationMs = wholeMs(option.durationHours);
    const isUsable =
      earliestMs + durationMs <= windowEnd && option.units <= mostUnits(problem.pools[option.pool]!);
    if (isUsable) options.push({ index, option, durationMs, earliestMs, latestEndMs: Math.floor(windowEnd) });
  });
  return options;
};

const emptyTable = (
  grid: TimeGrid,
  bidCount: number,
  optionCount: number,
  refused: readonly Refusal[],
): BidTable => ({
  grid,
  bidCount,
  optionCount,
  bidIndex: new Int32Array(bidCount),
  template: new Int32Array(bidCount).fill(-1),
  rigid: new Uint8Array(bidCount),
  dueMs: new Float64Array(bidCount),
  lateWeightPerMs: new Float64Array(bidCount),
  checkpointMs: new Float64Array(bidCount),
  minimumRunMs: new Float64Array(bidCount),
  firstOption: new Int32Array(bidCount + 1),
  optionIndex: new Int32Array(optionCount),
  pool: new Int32Array(optionCount),
  site: new Int32Array(optionCount),
  units: new Float64Array(optionCount),
  itMw: new Float64Array(optionCount),
  durationMs: new Float64Array(optionCount),
  earliestMs: new Float64Array(optionCount),
  latestEndMs: new Float64Array(optionCount),
  fixedWeight: new Float64Array(optionCount),
  refused,
});

const fillBid = (
  table: BidTable,
  row: number,
  index: number,
  bid: Bid,
  grid: TimeGrid,
  weighing: Weighing,
): void => {
  table.bidIndex[row] = index;
  table.rigid[row] = bid.kind === 'rigid' ? 1 : 0;
  table.dueMs[row] = bid.dueMs - grid.startMs;
  table.lateWeightPerMs[row] = (weighing.yuan('lateness') * bid.latenessYuanPerH) / wholeMs(1);
  if (bid.kind === 'rigid') return;
  table.checkpointMs[row] = Math.round(bid.checkpointHours * wholeMs(1));
  table.minimumRunMs[row] = Math.round((bid.minimumRunHours ?? 0) * wholeMs(1));
};

const fillOption = (
  table: BidTable,
  row: number,
  { index, option, durationMs, earliestMs, latestEndMs }: UsableOption,
  problem: Problem,
  weighing: Weighing,
): void => {
  table.optionIndex[row] = index;
  table.pool[row] = option.pool;
  table.site[row] = problem.pools[option.pool]!.site;
  table.units[row] = option.units;
  table.itMw[row] = option.itMw;
  table.durationMs[row] = durationMs;
  table.earliestMs[row] = earliestMs;
  table.latestEndMs[row] = latestEndMs;
  table.fixedWeight[row] = weighing.yuan('jobOptions') * option.fixedYuan;
};
