import { z } from 'zod';
import { BUDGET_KINDS } from './problem-market.ts';
import { BilingualName, Id, IsoDate, Value } from './value.ts';

const positive = z.number().positive();
const nonNegative = z.number().min(0);
const ratio = z.number().min(0).max(1);

export const GridConnection = z.strictObject({
  id: Id,
  name: BilingualName,
  area: Id,
  importLimitMw: nonNegative,
  exportLimitMw: nonNegative,
  importYuanPerMwh: Value,
  exportYuanPerMwh: Value,
  emissionTco2PerMwh: Value,
  /** Share of the imported energy that is clean, for the residual mix. */
  cleanShareRatio: ratio,
  /** Charge on the highest import of each calendar month. */
  demandCharge: z
    .strictObject({
      yuanPerMwMonth: nonNegative,
      /** Highest import of the month before anything was metered. */
      monthToDatePeakMw: nonNegative.default(0),
    })
    .optional(),
  /** Block tariff: what the energy bought in a calendar month costs more from each level on. */
  tiers: z
    .strictObject({
      steps: z.array(z.strictObject({ fromMwh: nonNegative, addedYuanPerMwh: nonNegative })).min(1),
      /** Bought in the month before anything was metered. */
      monthToDateMwh: nonNegative.default(0),
    })
    .optional(),
  /** It buys or sells, never both within one period: an on-off decision. */
  oneWay: z.boolean().default(false),
});

/** Power that some areas together hold ready. */
export const Reserve = z.strictObject({
  id: Id,
  name: BilingualName,
  /** Areas whose plants and stores count; without it the whole region. */
  areas: z.array(Id).min(1).optional(),
  upMw: Value.default(0),
  downMw: Value.default(0),
  /** A store counts with what it can sustain for so long. */
  sustainHours: positive.default(1),
  shortfallYuanPerMwh: nonNegative,
});

const dated = {
  id: Id,
  title: BilingualName,
  jurisdiction: z.string().min(1),
  /** First and last day on which this version holds. */
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate.optional(),
  /** What is counted begins anew with each of these; `window`: each plan keeps the rule by itself. */
  countedOver: z.enum(['window', 'month', 'year']).default('year'),
  source: z.string().min(1),
};
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
/**
 * A share is limited. At least: `greenShare` of load (with certificates, where they count), `selfUse` of available
 * generation, `selfSupply` of load, both less what is fed into the grid and what DC links carry out of the region. At
 * most: `feedIn` (into the grid) and `curtailment` of available generation.
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
});
/** A rule as dated data: its versions share an id, and the one that holds on a plan's first day binds that plan. */
export const Rule = z.discriminatedUnion('kind', [CarbonRule, ShareRule]);

/** Green certificates on the market. */
export const Certificates = z.strictObject({ yuanPerMwh: nonNegative, mostMwhPerDay: nonNegative });

export type GridConnection = z.infer<typeof GridConnection>;
export type Reserve = z.infer<typeof Reserve>;
export type Rule = z.infer<typeof Rule>;
export type ShareRule = z.infer<typeof ShareRule>;
export type Certificates = z.infer<typeof Certificates>;
