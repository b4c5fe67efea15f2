import { z } from 'zod';
import type { Bilingual, EpochMs, Hours, Mw, Mwh, Ratio, Tco2, Yuan } from '#units';
import type { ChosenCapacity, CostPart, Plan } from './plan.ts';
import { OBJECTIVES, type Objective } from './problem.ts';
import { BilingualName } from './value.ts';

/** At most so many variants beside the base in one comparison. */
export const MOST_VARIANTS = 8;
/** No compared window is longer: two weeks. */
export const MOST_HOURS = 336;
const MOST_SETTINGS = 100;

const SettingValue = z.union([
  z.number(),
  z.boolean(),
  z.string(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
]);
/** One value of the region put in place of another: `wind.gonghe-wind.capacityMw`, 800. Text is read as YAML. */
export const RegionSetting = z.strictObject({ path: z.string().min(1).max(200), value: SettingValue });
export type RegionSetting = z.infer<typeof RegionSetting>;

/** One way the region could be, or be run: what differs from the base. */
export const Variant = z.strictObject({
  /** A text stands for both languages. */
  name: z.union([z.string().trim().min(1).max(80), BilingualName]),
  set: z.array(RegionSetting).max(MOST_SETTINGS).default([]),
  objective: z.enum(OBJECTIVES).optional(),
  /** Lets the region's candidates be built. */
  expand: z.boolean().optional(),
  carbonYuanPerTco2: z.number().min(0).optional(),
  /** Length of the window where it differs; such a variant is shown and not ranked. */
  hours: z.number().min(1).max(MOST_HOURS).optional(),
});
export type Variant = z.infer<typeof Variant>;

/** A comparison that somebody asks for; the region as it stands is always its base. */
export const WhatIfWish = z.strictObject({
  hours: z.number().min(1).max(MOST_HOURS).default(24),
  objective: z.enum(OBJECTIVES).default('cost'),
  /** Start of the window; missing: now, with the work and the contents of stores that are there. */
  fromAt: z.iso.datetime({ offset: true }).optional(),
  variants: z.array(Variant).min(1).max(MOST_VARIANTS),
});
export type WhatIfWish = z.infer<typeof WhatIfWish>;

/** Every figure by which variants are compared. */
export interface VariantFigures {
  readonly costYuan: Yuan;
  readonly boundYuan: Yuan | null;
  readonly gapRatio: Ratio;
  readonly co2Tonnes: Tco2;
  readonly matchedGreenShareRatio: Ratio;
  readonly annualGreenShareRatio: Ratio;
  readonly curtailmentRatio: Ratio;
  readonly curtailedMwh: Mwh;
  readonly importMwh: Mwh;
  readonly peakImportMw: Mw;
  /** Over grid connections and DC links. */
  readonly exportMwh: Mwh;
  readonly dischargeMwh: Mwh;
  readonly computeMwh: Mwh;
  readonly unservedMwh: Mwh;
  readonly jobsPlaced: number;
  readonly jobsRefused: number;
}

/** What became of one variant. */
export interface VariantOutcome {
  /** 0 is the base. */
  readonly position: number;
  readonly name: Bilingual;
  readonly set: readonly RegionSetting[];
  readonly objective: Objective;
  readonly expand: boolean;
  readonly hours: Hours;
  readonly state: 'waiting' | 'done' | 'failed';
  /** Null until it is planned, and when it has no plan. */
  readonly figures: VariantFigures | null;
  readonly costParts: readonly CostPart[];
  readonly capacities: readonly ChosenCapacity[];
  /** Why it has no plan. */
  readonly problem: Bilingual | null;
  readonly degraded: Bilingual | null;
  readonly seconds: number;
}

export const WHAT_IF_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type WhatIfState = (typeof WHAT_IF_STATES)[number];

export interface WhatIfSummary {
  readonly id: string;
  readonly createdAtMs: EpochMs;
  readonly createdBy: string;
  readonly state: WhatIfState;
  /** While it runs: which variant is being planned, in which stage, and how far the whole is. */
  readonly position: number | null;
  readonly stage: string | null;
  readonly ratio: number;
  readonly error: string | null;
  /** Start of the common window; null until it has begun. */
  readonly horizonStartMs: EpochMs | null;
  readonly hours: Hours;
  readonly names: readonly Bilingual[];
}

/** Power of one variant over the window, MW a period, for the pictures that lay variants over one another. */
export interface VariantProfile {
  readonly position: number;
  readonly startMs: EpochMs;
  readonly periodMinutes: number;
  readonly importMw: readonly Mw[];
  readonly curtailedMw: readonly Mw[];
  readonly storedMwh: readonly Mwh[];
}

export interface WhatIfView extends WhatIfSummary {
  readonly wish: WhatIfWish;
  readonly variants: readonly VariantOutcome[];
  readonly profiles: readonly VariantProfile[];
}

/** The whole plan of one variant, to be read and never applied. */
export interface VariantPlanView {
  readonly whatIfId: string;
  readonly position: number;
  readonly name: Bilingual;
  readonly createdAtMs: EpochMs;
  readonly plan: Plan;
}
