import { z } from 'zod';
import type { DayEnergy } from '#dispatch/domain';
import { KpiBody, WhBySource, Words } from './parts.ts';

/** Whose energy a day was; held to its record of dispatch/domain by its type. */
export const DayEnergyBody: z.ZodType<DayEnergy, DayEnergy> = z.strictObject({
  regionId: z.string(),
  day: z.string(),
  periodCount: z.number(),
  kpis: z.array(KpiBody),
  consumers: z.array(
    z.strictObject({
      kind: z.enum(['job', 'site', 'load', 'export', 'storage', 'transfer', 'loss']),
      id: z.string(),
      siteId: z.string().nullable(),
      energyWh: z.number(),
      cleanWh: z.number(),
      co2Tonnes: z.number(),
      bySourceWh: WhBySource.describe(
        'Wh by `source`, `store/source` (out of a store) or `source@contract` (settled by a contract)',
      ),
    }),
  ),
  contracts: z.array(
    z.strictObject({
      contractId: z.string(),
      title: Words,
      contractedWh: z.number(),
      generationWh: z.number(),
      consumptionWh: z.number(),
      settledWh: z.number(),
      settledRatio: z.number().nullable(),
    }),
  ),
});
