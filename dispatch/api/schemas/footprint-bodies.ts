import { z } from 'zod';
import type { FootprintView } from '#dispatch/domain';
import { Instant, KpiBody, Words } from './parts.ts';

/** Carbon and the figures of sites, held to their record of dispatch/domain by its type. */
export const FootprintBody: z.ZodType<FootprintView, FootprintView> = z.strictObject({
  span: z.string().describe('YYYY-MM-DD or YYYY-MM, Shanghai'),
  fromMs: Instant,
  toMs: Instant,
  periodCount: z.number(),
  rows: z.array(
    z.strictObject({
      kind: z.enum(['region', 'site', 'owner', 'job']),
      id: z.string(),
      name: Words,
      energyWh: z.number(),
      cleanWh: z.number().describe('clean energy traced to it period by period'),
      carbon: z.array(KpiBody).describe('location-based, market-based, marginal'),
      greenShares: z.array(KpiBody).describe('matched by tracing, then by totals'),
    }),
  ),
  sites: z.array(z.strictObject({ siteId: z.string(), name: Words, kpis: z.array(KpiBody) })),
  targets: z.array(
    z.strictObject({
      target: z.strictObject({
        id: z.string(),
        title: Words,
        site: z.string().optional(),
        measure: z.enum(['energyMwh', 'co2Tonnes']),
        effectiveFrom: z.string(),
        effectiveTo: z.string(),
        limit: z.number(),
        soFar: z.number(),
        source: z.string(),
      }),
      toDate: KpiBody,
      projected: KpiBody,
      isProjectedWithin: z.boolean().nullable(),
    }),
  ),
  remarks: z.array(Words),
});
