import type { BatteryInput, OnlineBid, Problem } from '#dispatch/domain';
import { kwToMw } from '#units';
import { ISLAND_SHORTFALL_RATIO } from '../constraints/island.ts';
import { workKwPerUnit } from '../largest-draw.ts';
import type { LpModel } from '../model/lp-model.ts';
import { type CostPartName, obligations } from './cost-parts.ts';
import type { MeasureName } from './measures.ts';

/** Weighs yuan of a part of the cost and what is counted besides it into the one number that is minimised. */
export interface Weighing {
  yuan(part: CostPartName): number;
  readonly tco2: number;
  readonly dirtyMwh: number;
  readonly unsteadyMw: number;
}

/**
 * The cheapest broken promise weighs as much as so much of the objective a MWh: ten times the dirtiest generation, ten
 * MWh that are not clean, a change of ten MW.
 */
const PROMISE_PER_MWH = 10;
/** Among plans of equal value the cheaper: a gram of CO2, a watt-hour or a watt a yuan. */
const TIE_BREAK_PER_YUAN = 1e-6;

/** What each objective but the cost counts. */
export const MEASURE_OF = {
  carbon: 'tco2',
  green: 'dirtyMwh',
  stability: 'unsteadyMw',
} as const satisfies Record<Exclude<Problem['objective'], 'cost'>, MeasureName>;

/**
 * Cost: yuan as they are, CO2 at its price. Carbon, green, stability: their own measure, with broken promises dear and
 * other yuan as a tie-break.
 */
export const weighingOf = (problem: Problem): Weighing => {
  if (problem.objective === 'cost') return costWeighing(problem);
  const promise = PROMISE_PER_MWH / cheapestPromise(problem);
  return {
    yuan: (part) => (obligations.has(part) ? promise : TIE_BREAK_PER_YUAN),
    tco2: 0,
    dirtyMwh: 0,
    unsteadyMw: 0,
    [MEASURE_OF[problem.objective]]: 1,
  };
};

/** Yuan per MWh (of a carbon budget per tonne) of the promise that is cheapest to break. Lateness has a price by the hour. */
const cheapestPromise = (problem: Problem): number => {
  const isAlone = problem.areas.some(({ island }) => island !== undefined);
  const prices = [
    problem.unservedYuanPerMwh,
    ...problem.hvdcLinks.map((link) => link.shortfallYuanPerMwh),
    ...problem.reserves.map((reserve) => reserve.shortfallYuanPerMwh),
    ...problem.budgets.map(({ excessYuanPerUnit }) => excessYuanPerUnit ?? 0),
    ...(isAlone ? [problem.unservedYuanPerMwh * ISLAND_SHORTFALL_RATIO] : []),
    ...problem.online.flatMap((service) => servicePrices(problem, service)),
    ...problem.batteries.flatMap(storePrices),
    ...heatPrices(problem),
  ];
  return Math.max(1, Math.min(...prices.filter((price) => price > 0)));
};

/** Contents that are owed to a store, and charging that is demanded. */
const storePrices = ({ goals = [], chargeDemand }: BatteryInput): number[] => [
  ...goals.filter(({ mwh }) => mwh > 0).map(({ shortfallYuanPerMwh }) => shortfallYuanPerMwh),
  ...(chargeDemand?.shortfallYuanPerMwh.filter((_, t) => chargeDemand.leastMw[t]! > 0) ?? []),
];

/** Heat that is missing at the end counts as the energy it would give. */
const heatPrices = ({ cspPlants, unservedYuanPerMwh }: Problem): number[] =>
  cspPlants
    .filter(({ finalMwh }) => finalMwh > 0)
    .map(({ efficiencyRatio }) => unservedYuanPerMwh * efficiencyRatio);

/** What a MWh of an online service is worth on each pool that may serve it, without the losses of its site. */
const servicePrices = (problem: Problem, { streams, unservedYuanPerUnitHour }: OnlineBid): number[] =>
  streams
    .flatMap(({ pools }) =>
      pools.map((pool) => unservedYuanPerUnitHour / kwToMw(workKwPerUnit(problem, pool))),
    )
    .filter(Number.isFinite);

export const costWeighing = (problem: Problem): Weighing => ({
  yuan: () => 1,
  tco2: problem.carbonYuanPerTco2,
  dirtyMwh: 0,
  unsteadyMw: 0,
});

/** The objective's coefficient of every column of a model. */
export const columnWeights = (model: LpModel, weighing: Weighing): Float64Array => {
  const weights = new Float64Array(model.columnCount);
  model.forEachCharge((part, column, yuan) => {
    weights[column]! += weighing.yuan(part) * yuan;
  });
  for (const name of ['tco2', 'dirtyMwh', 'unsteadyMw'] as const) {
    if (weighing[name] === 0) continue;
    model.forEachMeasure(name, (column, amount) => {
      weights[column]! += weighing[name] * amount;
    });
  }
  return weights;
};

/** The objective's coefficient of every squared column; undefined where no cost rises so. */
export const squareWeights = (model: LpModel, weighing: Weighing): Float64Array | undefined => {
  let weights: Float64Array | undefined;
  model.forEachSquare((part, column, yuan) => {
    weights ??= new Float64Array(model.columnCount);
    weights[column]! += weighing.yuan(part) * yuan;
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
