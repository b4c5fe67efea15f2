import { z } from 'zod';
import {
  type Binding,
  EXPLANATION_KINDS,
  type Explanation,
  type JobAlternative,
  type PriceSetter,
} from '#dispatch/domain';
import { Instant, Words } from './parts.ts';

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
