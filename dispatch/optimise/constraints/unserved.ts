import { largestSitesMw } from '../largest-draw.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';

export interface UnservedDecisions {
  readonly unservedMw: readonly Decision<'MW'>[];
}

/**
 * Load that cannot be met is shed at a price, so that a hard day still has a plan. No more is shed than the area's load
 * and its sites could draw: what is not served feeds no DC link and no store. Columns and charges, no rows.
 */
export const unserved = ({
  problem,
  table,
  model,
  grid,
  hours,
  areaRows,
}: BlockContext): UnservedDecisions => {
  const unservedMw = problem.areas.map((area, a) => {
    const sitesMw = largestSitesMw(problem, table, a);
    return model.decide<'MW'>('unservedMw', area.id, grid.periodCount, zero, (t) =>
      Math.max(0, area.loadMw[t]! + sitesMw),
    );
  });
  unservedMw.forEach((decision, a) => {
    for (let t = 0; t < grid.periodCount; t++) {
      const column = columnAt(decision, t);
      model.add(areaRows[a]![t]!, 1, column);
      model.charge('unserved', column, problem.unservedYuanPerMwh * hours[t]!);
    }
  });
  return { unservedMw };
};
