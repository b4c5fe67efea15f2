import type { Columns } from '../model/lp-model.ts';
import type { PowerModel } from '../power-model.ts';
import { perHour } from '../prices/shadow-prices.ts';
import type { SolvedPoint } from './explain/solved-point.ts';

export interface ShadowInput {
  readonly power: PowerModel;
  readonly duals: Float64Array;
  /** Weight of a unit of every pool in every period. */
  readonly unitWeights: Float64Array;
  /** The dispatch that the duals are of, and the same at the prices of the bound; for the prices of limits. */
  readonly limits?: { readonly point: SolvedPoint; readonly atBound: SolvedPoint | null };
}

/**
 * Shadow prices as people read them: yuan per MWh of every area, yuan per unit and hour of every limited pool; and where
 * they are not zero throughout, of the limits of sites and lines, of reserves, and of budgets.
 */
export const shadowSeries = (input: ShadowInput): Record<string, number[]> => ({
  ...balancePrices(input),
  ...standingPrices(input),
  ...(input.limits === undefined ? {} : limitPrices(input.power, input.limits)),
});

const balancePrices = ({ power, duals, unitWeights }: ShadowInput): Record<string, number[]> => {
  const { problem, table } = power;
  const { periodCount, totalCount, hours } = table.grid;
  const prices: Record<string, number[]> = {};
  problem.areas.forEach((area, a) => {
    prices[`areaYuanPerMwh.${area.id}`] = power.areaRows[a]!.map((row, t) =>
      perHour(duals[row]!, problem.periodHours?.[t] ?? hours),
    );
  });
  problem.pools.forEach((pool, p) => {
    if (!Number.isFinite(pool.unitCount)) return;
    prices[`poolYuanPerUnitHour.${pool.id}`] = Array.from({ length: periodCount }, (_, t) =>
      perHour(unitWeights[p * totalCount + t]!, hours),
    );
  });
  return prices;
};

/** Rows that stand for a rule: reserves by period, budgets once for the whole window. */
const standingPrices = ({ power, duals }: ShadowInput): Record<string, number[]> => {
  const { problem, model, table } = power;
  const { periodCount, hours } = table.grid;
  const asked = new Set(problem.reserves.flatMap(({ id }) => [`${id}.up`, `${id}.down`]));
  const prices: Record<string, number[]> = {};
  for (let row = 0; row < model.rowCount && (asked.size > 0 || problem.budgets.length > 0); row++) {
    const { block, element, period } = model.rowPlace(row);
    const dual = Math.abs(duals[row]!);
    if (dual === 0) continue;
    if (block === 'budget')
      prices[`budgetYuanPerUnit.${element}`] = new Array<number>(periodCount).fill(dual);
    if (block !== 'reserve' || !asked.has(element)) continue;
    const key = `reserveYuanPerMwh.${element}`;
    prices[key] ??= new Array<number>(periodCount).fill(0);
    prices[key][period] = perHour(dual, hours);
  }
  return prices;
};

/** What one more MW of a site's or a line's limit would be worth for an hour. */
const limitPrices = (
  { problem, decisions, table }: PowerModel,
  { point, atBound }: NonNullable<ShadowInput['limits']>,
): Record<string, number[]> => {
  const { periodCount, hours } = table.grid;
  const prices: Record<string, number[]> = {};
  const keep = (key: string, priceAt: (t: number) => number): void => {
    const values = Array.from({ length: periodCount }, (_, t) => perHour(priceAt(t), hours));
    if (values.some((value) => value !== 0)) prices[key] = values;
  };
  const rent = (at: SolvedPoint, decision: Columns, t: number): number =>
    Math.max(0, -at.reducedCost(decision.first + t));
  problem.acLines.forEach(({ id }, i) => {
    const flow = decisions.lineFlowMw[i]!;
    keep(`lineYuanPerMwh.${id}`, (t) =>
      point.isAtUpper(flow.first + t) || point.isAtLower(flow.first + t)
        ? Math.abs(point.reducedCost(flow.first + t))
        : 0,
    );
  });
  problem.sites.forEach(({ id, facilityLimitMw, facilityPerIt }, s) => {
    if (!Number.isFinite(facilityLimitMw)) return;
    const [facility, batch] = [decisions.facilityMw[s]!, decisions.batchItMw[s]!];
    keep(`siteLimitYuanPerMwh.${id}`, (t) => {
      // Jobs stand still in the dispatch: the room they would take has its price in the bound.
      const ofWork =
        atBound === null ? 0 : rent(atBound, facility, t) + rent(atBound, batch, t) / facilityPerIt[t]!;
      return Math.max(rent(point, facility, t), ofWork);
    });
  });
  return prices;
};
