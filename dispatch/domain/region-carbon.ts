import { z } from 'zod';
import { BilingualName, Id, IsoDate } from './value.ts';

const nonNegative = z.number().min(0);

/** Which emission factors carbon is counted with, valid from a Shanghai day; the factors are dated themselves. */
export const CarbonAccounting = z.strictObject({
  id: Id,
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate.optional(),
  /** Average of the grid that the region draws on: location-based. */
  locationFactor: Id,
  /** What no contract and no certificate covers: market-based. */
  residualFactor: Id,
  /** Where no plan says which unit was on the margin. */
  marginalFactor: Id,
  source: z.string().min(1),
});

/** Energy or carbon that a region or a site may use within some days (能碳双控). */
export const EnergyTarget = z.strictObject({
  id: Id,
  title: BilingualName,
  /** Without it the whole region: its areas and sites. */
  site: Id.optional(),
  measure: z.enum(['energyMwh', 'co2Tonnes']),
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate,
  limit: nonNegative,
  /** Counted since its first day, before anything was metered. */
  soFar: nonNegative.default(0),
  source: z.string().min(1),
});

export type CarbonAccounting = z.infer<typeof CarbonAccounting>;
export type EnergyTarget = z.infer<typeof EnergyTarget>;
