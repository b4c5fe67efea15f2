import { columnAt, type Decision, type Row } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const WORK = 'work';

/**
 * The batch IT power of a site is the power of the jobs placed there. The rows read `batch IT - jobs = 0`; jobs enter
 * as classes of work, as columns of prices' answers, or as a fixed load on the right-hand side.
 * Returns the first row of every site.
 */
export const work = (
  { problem, model, grid }: BlockContext,
  batchItMw: readonly Decision<'MW'>[],
): Row<'MW'>[] =>
  problem.sites.map((site, s) => {
    const first = model.rowCount as Row<'MW'>;
    for (let t = 0; t < grid.periodCount; t++) {
      const row = model.row<'MW'>(WORK, site.id, t, 0, 0);
      model.add(row, 1, columnAt(batchItMw[s]!, t));
    }
    return first;
  });
