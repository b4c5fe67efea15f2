import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

/** Load that cannot be met is shed at a price, so that a hard day still has a plan. Charges only, no rows. */
export const unserved = ({ problem, model, decisions, grid }: BlockContext): void => {
  problem.areas.forEach((_, a) => {
    for (let t = 0; t < grid.periodCount; t++)
      model.charge(
        'unserved',
        columnAt(decisions.unservedMw[a]!, t),
        problem.unservedYuanPerMwh * grid.hours,
      );
  });
};
