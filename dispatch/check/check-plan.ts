import type { Plan, Problem } from '#dispatch/domain';
import { checkBalances } from './balances.ts';
import { checkConnections } from './grid.ts';
import { checkJobs } from './jobs.ts';
import { checkLines } from './lines.ts';
import { checkLinks } from './links.ts';
import { checkMoney } from './money.ts';
import { placedJobs } from './placed-work.ts';
import { PlanReader } from './plan-reader.ts';
import { checkPools } from './pools.ts';
import { checkIslands, checkReserves } from './reserves.ts';
import { checkRules } from './rules.ts';
import { checkSites } from './sites.ts';
import { checkBesideConnections, checkStores } from './stores.ts';
import { checkPlants } from './thermal.ts';
import { checkTold } from './told.ts';
import { Findings, type Tolerance, USUAL_TOLERANCE, type Violation } from './violation.ts';
import { checkWaterAndHeat } from './water-and-heat.ts';

/**
 * Whether a plan can be carried out, and costs and emits what it says, worked out from the problem and the plan's own
 * record alone: nothing of the model that made it is used. Returns what is broken by more than the tolerance; an empty
 * list is a plan that holds.
 */
export const checkPlan = (
  problem: Problem,
  plan: Plan,
  tolerance: Tolerance = USUAL_TOLERANCE,
): Violation[] => {
  const findings = new Findings(tolerance);
  const read = new PlanReader(problem, plan, findings);
  const jobs = placedJobs(read.bids, read.placements);
  checkNumbers(plan, findings);
  checkBalances(read, findings);
  checkLines(read, findings);
  checkLinks(read, findings);
  checkPlants(read, findings);
  checkWaterAndHeat(read, findings);
  checkStores(read, findings);
  checkBesideConnections(read, findings);
  checkConnections(read, findings);
  checkJobs(read, findings);
  checkPools(read, findings, jobs);
  checkSites(read, findings, jobs);
  checkReserves(read, findings);
  checkIslands(read, findings);
  checkRules(read, findings);
  checkMoney(read, findings, jobs);
  checkTold(read, findings, jobs);
  return findings.violations;
};

/** Every figure of the plan is a number, shares lie between 0 and 1, and the bound is no better than the plan. */
const checkNumbers = (plan: Plan, findings: Findings): void => {
  for (const { element, quantity, values } of plan.series)
    values.forEach((value, t) => {
      if (!Number.isFinite(value)) findings.broken('plan', `${element}.${quantity}`, t, 'number');
    });
  for (const [name, values] of Object.entries(plan.prices))
    values.forEach((value, t) => {
      if (!Number.isFinite(value)) findings.broken('plan', name, t, 'number');
    });
  for (const name of ['matchedGreenShareRatio', 'annualGreenShareRatio', 'curtailmentRatio'] as const) {
    findings.atLeast('plan', name, null, plan[name], 0, 'ratio');
    findings.atMost('plan', name, null, plan[name], 1, 'ratio');
  }
  findings.atLeast('plan', 'gap', null, plan.gapRatio, 0, 'ratio');
  findings.atMost('plan', 'bound', null, plan.objectiveBound, plan.objectiveValue, 'objective');
  for (const { jobId, energyMwh, costYuan, co2Tonnes } of plan.placements)
    if (![energyMwh, costYuan, co2Tonnes].every(Number.isFinite))
      findings.broken('plan', jobId, null, 'number');
};
