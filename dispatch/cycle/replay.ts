import type {
  DayReport,
  Job,
  JobReading,
  JobState,
  Objective,
  PeriodTrace,
  Plan,
  PlantState,
  Reading,
} from '#dispatch/domain';
import type { Forecaster } from '#dispatch/forecast';
import type { PlanControl, Planner } from '#dispatch/optimise';
import type { Scenario } from '#dispatch/sources';
import type { PlantEvent } from '#dispatch/twin';
import { type EpochMs, type Hours, MS_PER_HOUR, MS_PER_MINUTE, shanghaiDay } from '#units';
import { reportOf } from './day.ts';
import { settledRegion, settlePeriod } from './period.ts';
import { ReplayWork } from './replay-work.ts';
import { resolveWindow } from './resolve.ts';
import { initialState, planWindow } from './window.ts';

export interface ReplayRequest {
  readonly scenario: Scenario;
  /** Start of the first period that is played. */
  readonly fromMs: EpochMs;
  readonly hours: Hours;
  readonly objective: Objective;
  readonly foresight: 'forecast' | 'perfect';
  readonly planner: Planner;
  readonly forecaster?: Forecaster;
  /** Default: the scenario's own jobs. */
  readonly jobs?: readonly Job[];
  /** Length of each plan's window. Default 24 h. */
  readonly windowHours?: Hours;
  /** Between two plans. Default: one hour. */
  readonly replanMinutes?: number;
  readonly state?: PlantState;
  readonly control?: PlanControl;
  /** Called after each period that was played. */
  readonly onPeriod?: (played: number, total: number) => void;
}
export interface ReplayResult {
  readonly plans: readonly Plan[];
  readonly readings: readonly Reading[];
  readonly jobReadings: readonly JobReading[];
  readonly traces: readonly PeriodTrace[];
  readonly events: readonly PlantEvent[];
  /** One a Shanghai day touched. */
  readonly reports: readonly DayReport[];
  readonly jobs: readonly {
    readonly id: string;
    readonly state: JobState;
    readonly endedAtMs: EpochMs | null;
  }[];
  readonly state: PlantState;
}

/**
 * The same cycle as the live one, over recorded or generated days and without a database: plan on what was known, let
 * the twin live through what came, trace whose energy it was, and plan again. A plan sees only jobs submitted by then.
 */
export async function replay(request: ReplayRequest): Promise<ReplayResult> {
  const { scenario } = request;
  const minutes = scenario.region.periodMinutes;
  const horizon = {
    startMs: request.fromMs,
    periodMinutes: minutes,
    periodCount: Math.round((request.hours * 60) / minutes),
  };
  const { values } = await resolveWindow({ scenario, horizon, foresight: 'perfect' });
  const settled = settledRegion(scenario.region);
  const work = new ReplayWork(request.jobs ?? (await scenario.jobs()), scenario.region);
  const result = { plans: [] as Plan[], readings: [] as Reading[], jobReadings: [] as JobReading[] };
  const traces: PeriodTrace[] = [];
  const events: PlantEvent[] = [];
  let state = request.state ?? initialState(scenario.region, request.fromMs);
  let storageContent = '{}';
  const everyPeriods = Math.max(1, Math.round((request.replanMinutes ?? 60) / minutes));
  for (let at = 0; at < horizon.periodCount; at += 1) {
    const startMs = request.fromMs + at * minutes * MS_PER_MINUTE;
    if (at % everyPeriods === 0) result.plans.push(await planAt(request, work, state, startMs));
    const period = { startMs, minutes, plan: result.plans.at(-1)!, actual: values, at };
    const step = settlePeriod(settled, { ...period, runs: work.runs(), state, storageContent, metered: [] });
    work.advance(step.runs);
    result.readings.push(...step.readings);
    result.jobReadings.push(...step.jobReadings);
    traces.push(step.trace);
    events.push(...step.events);
    ({ state, storageContent } = step);
    request.onPeriod?.(at + 1, horizon.periodCount);
  }
  const reports = await reportsOf(request, { ...result, traces });
  return { ...result, traces, events, reports, jobs: work.outcome(state.atMs), state };
}

async function planAt(
  request: ReplayRequest,
  work: ReplayWork,
  state: PlantState,
  nowMs: EpochMs,
): Promise<Plan> {
  const hours = request.windowHours ?? 24;
  const toMs = nowMs + hours * MS_PER_HOUR;
  const { jobs, carried, started } = work.atHand(nowMs, toMs);
  const { plan, refusals } = await planWindow({
    scenario: request.scenario,
    fromMs: nowMs,
    hours,
    objective: request.objective,
    foresight: request.foresight,
    jobs,
    jobsAreChosen: true,
    planner: request.planner,
    state,
    carried,
    started,
    ...(request.forecaster === undefined ? {} : { forecaster: request.forecaster }),
    ...(request.control === undefined ? {} : { control: request.control }),
  });
  work.accept(plan.placements, refusals, nowMs);
  return plan;
}

async function reportsOf(
  request: ReplayRequest,
  records: {
    readonly readings: readonly Reading[];
    readonly jobReadings: readonly JobReading[];
    readonly traces: readonly PeriodTrace[];
  },
): Promise<DayReport[]> {
  const days = [...new Set(records.traces.map((trace) => shanghaiDay(trace.periodStartMs)))];
  const endMs = request.fromMs + request.hours * MS_PER_HOUR;
  const reports: DayReport[] = [];
  for (const day of days) reports.push(reportOf(request.scenario, day, records, endMs));
  return reports;
}
