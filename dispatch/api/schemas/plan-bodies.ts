import { z } from 'zod';
import type { JobReasons } from '#dispatch/charts';
import {
  BUDGET_KINDS,
  type ChosenCapacity,
  OBJECTIVES,
  PLAN_SERIES_KINDS,
  type Placement,
  type Plan,
  type PlanChange,
  type PlanSummary,
  type PlanView,
} from '#dispatch/domain';
import { BindingBody, ExplanationBody, JobAlternativeBody, PriceSetterBody } from './explanation-bodies.ts';
import { Instant, Values, Words } from './parts.ts';

/** Plans. Each is held to its record of dispatch/domain by its type. */

const PlanStatus = z.enum(['optimal', 'feasible']);
export const CostParts = z.array(z.strictObject({ name: z.string(), yuan: z.number() }));

export const PlacementBody: z.ZodType<Placement, Placement> = z.strictObject({
  jobId: z.string(),
  option: z.number(),
  poolId: z.string(),
  siteId: z.string(),
  units: z.number(),
  powerRatio: z.number(),
  segments: z.array(z.strictObject({ startMs: Instant, endMs: Instant })),
  takesTurns: z.literal(true).exactOptional(),
  energyMwh: z.number(),
  costYuan: z.number(),
  co2Tonnes: z.number(),
  runAtOnceYuan: z.number(),
  reason: Words,
  binding: BindingBody.nullable().exactOptional(),
  alternative: JobAlternativeBody.nullable().exactOptional(),
});

export const CapacitiesBody: z.ZodType<ChosenCapacity[], ChosenCapacity[]> = z.array(
  z.strictObject({
    element: z.string(),
    quantity: z.enum(['capacityMw', 'capacityMwh', 'capacityUnits']),
    value: z.number(),
    paidFrom: z.number(),
    windowYuan: z.number(),
    yuanPerYear: z.number(),
    limit: z.enum(['minimum', 'maximum']).nullable(),
  }),
);

export const JobReasonsBody: z.ZodType<JobReasonsAnswer, JobReasonsAnswer> = z.strictObject({
  planId: z.string(),
  placement: PlacementBody,
  priceSetters: z.array(PriceSetterBody),
  explanations: z.array(ExplanationBody),
});
type JobReasonsAnswer = JobReasons & { readonly planId: string };

const RulesBody = z.array(
  z.strictObject({
    id: z.string(),
    name: Words,
    kind: z.enum(BUDGET_KINDS),
    limit: z.number(),
    part: z.number(),
    whole: z.number(),
    excess: z.number(),
    version: z.string().exactOptional(),
    slack: z.number().exactOptional(),
    lent: z.number().exactOptional(),
  }),
);

export const PlanBody: z.ZodType<Plan, Plan> = z.strictObject({
  regionId: z.string(),
  horizon: z.strictObject({ startMs: Instant, periodMinutes: z.number(), periodCount: z.number() }),
  objective: z.enum(OBJECTIVES),
  status: PlanStatus,
  degraded: Words.exactOptional(),
  costYuan: z.number(),
  boundYuan: z.number().nullable(),
  objectiveValue: z.number(),
  objectiveBound: z.number(),
  gapRatio: z.number(),
  co2Tonnes: z.number(),
  matchedGreenShareRatio: z.number(),
  annualGreenShareRatio: z.number(),
  curtailmentRatio: z.number(),
  costParts: CostParts,
  rules: RulesBody.exactOptional(),
  capacities: CapacitiesBody.exactOptional(),
  runAtOnce: z.strictObject({ costYuan: z.number(), co2Tonnes: z.number() }).nullable(),
  placements: z.array(PlacementBody),
  onlineServed: z.array(z.strictObject({ jobId: z.string(), servedRatio: z.number() })),
  refused: z.array(z.strictObject({ id: z.string(), code: z.string(), reason: Words })),
  series: z.array(
    z.strictObject({
      element: z.string(),
      kind: z.enum(PLAN_SERIES_KINDS),
      quantity: z.string(),
      values: Values,
    }),
  ),
  prices: z.record(z.string(), Values).describe('areaYuanPerMwh.<area>, poolYuanPerUnitHour.<pool>, …'),
  explanations: z.array(ExplanationBody),
  priceSetters: z.array(PriceSetterBody),
  rounds: z.array(z.strictObject({ round: z.number(), value: z.number(), bound: z.number() })),
  model: z.strictObject({ columns: z.number(), rows: z.number(), nonZeros: z.number() }),
});

const PlanChangeBody: z.ZodType<PlanChange, PlanChange> = z.strictObject({
  previousPlanId: z.string(),
  costYuanDelta: z.number(),
  movedJobs: z.array(
    z.strictObject({
      jobId: z.string(),
      fromSite: z.string(),
      toSite: z.string(),
      fromStartMs: Instant,
      toStartMs: Instant,
    }),
  ),
  addedJobs: z.number(),
  removedJobs: z.number(),
  costPartDeltas: CostParts,
});

export const PlanViewBody: z.ZodType<PlanView, PlanView> = z.strictObject({
  id: z.string(),
  createdAtMs: Instant,
  plan: PlanBody,
  change: PlanChangeBody.nullable(),
});

const PlanSummaryBody: z.ZodType<PlanSummary, PlanSummary> = z.strictObject({
  id: z.string(),
  createdAtMs: Instant,
  trigger: z.enum(['cycle', 'request', 'submission']),
  horizonStartMs: Instant,
  periodCount: z.number(),
  status: PlanStatus,
  degraded: Words.nullable(),
  costYuan: z.number(),
  boundYuan: z.number().nullable(),
  gapRatio: z.number(),
  jobsPlaced: z.number(),
  jobsRefused: z.number(),
});

export const PlanRequestBody = z.strictObject({
  id: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  stage: z.string().nullable(),
  ratio: z.number(),
  planId: z.string().nullable(),
  error: z.string().nullable(),
});

interface PlanList {
  readonly plans: readonly PlanSummary[];
}
export const PlanListBody: z.ZodType<PlanList, PlanList> = z.strictObject({
  plans: z.array(PlanSummaryBody),
});
