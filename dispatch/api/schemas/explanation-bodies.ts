import { z } from 'zod';
import {
  type Binding,
  type ElementReasons,
  EXPLANATION_KINDS,
  type Explanation,
  type JobAlternative,
  OBJECTIVES,
  type PlanReasons,
  type PriceSetter,
} from '#dispatch/domain';
import { Instant, Values, Words } from './parts.ts';

/** Reasons of a plan. Each is held to its record of dispatch/domain by its type. */

export const BindingBody: z.ZodType<Binding, Binding> = z.strictObject({
  block: z.string(),
  element: z.string(),
  text: Words,
  pricePerUnit: z.number(),
  unit: z.enum(['MWh', 't', 'unit·h', 'MW', 'units']),
});

export const ExplanationBody: z.ZodType<Explanation, Explanation> = z.strictObject({
  id: z.string(),
  kind: z.enum(EXPLANATION_KINDS),
  element: z.string(),
  fromMs: Instant,
  toMs: Instant,
  amount: z.number(),
  unit: z.string(),
  energyMwh: z.number().nullable(),
  binding: z.array(BindingBody),
  alternative: z
    .strictObject({
      what: Words,
      basis: z.enum(['resolved', 'marginal', 'impossible']),
      extraObjective: z.number().nullable(),
      extraYuan: z.number().nullable(),
      extraTco2: z.number().nullable(),
    })
    .nullable(),
  stake: z.number(),
  sentence: Words,
});

export const PriceSetterBody: z.ZodType<PriceSetter, PriceSetter> = z.strictObject({
  area: z.string(),
  kind: z.enum([
    'import',
    'export',
    'thermal',
    'unserved',
    'curtail',
    'hvdc',
    'hydro',
    'csp',
    'storage',
    'convert',
    'limits',
  ]),
  element: z.string(),
  fromMs: Instant,
  toMs: Instant,
  yuanPerMwh: z.number(),
});

export const JobAlternativeBody: z.ZodType<JobAlternative, JobAlternative> = z.strictObject({
  poolId: z.string(),
  siteId: z.string(),
  startMs: Instant,
  extraObjective: z.number(),
  extraYuan: z.number(),
  extraTco2: z.number(),
});

const HorizonBody = z.strictObject({ startMs: Instant, periodMinutes: z.number(), periodCount: z.number() });

export const PlanReasonsBody: z.ZodType<PlanReasons, PlanReasons> = z.strictObject({
  planId: z.string(),
  objective: z.enum(OBJECTIVES),
  horizon: HorizonBody,
  explanations: z.array(ExplanationBody),
  priceSetters: z.array(PriceSetterBody),
});

export const ElementReasonsBody: z.ZodType<ElementReasons, ElementReasons> = z.strictObject({
  planId: z.string(),
  objective: z.enum(OBJECTIVES),
  horizon: HorizonBody,
  element: z.string(),
  explanations: z.array(ExplanationBody),
  priceSetters: z.array(PriceSetterBody),
  series: z.array(z.strictObject({ quantity: z.string(), values: Values })),
  prices: z.record(z.string(), Values),
});
