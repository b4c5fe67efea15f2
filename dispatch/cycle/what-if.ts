import type { Plan, PlanSeries, VariantFigures, VariantOutcome, VariantProfile } from '#dispatch/domain';
import type { Forecaster } from '#dispatch/forecast';
import { type Planner, PlanningStopped, type PlanStage } from '#dispatch/optimise';
import { AppError } from '#platform/errors';
import { type Bilingual, type Hours, hoursPerPeriod, MS_PER_HOUR, periodStartMs } from '#units';
import { jobWindow } from './job-window.ts';
import type { ReadVariant } from './variants.ts';
import { type PlanWindowRequest, planWindow } from './window.ts';

/** What base and variants share, so that only the variant makes the difference: the instant, the work, the contents. */
export type Situation = Pick<
  PlanWindowRequest,
  | 'fromMs'
  | 'foresight'
  | 'jobs'
  | 'jobsAreChosen'
  | 'state'
  | 'carried'
  | 'started'
  | 'notBeforeMs'
  | 'outlooks'
>;

export interface ComparisonTools {
  readonly planner: Planner;
  readonly forecaster?: Forecaster;
  /** Seconds after which the best plan of a variant so far is taken. */
  readonly timeLimitS: number;
  readonly isCancelled: () => boolean;
  /** How far the whole comparison is. */
  readonly progress: (position: number, stage: PlanStage, ratio: number) => void;
  /** Waited for before each plan: whoever has to go first goes first. */
  readonly turn?: () => Promise<void>;
}
export interface PlannedVariant {
  readonly outcome: VariantOutcome;
  readonly profile: VariantProfile | null;
  readonly plan: Plan | null;
}

/** Plans the base and every variant in the same situation, one after the other. A variant without a plan says why. */
export async function* planVariants(
  variants: readonly ReadVariant[],
  situation: Situation,
  tools: ComparisonTools,
): AsyncGenerator<PlannedVariant> {
  for (const variant of variants) {
    await tools.turn?.();
    if (tools.isCancelled()) throw new PlanningStopped({ kind: 'cancelled' });
    yield await planVariant(variant, variants.length, situation, tools);
  }
}

/** What to build is looked for with several plans. */
const EXPANDING_TIMES = 3;

async function planVariant(
  variant: ReadVariant,
  count: number,
  situation: Situation,
  tools: ComparisonTools,
): Promise<PlannedVariant> {
  const startedMs = performance.now();
  const elapsedS = (): number => (performance.now() - startedMs) / 1000;
  try {
    const { plan } = await planWindow({
      ...situation,
      ...jobsWithin(situation, variant.hours),
      scenario: variant.scenario,
      hours: variant.hours,
      objective: variant.objective,
      expands: variant.expand,
      planner: tools.planner,
      ...(tools.forecaster === undefined ? {} : { forecaster: tools.forecaster }),
      control: {
        progress: (stage, ratio) =>
          tools.progress(variant.position, stage, (variant.position + ratio) / count),
        elapsedS,
        timeLimitS: tools.timeLimitS * (variant.expand ? EXPANDING_TIMES : 1),
        isCancelled: tools.isCancelled,
      },
    });
    return { outcome: outcomeOf(variant, plan, elapsedS()), profile: profileOf(variant, plan), plan };
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    return { outcome: { ...waiting(variant), state: 'failed', problem }, profile: null, plan: null };
  }
}

/** Jobs chosen for the longest window, without those that come after the end of this one. */
function jobsWithin({ fromMs, jobs, jobsAreChosen }: Situation, hours: Hours): Pick<Situation, 'jobs'> {
  if (jobs === undefined || jobsAreChosen !== true) return {};
  return { jobs: jobs.filter((job) => jobWindow(job).releaseMs < fromMs + hours * MS_PER_HOUR) };
}

/** A variant before it is planned. */
export const waiting = ({ position, name, set, objective, expand, hours }: ReadVariant): VariantOutcome => ({
  ...{ position, name, set, objective, expand, hours, state: 'waiting' },
  ...{ figures: null, costParts: [], capacities: [], problem: null, degraded: null, seconds: 0 },
});

const outcomeOf = (variant: ReadVariant, plan: Plan, seconds: number): VariantOutcome => ({
  ...waiting(variant),
  state: 'done',
  figures: figuresOf(plan),
  costParts: plan.costParts,
  capacities: plan.capacities ?? [],
  degraded: plan.degraded ?? null,
  seconds,
});

/** An expected ending in words; null for a bug, and for a comparison that was cancelled as a whole. */
function problemOf(error: unknown): Bilingual | null {
  if (error instanceof AppError)
    return { zh: `${error.message} ${error.remedy}`, en: `${error.message} ${error.remedy}` };
  if (!(error instanceof PlanningStopped)) return null;
  switch (error.ending.kind) {
    case 'cancelled':
      return null;
    case 'infeasible': {
      const blocks = error.ending.blocks;
      return {
        zh: `没有可行的计划，这些约束不能同时成立：${blocks.join('、')}。放宽其中一项再比较。`,
        en: `There is no feasible plan: ${blocks.join(', ')} cannot hold together. Loosen one of them and compare again.`,
      };
    }
    case 'failed':
      return {
        zh: `求解没有成功（${error.ending.detail}）。缩短时段再试。`,
        en: `Solving failed (${error.ending.detail}). Try a shorter window.`,
      };
  }
}

/** Sum over elements of one kind and quantity, a period. */
function sumOf(plan: Plan, kinds: readonly PlanSeries['kind'][], quantity: string): number[] {
  const total = new Array<number>(plan.horizon.periodCount).fill(0);
  for (const row of plan.series)
    if (kinds.includes(row.kind) && row.quantity === quantity)
      row.values.forEach((value, t) => {
        total[t]! += value;
      });
  return total;
}

function figuresOf(plan: Plan): VariantFigures {
  const importMw = sumOf(plan, ['grid'], 'importMw');
  const energyMwh = (kinds: readonly PlanSeries['kind'][], quantity: string): number =>
    sumOf(plan, kinds, quantity).reduce((sum, mw) => sum + mw, 0) * hoursPerPeriod(plan.horizon);
  return {
    costYuan: plan.costYuan,
    boundYuan: plan.boundYuan,
    gapRatio: plan.gapRatio,
    co2Tonnes: plan.co2Tonnes,
    matchedGreenShareRatio: plan.matchedGreenShareRatio,
    annualGreenShareRatio: plan.annualGreenShareRatio,
    curtailmentRatio: plan.curtailmentRatio,
    curtailedMwh: energyMwh(['pv', 'wind'], 'curtailedMw'),
    importMwh: energyMwh(['grid'], 'importMw'),
    peakImportMw: Math.max(0, ...importMw),
    exportMwh: energyMwh(['grid'], 'exportMw') + energyMwh(['hvdc'], 'sentMw'),
    dischargeMwh: energyMwh(['battery'], 'dischargeMw'),
    computeMwh: energyMwh(['site'], 'facilityMw'),
    unservedMwh: energyMwh(['area'], 'unservedMw'),
    jobsPlaced: plan.placements.length + plan.onlineServed.length,
    jobsRefused: plan.refused.length,
  };
}

const profileOf = ({ position }: ReadVariant, plan: Plan): VariantProfile => ({
  position,
  startMs: periodStartMs(plan.horizon, 0),
  periodMinutes: plan.horizon.periodMinutes,
  importMw: sumOf(plan, ['grid'], 'importMw'),
  curtailedMw: sumOf(plan, ['pv', 'wind'], 'curtailedMw'),
  storedMwh: sumOf(plan, ['battery'], 'storedMwh'),
});
