import type { Objective, Plan, PlanSummary } from '#dispatch/domain';
import type { RunStatus } from '#dispatch/execute';
import { failureWords, type PlanControl, type Planner, PlanningStopped } from '#dispatch/optimise';
import { planById, readState, storeDb } from '#dispatch/store';
import { AppError } from '#platform/errors';
import { type Bilingual, type Hours, MS_PER_HOUR } from '#units';
import { type AcceptedPlan, acceptPlan, type PlanToAccept } from './accept-plan.ts';
import { together } from './bridged.ts';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import { ruleOutlooks } from './judge-days.ts';
import { shiftPlan } from './shift-plan.ts';
import { planWindow } from './window.ts';
import { workAtHand } from './work-at-hand.ts';

export interface ReplanRequest {
  readonly trigger: PlanSummary['trigger'];
  readonly actor: string;
  readonly hours: Hours;
  readonly objective: Objective;
  readonly control: PlanControl;
  readonly statuses: ReadonlyMap<string, RunStatus>;
  /** Scenario time that the plan will probably take to make. */
  readonly expectedMs: number;
}

/** Plans the rolling window from now on and acts on the result. Throws when there is no plan. */
export async function replan(deps: CycleDependencies, request: ReplanRequest): Promise<AcceptedPlan> {
  return acceptPlan(deps, await planNow(deps, request, deps.planner));
}

/** The rolling window from now on as a planner sees it: fresh readings, work at hand, its answer. */
async function planNow(
  deps: CycleDependencies,
  request: ReplanRequest,
  planner: Planner,
): Promise<PlanToAccept> {
  const nowMs = deps.clock.now();
  const state = (await readState(storeDb(deps.db)))!;
  const toMs = nowMs + request.hours * MS_PER_HOUR;
  const frozenUntilMs = nowMs + request.expectedMs;
  const work = await workAtHand(deps, request.statuses, nowMs, frozenUntilMs, toMs);
  const planned = await planWindow({
    scenario: deps.scenario,
    fromMs: nowMs,
    notBeforeMs: frozenUntilMs,
    hours: request.hours,
    objective: request.objective,
    foresight: 'forecast',
    jobs: work.jobs,
    jobsAreChosen: true,
    planner,
    state: state.plantState,
    carried: work.carried,
    started: work.started,
    outlooks: await ruleOutlooks(storeDb(deps.db), nowMs),
    control: request.control,
  });
  return {
    plan: planned.plan,
    forecasts: planned.forecasts,
    refusals: planned.refusals,
    carriedPlacements: work.carriedPlacements,
    readyByMs: frozenUntilMs,
    filled: planned.filled,
    trigger: request.trigger,
    actor: request.actor,
    nowMs: deps.clock.now(),
  };
}

/**
 * What happens when a solve ends without a plan: the last good plan goes on, repaired at the present state where there
 * is a dispatch for it, else only shifted to now; it says that it is degraded and why. Null when there is none or it
 * has run out.
 */
export async function fallBack(
  deps: CycleDependencies,
  why: Bilingual,
  request: ReplanRequest,
): Promise<AcceptedPlan | null> {
  const last = await planById(storeDb(deps.db), 'latest');
  if (last === null) return null;
  try {
    const repaired = await planNow(deps, request, (problem, control) =>
      deps.repair(problem, last.plan.placements, control),
    );
    const degraded = together([why, repaired.plan.degraded ?? null])!;
    return await acceptPlan(deps, { ...repaired, plan: { ...repaired.plan, degraded } });
  } catch (error) {
    deps.log.warn({ err: error }, 'the last plan could not be repaired');
    return shiftLast(deps, why, last.plan);
  }
}

async function shiftLast(deps: CycleDependencies, why: Bilingual, last: Plan): Promise<AcceptedPlan | null> {
  const nowMs = deps.clock.now();
  const plan = shiftPlan(last, nowMs, why);
  if (plan === null) return null;
  return acceptPlan(deps, {
    plan: { ...plan, placements: [], refused: [], onlineServed: plan.onlineServed },
    keptPlacements: plan.placements,
    forecasts: [],
    refusals: [],
    carriedPlacements: [],
    trigger: 'cycle',
    actor: CENTRE,
    nowMs,
  });
}

/** Why a solve gave no plan, for people. */
export function failureText(error: unknown): Bilingual {
  const why = error instanceof PlanningStopped ? failureWords(error.ending) : brokenText(error);
  return { zh: `${why.zh}继续执行上一份计划。`, en: `${why.en} The last plan goes on.` };
}

const brokenText = (error: unknown): Bilingual => {
  const detail = error instanceof AppError ? `${error.message} ${error.remedy}` : String(error);
  return { zh: `计划计算失败：${detail} `, en: `Planning failed: ${detail}` };
};
