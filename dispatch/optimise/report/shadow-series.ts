import type { PowerModel } from '../power-model.ts';
import { perHour } from '../prices/shadow-prices.ts';

/** Shadow prices as people read them: yuan per MWh of every area, yuan per unit and hour of every limited pool. */
export const shadowSeries = (
  power: PowerModel,
  duals: Float64Array,
  unitWeights: Float64Array,
): Record<string, number[]> => {
  const { problem, table } = power;
  const { periodCount, totalCount, hours } = table.grid;
  const prices: Record<string, number[]> = {};
  problem.areas.forEach((area, a) => {
    prices[`areaYuanPerMwh.${area.id}`] = power.areaRows[a]!.map((row) => perHour(duals[row]!, hours));
  });
  problem.pools.forEach((pool, p) => {
    if (!Number.isFinite(pool.unitCount)) return;
    prices[`poolYuanPerUnitHour.${pool.id}`] = Array.from({ length: periodCount }, (_, t) =>
      perHour(unitWeights[p * totalCount + t]!, hours),
    );
  });
  return prices;
};
