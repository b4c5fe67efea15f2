import { z } from 'zod';
import { BilingualName, Id, Value } from './value.ts';

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

/** Green certificates on the market. */
export const Certificates = z.strictObject({ yuanPerMwh: nonNegative, mostMwhPerDay: nonNegative });

export type GridConnection = z.infer<typeof GridConnection>;
export type Reserve = z.infer<typeof Reserve>;
export type Certificates = z.infer<typeof Certificates>;
