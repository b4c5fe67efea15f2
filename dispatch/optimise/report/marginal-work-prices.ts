import type { WorkPrices } from '../bids/work-prices.ts';
import type { Weighing } from '../objective/objective.ts';
import { workPricesOf } from '../prices/shadow-prices.ts';
import type { SolvedPoint } from './explain/solved-point.ts';

/**
 * What one more MW of work would pay. Where a site runs no work, the dual of its `work` row may be anything below that
 * (less than none cannot run); the cost of drawing more is then in the reduced cost of the column.
 */
export const marginalWorkPrices = (point: SolvedPoint, weighing: Weighing): WorkPrices => {
  const { power, duals } = point;
  const prices = workPricesOf(power, weighing, duals);
  const { periodCount, totalCount } = power.table.grid;
  power.problem.sites.forEach((_, site) => {
    const { first } = power.decisions.batchItMw[site]!;
    for (let t = 0; t < periodCount; t++)
      prices.energy[site * totalCount + t]! += Math.max(0, point.reducedCost(first + t));
  });
  return prices;
};
