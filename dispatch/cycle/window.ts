import type { RuleOutlook } from '#dispatch/compliance';
import type { Forecast, Job, Objective, Plan, PlantState, Problem, Refusal, Region } from '#dispatch/domain';
import type { Forecaster } from '#dispatch/forecast';
import type { PlanControl, Planner } from '#dispatch/optimise';
import type { Scenario } from '#dispatch/sources';
import { type EpochMs, type Horizon, type Hours, horizonEndMs, MS_PER_MINUTE } from '#units';
import { assembleProblem, jobsOfWindow } from './assemble.ts';
import type { CarriedWork, StartedWork } from './carried.ts';
import { checkedPlan } from './checked-plan.ts';
import { copiesOf } from './copies.ts';
import { jobWindow } from './job-window.ts';
import { resolveWindow } from './resolve.ts';

/** One window to plan, without a database: what the CLI asks and what every turn of the live cycle does. */
export interface PlanWindowRequest {
  readonly scenario: Scenario;
  /** Start of the window; the period that contains it is the first of the horizon. */
  readonly fromMs: EpochMs;
  readonly hours: Hours;
  readonly objective: Objective;
  /** `perfect` reads the series of the window itself; `forecast` sees nothing at or after `fromMs`. */
  readonly foresight: 'forecast' | 'perfect';
  /** Considered are those that may first start within the window. Default: the scenario's own jobs. */
  readonly jobs?: readonly Job[];
  /** Take `jobs` as they are: the caller chose them (work that waits since before the window). */
  readonly jobsAreChosen?: boolean;
  /** Let the horizon reach on until the last considered job must have ended, within the data. */
  readonly coverJobs?: boolean;
  readonly planner: Planner;
  /** Default: the blend of `#dispatch/forecast`. */
  readonly forecaster?: Forecaster;
  /** Default: the region's initial contents. */
  readonly state?: PlantState;
  /** Work that already runs and may not be moved. */
  readonly carried?: readonly CarriedWork[];
  /** Nothing new starts before this; default: `fromMs`. Later when the plan takes its time to make. */
  readonly notBeforeMs?: EpochMs;
  /** Preemptible work that has run before, by job id. */
  readonly started?: ReadonlyMap<string, StartedWork>;
  /** Choose the capacities that may be built. */
  readonly expands?: boolean;
  /** Where each rule's count will end, as the last recorded day saw it; default: nothing is known. */
  readonly outlooks?: Readonly<Record<string, RuleOutlook>>;
  readonly control?: PlanControl;
}
export interface PlannedWindow {
  readonly plan: Plan;
  readonly problem: Problem;
  readonly forecasts: readonly Forecast[];
  /** Jobs refused before any optimisation; `plan.refused` contains them too. */
  readonly refusals: readonly Refusal[];
  /** Values with gaps that were bridged, and how many periods of each. */
  readonly filled: readonly { readonly key: string; readonly periods: number }[];
}

/** Forecasts, assembles and plans one window. Throws AppError when the window lies outside the data. */
export async function planWindow(request: PlanWindowRequest): Promise<PlannedWindow> {
  const { scenario, objective } = request;
  const toMs = request.fromMs + request.hours * 3_600_000;
  const offered = request.jobs ?? (await scenario.jobs());
  const jobs =
    request.jobsAreChosen === true ? offered : jobsOfWindow(offered.flatMap(copiesOf), request.fromMs, toMs);
  const horizon = horizonOf(request, toMs, jobs);
  const resolved = await resolveWindow({
    scenario,
    horizon,
    foresight: request.foresight,
    forecaster: request.forecaster,
  });
  const { problem, refusals } = assembleProblem({
    region: scenario.region,
    horizon,
    objective,
    values: resolved.values,
    jobs,
    state: request.state ?? initialState(scenario.region, horizon.startMs),
    carried: request.carried ?? [],
    nowMs: request.fromMs,
    notBeforeMs: request.notBeforeMs ?? request.fromMs,
    ...(request.started === undefined ? {} : { started: request.started }),
    ...(request.expands === undefined ? {} : { expands: request.expands }),
    ...(request.outlooks === undefined ? {} : { outlooks: request.outlooks }),
  });
  const plan = checkedPlan(problem, await request.planner(problem, request.control ?? unhurried()));
  return {
    plan: {
      ...plan,
      refused: [...refusals, ...plan.refused],
      ...(request.expands === true ? { capacities: plan.capacities ?? [] } : {}),
    },
    problem,
    forecasts: resolved.forecasts,
    refusals,
    filled: resolved.filled,
  };
}

/** Whole periods from the one that contains `fromMs`; longer when the jobs are to be covered. */
function horizonOf(request: PlanWindowRequest, toMs: EpochMs, jobs: readonly Job[]): Horizon {
  const { periodMinutes } = request.scenario.region;
  const lengthMs = periodMinutes * MS_PER_MINUTE;
  const startMs = Math.floor(request.fromMs / lengthMs) * lengthMs;
  const untilMs =
    request.coverJobs === true
      ? jobs.reduce(
          (last, job) => (job.kind === 'online' ? last : Math.max(last, jobWindow(job).latestEndMs)),
          toMs,
        )
      : toMs;
  const horizon = { startMs, periodMinutes, periodCount: Math.ceil((untilMs - startMs) / lengthMs) };
  return horizonEndMs(horizon) >= toMs ? horizon : { ...horizon, periodCount: horizon.periodCount + 1 };
}

/** The contents that the region file states, before anything was metered. */
export const initialState = (region: Region, atMs: EpochMs): PlantState => ({
  atMs,
  batteryMwh: Object.fromEntries(
    region.batteries.map((battery) => [battery.id, battery.initialSocRatio * battery.capacityMwh]),
  ),
  reservoirMm3: Object.fromEntries(region.reservoirs.map((lake) => [lake.id, lake.initialMm3])),
  hvdcMw: {},
});

/** Nobody watches and nobody hurries, within an hour. */
export const unhurried = (): PlanControl => {
  const startedMs = performance.now();
  return {
    progress: () => {},
    elapsedS: () => (performance.now() - startedMs) / 1000,
    timeLimitS: 3600,
    isCancelled: () => false,
  };
};
