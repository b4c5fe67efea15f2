import { z } from 'zod';
import {
  REMEDY_KINDS,
  type RuleDayState,
  type RuleRecord,
  type RuleStory,
  type RuleView,
} from '#dispatch/domain';
import { Instant, Words } from './parts.ts';

const Day = z.string().describe('YYYY-MM-DD, Shanghai');
const Kind = z.enum([
  ...(['carbon', 'greenShare', 'selfUse', 'selfSupply', 'feedIn', 'curtailment'] as const),
  ...(['pue', 'forecast'] as const),
]);
const Unit = z.enum(['Wh', 'g', 'ppm']).describe('Of counts; ppm: millionths of a day of perfect forecasts');

const RuleRecordBody: z.ZodType<RuleRecord, RuleRecord> = z.strictObject({
  id: z.string(),
  title: Words,
  kind: Kind,
  jurisdiction: z.string(),
  effectiveFrom: Day,
  effectiveTo: Day.nullable(),
  countedOver: z.enum(['window', 'month', 'year']),
  enforcement: z.enum(['plan', 'watched']).describe('watched: no plan is bound by it'),
  scope: z.strictObject({ sites: z.array(z.string()), sources: z.array(z.string()) }).nullable(),
  sense: z.enum(['atLeast', 'atMost']),
  limit: z.number().describe('A ratio, or tonnes for carbon'),
  unit: Unit,
  parameters: z.array(
    z.strictObject({
      name: Words,
      value: z.union([z.number(), z.string()]),
      unit: z.string().exactOptional(),
    }),
  ),
  formula: Words,
  source: z.string(),
});

const spread = { low: z.number(), median: z.number(), high: z.number() };
const Spread = z.strictObject(spread).describe('Of a hundred imagined ends ten lie below, fifty, ninety');

const JudgementBody = z.strictObject({
  projection: z.strictObject({
    method: z.enum(['counted', 'blockBootstrap', 'dayRange']),
    untilDay: Day,
    remainingDays: z.number(),
    sampleDays: z.number(),
    paths: z.number(),
    blockDays: z.number(),
    seed: z.number(),
    seasonMatchedRatio: z.number(),
    probability: z.number().nullable().describe('null: not enough days'),
    value: Spread.nullable(),
    restSlack: Spread.nullable(),
    nextDaySlack: z.number().nullable(),
    fan: z.array(z.strictObject({ day: Day, ...spread })),
  }),
  shadow: z.strictObject({ planId: z.string(), yuanPerUnit: z.number() }).nullable(),
  missing: z.strictObject({ quantity: z.number(), certainty: z.enum(['nineOfTen', 'mean']) }),
  remedies: z.array(
    z.strictObject({
      kind: z.enum(REMEDY_KINDS),
      quantity: z.number(),
      mostQuantity: z.number().nullable(),
      quantityPerDay: z.number(),
      unit: z.enum(['MWh', 't', 'ratio']),
      countsPerUnit: z.number(),
      yuanPerUnit: z.number().nullable(),
      yuan: z.number().nullable(),
      coversRatio: z.number(),
      mixQuantity: z.number(),
      basis: Words,
    }),
  ),
});

const RuleStateBody: z.ZodType<RuleDayState, RuleDayState> = z.strictObject({
  day: Day,
  ruleId: z.string(),
  revision: z.number(),
  effectiveFrom: Day,
  kind: Kind,
  unit: Unit,
  limit: z.number(),
  since: Day,
  periods: z.number(),
  periodsOfDay: z.number(),
  dayPart: z.number(),
  dayWhole: z.number(),
  part: z.number(),
  whole: z.number(),
  judgement: JudgementBody,
  recordedAtMs: Instant,
});

const view = {
  record: RuleRecordBody,
  versions: z.array(RuleRecordBody),
  state: RuleStateBody.nullable(),
  standing: z.enum(['danger', 'watch', 'safe', 'unknown']),
  sentence: Words,
};
const RuleViewBody: z.ZodType<RuleView, RuleView> = z.strictObject(view);
export const RuleListBody = z.strictObject({ day: Day, rules: z.array(RuleViewBody) });
export const RuleStoryBody: z.ZodType<RuleStory, RuleStory> = z.strictObject({
  ...view,
  days: z.array(RuleStateBody),
  corrections: z.array(RuleStateBody),
});
