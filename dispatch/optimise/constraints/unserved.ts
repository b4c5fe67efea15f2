import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';

export interface UnservedDecisions {
  readonly unservedMw: readonly Decision<'MW'>[];
}

/** Load that cannot be met is shed at a price, so that a hard day still has a plan. Columns and charges, no rows. */
export const unserved = ({
  problem,
  model,
  grid,
  hours,
  largestDrawMw,
  areaRows,
}: BlockContext): UnservedDecisions => {
  const unservedMw = problem.areas.map((area) =>
    model.decide<'MW'>('unservedMw', area.id, grid.periodCount, zero, () => largestDrawMw),
  );
  unservedMw.forEach((decision, a) => {
    for (let t = 0; t < grid.periodCount; t++) {
      const column = columnAt(decision, t);
      model.add(areaRows[a]![t]!, 1, column);
      model.charge('unserved', column, problem.unservedYuanPerMwh * hours[t]!);
    }
  });
  return { unservedMw };
};
