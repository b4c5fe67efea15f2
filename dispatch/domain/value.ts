import { z } from 'zod';

/** Identifier of anything in a region: lower case, digits, dots and hyphens; unique over the whole region. */
export const Id = z.string().regex(/^[a-z][a-z0-9.-]*$/, 'use lower-case letters, digits, hyphens and dots');

export const BilingualName = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/**
 * A quantity over time: a constant, a named series of the region (optionally scaled), a tariff (yuan/MWh by
 * time of day) or an emission factor (tCO2/MWh by date). `sources/` resolves it to one number a period.
 */
export const Value = z.union([
  z.number(),
  z.strictObject({ series: z.string(), scale: z.number().optional() }),
  z.strictObject({ tariff: Id }),
  z.strictObject({ factor: Id }),
]);
export type Value = z.infer<typeof Value>;

/** `08:00`, Shanghai time; `24:00` ends a day. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'write a time of day as HH:MM');
export const IsoDate = z.iso.date();

/** A tariff valid from a date: prices by time of day, Shanghai time. Dated data, never code. */
export const Tariff = z.strictObject({
  id: Id,
  title: BilingualName,
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate.optional(),
  periods: z
    .array(z.strictObject({ name: z.string(), from: ClockTime, to: ClockTime, yuanPerMwh: z.number() }))
    .min(1),
  source: z.string(),
});
export type Tariff = z.infer<typeof Tariff>;

/** An emission factor valid from a date. */
export const EmissionFactor = z.strictObject({
  id: Id,
  title: BilingualName,
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate.optional(),
  tco2PerMwh: z.number().min(0),
  source: z.string(),
});
export type EmissionFactor = z.infer<typeof EmissionFactor>;
