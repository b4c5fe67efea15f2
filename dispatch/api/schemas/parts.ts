import { z } from 'zod';
import { JOB_STATES } from '#dispatch/domain';

/** Pieces that several answers share. Objects are strict: a field that is not described does not pass the tests. */
export const Words = z.strictObject({ zh: z.string(), en: z.string() });
export const Instant = z.number().describe('ms since 1970 UTC');
export const Instants = z.array(Instant);
export const Values = z.array(z.number());
export const ValuesWithGaps = z.array(z.number().nullable()).describe('null where nothing is known');
export const WhBySource = z.record(z.string(), z.number()).describe('Wh by source element');
export const JobStateName = z.enum(JOB_STATES);
export const JobKindName = z.enum(['rigid', 'preemptible', 'elastic', 'online', 'bulk']);

export const KpiBody = z.strictObject({
  id: z.string(),
  title: Words,
  value: z.number().nullable(),
  unit: z.string(),
  formula: Words,
  inputs: z.array(
    z.strictObject({
      name: Words,
      value: z.union([z.number(), z.string()]),
      unit: z.string().exactOptional(),
    }),
  ),
  source: Words,
  quality: z.enum(['measured', 'estimated', 'planned', 'generated']),
  atMs: Instant,
});

const Problem = z.strictObject({
  field: z.string(),
  message: z.string(),
  remedy: z.string(),
  file: z.string().exactOptional(),
  line: z.number().exactOptional(),
});
export const RejectedRows = z.array(
  z.strictObject({
    line: z.number().nullable().describe('Line of the file, or 1-based place in the list'),
    id: z.string().nullable(),
    problems: z.array(Problem),
  }),
);
export const RejectedSeriesRows = z.array(
  z.strictObject({ line: z.number(), id: z.string().exactOptional(), problems: z.array(Problem) }),
);
