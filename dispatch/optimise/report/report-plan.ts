import type { Plan, Refusal } from '#dispatch/domain';
import { bidIdOf } from '../bids/bid-source.ts';
import { capacityTaken } from '../bids/refusals.ts';
import type { WorkPrices } from '../bids/work-prices.ts';
import { columnWeights, costWeighing } from '../objective/objective.ts';
import type { Solved } from '../solved.ts';
import { type Amounts, amountsOf } from './amounts.ts';
import { capacitiesOf } from './capacities.ts';
import { explanationsOf } from './explain/explanations.ts';
import { priceSettersOf } from './explain/price-setters.ts';
import { SolvedPoint } from './explain/solved-point.ts';
import { intensities, kpisOf } from './kpis.ts';
import { marginalWorkPrices } from './marginal-work-prices.ts';
import { placedColumns } from './placed-columns.ts';
import { placementsOf } from './placements.ts';
import { ReasonWords } from './reason-words.ts';
import { ReasonWriter } from './reasons.ts';
import { joinRemarks, noYuanPrices } from './remarks.ts';
import { ruleOutcomesOf } from './rule-outcomes.ts';
import { seriesOf } from './series.ts';
import { shadowSeries } from './shadow-series.ts';

/** A gap up to this is called optimal. */
const OPTIMAL_GAP_RATIO = 1e-4;

/** Writes the whole plan record from a solved problem. */
export const reportPlan = (solved: Solved): Plan => {
  const { problem, power, state, plan } = solved;
  const { primal } = plan.dispatch;
  const amounts = amountsOf(power, state, primal);
  // Before prices in yuan: they change what the dispatch minimises.
  const explanations = explanationsOf(solved);
  const yuan = yuanPrices(solved);
  const { duals, missing } = yuan;
  const point = yuanPoint(solved, yuan.primal, duals);
  const workPrices = marginalWorkPrices(point, costWeighing(problem));
  const atBound = problem.objective === 'cost' ? yuanPoint(solved, yuan.primal, solved.bound.duals) : null;
  const degraded = joinRemarks([solved.degraded, missing ? noYuanPrices : null]);
  const value = plan.dispatch.weight;
  const gapRatio = Math.max(0, value - solved.boundWeight) / Math.max(1e-9, Math.abs(value));
  return {
    regionId: problem.regionId,
    horizon: problem.horizon,
    objective: problem.objective,
    status: gapRatio <= OPTIMAL_GAP_RATIO ? 'optimal' : 'feasible',
    ...(degraded ? { degraded } : {}),
    costYuan: amounts.costYuan,
    boundYuan: problem.objective === 'cost' ? Math.min(solved.boundWeight, amounts.costYuan) : null,
    objectiveValue: value,
    objectiveBound: solved.boundWeight,
    gapRatio,
    co2Tonnes: amounts.co2Tonnes,
    ...kpisOf(power, primal),
    costParts: amounts.parts,
    ...(power.decisions.capacities.length > 0 ? { capacities: capacitiesOf(power, primal) } : {}),
    ...(problem.budgets.length > 0 ? { rules: ruleOutcomesOf(power, primal) } : {}),
    runAtOnce: atOnceAmounts(solved),
    placements: placementsOf({
      power,
      state,
      yuanPrices: { energy: workPrices.energy, unit: new Float64Array(workPrices.unit.length) },
      intensityTco2PerMwh: intensities(power, primal),
      reasons: new ReasonWriter(power, state, objectivePrices(solved), solved.bound.prices),
      words: new ReasonWords(power),
    }),
    ...(problem.bidColumns ? { placedColumns: placedColumns(problem, state) } : {}),
    onlineServed: onlineServed(solved),
    refused: refusals(solved),
    series: seriesOf(power, state, primal),
    prices: shadowSeries({
      power,
      duals,
      unitWeights: poolWeights(solved, workPrices),
      limits: { point, atBound },
    }),
    explanations,
    priceSetters: missing ? [] : priceSettersOf(point),
    rounds: solved.rounds,
    model: solved.modelSize,
  };
};

/** What one more job would pay at the plan's own prices, in the unit of the objective. */
const objectivePrices = ({ power, dispatch, weighing, plan }: Solved): WorkPrices => {
  const { primal, duals } = plan.dispatch;
  const weights = columnWeights(power.model, weighing);
  return marginalWorkPrices(new SolvedPoint(power, dispatch.data, weights, primal, duals), weighing);
};

const yuanPoint = (
  { power, dispatch, problem }: Solved,
  primal: Float64Array,
  duals: Float64Array,
): SolvedPoint =>
  new SolvedPoint(power, dispatch.data, columnWeights(power.model, costWeighing(problem)), primal, duals);

interface YuanPrices {
  readonly primal: Float64Array;
  readonly duals: Float64Array;
  /** No dispatch in yuan was found. */
  readonly missing: boolean;
}

/** Prices in yuan at the plan's load: the plan's own duals, or those of an economic dispatch around the same work. */
const yuanPrices = (solved: Solved): YuanPrices => {
  const { problem, plan, dispatch, state } = solved;
  const weighing = costWeighing(problem);
  let { primal, duals } = plan.dispatch;
  let missing = false;
  if (problem.objective !== 'cost') {
    dispatch.weighBy(weighing);
    const outcome = dispatch.around(state, {
      timeLimitS: solved.secondsLeft(),
      isCancelled: () => false,
    });
    missing = outcome.kind !== 'optimal';
    primal = outcome.kind === 'optimal' ? outcome.dispatch.primal : primal;
    duals = outcome.kind === 'optimal' ? outcome.dispatch.duals : new Float64Array(duals.length);
  }
  return { primal, duals, missing };
};

/** Rent of room: from the best bound where it is in yuan. */
const poolWeights = (solved: Solved, yuan: WorkPrices): Float64Array =>
  solved.problem.objective === 'cost' ? solved.bound.prices.unit : yuan.unit;

const atOnceAmounts = (solved: Solved): { costYuan: number; co2Tonnes: number } | null => {
  if (solved.baseline === null) return null;
  const { state, dispatch } = solved.baseline;
  const amounts: Amounts = amountsOf(solved.power, state, dispatch.primal);
  return { costYuan: amounts.costYuan, co2Tonnes: amounts.co2Tonnes };
};

const onlineServed = (solved: Solved): Plan['onlineServed'] => {
  const { problem, power, plan } = solved;
  return problem.online.map((bid, index) => {
    let [demanded, missing] = [0, 0];
    for (const stream of power.decisions.online) {
      if (stream.bid !== index) continue;
      const demand = bid.streams[stream.stream]!.demandUnits;
      for (let t = 0; t < problem.horizon.periodCount; t++) {
        demanded += demand[t]!;
        missing += plan.dispatch.primal[stream.unservedUnits.first + t]!;
      }
    }
    return { jobId: bid.id, servedRatio: demanded > 0 ? Math.max(0, 1 - missing / demanded) : 1 };
  });
};

const refusals = (solved: Solved): Refusal[] => {
  const { problem, power, plan } = solved;
  const full = plan.unplaced.map((bid) => capacityTaken(bidIdOf(problem, power.table.bidIndex[bid]!)));
  return [...power.table.refused, ...full];
};
