import type { Problem } from '#dispatch/domain';
import type { LpModel } from '../model/lp-model.ts';
import { type CostPartName, obligations } from './cost-parts.ts';

/** Weighs yuan of a part of the cost and tonnes of CO2 into the one number that is minimised. */
export interface Weighing {
  yuan(part: CostPartName): number;
  readonly tco2: number;
}

/** The cheapest broken promise weighs as much as this many tonnes of CO2 a MWh: ten times the dirtiest generation. */
const PROMISE_TCO2_PER_MWH = 10;
/** Among plans of equal emission the cheaper: one gram of CO2 a yuan. */
const TIE_BREAK_TCO2_PER_YUAN = 1e-6;

/** Cost: yuan as they are, CO2 at its price. Carbon: tonnes, with broken promises dear and other yuan as a tie-break. */
export const weighingOf = (problem: Problem): Weighing => {
  if (problem.objective === 'cost') return costWeighing(problem);
  const promise = PROMISE_TCO2_PER_MWH / cheapestPromise(problem);
  return {
    yuan: (part) => (obligations.has(part) ? promise : TIE_BREAK_TCO2_PER_YUAN),
    tco2: 1,
  };
};

/** Yuan per MWh of the promise that is cheapest to break. */
const cheapestPromise = (problem: Problem): number => {
  const prices = [problem.unservedYuanPerMwh, ...problem.hvdcLinks.map((link) => link.shortfallYuanPerMwh)];
  return Math.max(1, Math.min(...prices.filter((price) => price > 0)));
};

export const costWeighing = (problem: Problem): Weighing => ({
  yuan: () => 1,
  tco2: problem.carbonYuanPerTco2,
});

/** The objective's coefficient of every column of a model. */
export const columnWeights = (model: LpModel, weighing: Weighing): Float64Array => {
  const weights = new Float64Array(model.columnCount);
  model.forEachCharge((part, column, yuan) => {
    weights[column]! += weighing.yuan(part) * yuan;
  });
  model.forEachEmission((column, tco2) => {
    weights[column]! += weighing.tco2 * tco2;
  });
  return weights;
};

/** The objective's value of what is spent whatever is decided. */
export const constantWeight = (model: LpModel, weighing: Weighing): number => {
  let total = 0;
  model.forEachConstant((part, yuan) => {
    total += weighing.yuan(part) * yuan;
  });
  return total;
};
