import type { PlacementColumns, Problem } from '#dispatch/domain';
import { FloatList } from '../model/lists.ts';
import { packParts } from '../placement/packing.ts';
import { stretchesOf } from '../placement/segments.ts';
import type { WorkState } from '../placement/work-state.ts';

/** Where the bids of `problem.bidColumns` run, a row each, as the columns gave them. */
export const placedColumns = (problem: Problem, state: WorkState): PlacementColumns => {
  const { table } = state;
  const count = problem.bidColumns?.count ?? 0;
  const bidOfRow = new Int32Array(count).fill(-1);
  for (let bid = 0; bid < table.bidCount; bid++)
    if (table.template[bid]! >= 0 && state.isPlaced(bid))
      bidOfRow[table.bidIndex[bid]! - problem.bids.length] = bid;
  const packing = packParts(state);
  const option = new Int16Array(count).fill(-1);
  const firstSegment = new Int32Array(count + 1);
  const [starts, ends] = [new FloatList(), new FloatList()];
  bidOfRow.forEach((bid, row) => {
    if (bid >= 0) {
      option[row] = table.optionIndex[state.option[bid]!]!;
      for (const { startMs, endMs } of stretchesOf(state, bid, packing)) {
        starts.push(table.grid.startMs + startMs);
        ends.push(table.grid.startMs + endMs);
      }
    }
    firstSegment[row + 1] = starts.length;
  });
  return { option, firstSegment, segmentStartMs: starts.toArray(), segmentEndMs: ends.toArray() };
};
