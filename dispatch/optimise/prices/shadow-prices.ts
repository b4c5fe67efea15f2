import { emptyPrices, type WorkPrices } from '../bids/work-prices.ts';
import type { Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';

/** A row's dual is the value of one more MW (or unit) through one period; per hour it is a price people can read. */
export const perHour = (dual: number, hours: number): number => dual / hours;

/** Weight of one MW of IT power through a period of the tail, where energy has one price a site. */
export const tailEnergyWeight = (power: PowerModel, weighing: Weighing, site: number): number => {
  const { grid } = power.table;
  const { tailYuanPerMwh, tailTco2PerMwh, tailDirtyRatio, facilityPerIt } = power.problem.sites[site]!;
  const perMwh =
    weighing.yuan('tailEnergy') * tailYuanPerMwh +
    weighing.tco2 * tailTco2PerMwh +
    weighing.dirtyMwh * (tailDirtyRatio ?? 1);
  return perMwh * facilityPerIt[grid.periodCount - 1]! * grid.hours;
};

/**
 * What work pays for power and units, read from the duals of the rows at which it meets the power side. More batch
 * power raises the right-hand side of `work`, so its dual is the price; a pool's row is an upper limit, so its price is
 * minus the dual, and never negative.
 */
export const workPricesOf = (power: PowerModel, weighing: Weighing, duals: Float64Array): WorkPrices => {
  const { problem, table } = power;
  const { periodCount, totalCount } = table.grid;
  const prices = emptyPrices(problem.sites.length, problem.pools.length, totalCount);
  problem.sites.forEach((_, site) => {
    const first = power.workRows[site]!;
    for (let t = 0; t < periodCount; t++) prices.energy[site * totalCount + t] = duals[first + t]!;
    prices.energy.fill(
      tailEnergyWeight(power, weighing, site),
      site * totalCount + periodCount,
      (site + 1) * totalCount,
    );
  });
  power.poolRows.forEach((row, place) => {
    if (row >= 0) prices.unit[place] = Math.max(0, -duals[row]!);
  });
  return prices;
};
