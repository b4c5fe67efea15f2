import { z } from 'zod';
import { BUDGET_KINDS } from './problem-market.ts';
import { BilingualName, Id, IsoDate } from './value.ts';

const nonNegative = z.number().min(0);
const ratio = z.number().min(0).max(1);

const dated = {
  id: Id,
  title: BilingualName,
  jurisdiction: z.string().min(1),
  /** First and last day on which this version holds. */
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate.optional(),
  /** What is counted begins anew with each of these; `window`: each plan, and each day, keeps the rule by itself. */
  countedOver: z.enum(['window', 'month', 'year']).default('year'),
  /** `plan`: every plan reckons with it. `watched`: it is counted and projected, and no plan is bound by it. */
  enforcement: z.enum(['plan', 'watched']).default('plan'),
  source: z.string().min(1),
};
const watched = { ...dated, enforcement: z.literal('watched').default('watched') };

/** Emissions of the region are limited. */
export const CarbonRule = z.strictObject({
  ...dated,
  kind: z.literal('carbon'),
  limitTonnes: nonNegative,
  /** Emitted since the count began, before anything was metered. */
  soFarTonnes: nonNegative.default(0),
  /** Price of a tonne beyond the limit; null: it holds whatever it costs. */
  excessYuanPerTonne: nonNegative.nullable(),
});

/** Plants wired to consumers of their own: what they use of one another is the smaller of the two in every period. */
export const DirectSupply = z.strictObject({
  /** Sun, wind, solar towers, reservoirs. */
  sources: z.array(Id).min(1),
  /** Areas (their load) and sites. */
  consumers: z.array(Id).min(1),
  /** Batteries of its own: what they take in is used, what they give is supplied. */
  stores: z.array(Id).default([]),
});

/**
 * A share is limited. At least: `greenShare` of load (with certificates, where they count), `selfUse` of available
 * generation, `selfSupply` of load, both less what is fed into the grid and what DC links carry out of the region. At
 * most: `feedIn` (into the grid) and `curtailment` of available generation. With `site` or `project` it is a rule of
 * one site (its clean energy as traced) or of one direct supply; plans are not bound by such a rule.
 */
export const ShareRule = z.strictObject({
  ...dated,
  kind: z.enum(BUDGET_KINDS).exclude(['carbon']),
  limitRatio: ratio,
  /** Counted since the count began, before anything was metered: the part, and the whole it is a share of. */
  soFar: z.strictObject({ partMwh: nonNegative, wholeMwh: nonNegative }).default({ partMwh: 0, wholeMwh: 0 }),
  /** Price of a MWh that is missing or too much; null: it holds whatever it costs. */
  excessYuanPerMwh: nonNegative.nullable(),
  /** Bought certificates count for it. */
  certificatesCount: z.boolean().default(false),
  /** Of this site alone: `greenShare` of its energy by tracing. */
  site: Id.optional(),
  project: DirectSupply.optional(),
});

/** Facility energy of a site is at most so many times its IT energy (ISO/IEC 30134-2). */
export const PueRule = z.strictObject({
  ...watched,
  kind: z.literal('pue'),
  site: Id,
  mostRatio: z.number().min(1),
  /** The grades of the standard, best first: which one is reached is shown. */
  grades: z.array(z.strictObject({ name: BilingualName, mostRatio: z.number().min(1) })).default([]),
});

/** Forecasts of all stations of a kind together are so good on the mean of days: 1 − RMSE / capacity. */
export const ForecastRule = z.strictObject({
  ...watched,
  kind: z.literal('forecast'),
  stations: z.enum(['pv', 'wind']),
  /** `dayAhead`: made by 09:00 of the day before; `fourthHour`: the last made at least four hours before. */
  lead: z.enum(['dayAhead', 'fourthHour']),
  leastRatio: ratio,
});

/** A rule as dated data: its versions share an id, and the one that holds on a plan's first day binds that plan. */
export const Rule = z.discriminatedUnion('kind', [CarbonRule, ShareRule, PueRule, ForecastRule]);

export type Rule = z.infer<typeof Rule>;
export type CarbonRule = z.infer<typeof CarbonRule>;
export type ShareRule = z.infer<typeof ShareRule>;
export type PueRule = z.infer<typeof PueRule>;
export type ForecastRule = z.infer<typeof ForecastRule>;
/** A rule that the budgets of a plan can hold. */
export type BudgetRule = CarbonRule | ShareRule;

/** Whether plans are bound by it. */
export const bindsPlans = (rule: Rule): rule is BudgetRule => rule.enforcement === 'plan';
