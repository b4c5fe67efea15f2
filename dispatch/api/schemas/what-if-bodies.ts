import { z } from 'zod';
import {
  OBJECTIVES,
  RegionSetting,
  type VariantFigures,
  type VariantOutcome,
  type VariantPlanView,
  type VariantProfile,
  WHAT_IF_STATES,
  type WhatIfSummary,
  type WhatIfView,
  WhatIfWish,
} from '#dispatch/domain';
import { Instant, Values, Words } from './parts.ts';
import { CapacitiesBody, CostParts, PlanBody } from './plan-bodies.ts';

/** Comparisons. Each is held to its record of dispatch/domain by its type. */

const FiguresBody: z.ZodType<VariantFigures, VariantFigures> = z.strictObject({
  costYuan: z.number(),
  boundYuan: z.number().nullable(),
  gapRatio: z.number(),
  co2Tonnes: z.number(),
  matchedGreenShareRatio: z.number(),
  annualGreenShareRatio: z.number(),
  curtailmentRatio: z.number(),
  curtailedMwh: z.number(),
  importMwh: z.number(),
  peakImportMw: z.number(),
  exportMwh: z.number().describe('over grid connections and DC links'),
  dischargeMwh: z.number(),
  computeMwh: z.number(),
  unservedMwh: z.number(),
  jobsPlaced: z.number(),
  jobsRefused: z.number(),
});

const OutcomeBody: z.ZodType<VariantOutcome, VariantOutcome> = z.strictObject({
  position: z.number().describe('0 is the base'),
  name: Words,
  set: z.array(RegionSetting),
  objective: z.enum(OBJECTIVES),
  expand: z.boolean(),
  hours: z.number(),
  state: z.enum(['waiting', 'done', 'failed']),
  figures: FiguresBody.nullable(),
  costParts: CostParts,
  capacities: CapacitiesBody,
  problem: Words.nullable(),
  degraded: Words.nullable(),
  seconds: z.number(),
});

const ProfileBody: z.ZodType<VariantProfile, VariantProfile> = z.strictObject({
  position: z.number(),
  startMs: Instant,
  periodMinutes: z.number(),
  importMw: Values,
  curtailedMw: Values,
  storedMwh: Values,
});

const summary = {
  id: z.string(),
  createdAtMs: Instant,
  createdBy: z.string(),
  state: z.enum(WHAT_IF_STATES),
  position: z.number().nullable().describe('the variant that is being planned'),
  stage: z.string().nullable(),
  ratio: z.number(),
  error: z.string().nullable(),
  horizonStartMs: Instant.nullable(),
  hours: z.number(),
  names: z.array(Words).describe('of the base, then of every variant'),
};
interface WhatIfList {
  readonly whatIfs: readonly WhatIfSummary[];
}
export const WhatIfListBody: z.ZodType<WhatIfList, WhatIfList> = z.strictObject({
  whatIfs: z.array(z.strictObject(summary)),
});

export const WhatIfBody: z.ZodType<WhatIfView> = z.strictObject({
  ...summary,
  wish: WhatIfWish,
  variants: z.array(OutcomeBody),
  profiles: z.array(ProfileBody),
});

export const VariantPlanBody: z.ZodType<VariantPlanView, VariantPlanView> = z.strictObject({
  whatIfId: z.string(),
  position: z.number(),
  name: Words,
  createdAtMs: Instant,
  plan: PlanBody,
});
