import { columnAt, type Row } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const POOL_CAPACITY = 'pool_capacity';

/** Units of a pool that are free for this plan: all of them minus those held by running work; Infinity when unlimited. */
export const freeUnits = ({ problem }: Pick<BlockContext, 'problem'>, pool: number, t: number): number => {
  const { unitCount, committedUnits } = problem.pools[pool]!;
  return Math.max(0, unitCount - (committedUnits[t] ?? 0));
};

/**
 * Units used by batch work and online services never exceed those that are free, in every period of horizon and tail.
 * The batch side of the rows comes from the work block. Returns the first row of every limited pool, null otherwise.
 */
export const poolCapacity = (context: BlockContext): (Row<'unit'> | null)[] => {
  const { problem, model, grid } = context;
  const firstRows = problem.pools.map((pool, p) => {
    if (!Number.isFinite(pool.unitCount)) return null;
    const first = model.rowCount as Row<'unit'>;
    for (let t = 0; t < grid.totalCount; t++)
      model.row<'unit'>(POOL_CAPACITY, pool.id, t, Number.NEGATIVE_INFINITY, freeUnits(context, p, t));
    return first;
  });
  addOnlineUse(context, firstRows);
  return firstRows;
};

const addOnlineUse = (
  { model, decisions, grid }: BlockContext,
  firstRows: readonly (Row<'unit'> | null)[],
): void => {
  for (const stream of decisions.online) {
    for (const { pool, units } of stream.served) {
      const first = firstRows[pool] ?? null;
      if (first === null) continue;
      for (let t = 0; t < grid.periodCount; t++) model.add((first + t) as Row<'unit'>, 1, columnAt(units, t));
    }
  }
};
