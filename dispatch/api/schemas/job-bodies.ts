import { z } from 'zod';
import { Job, type JobEvent, type JobRow, type JobStory } from '#dispatch/domain';
import type { JobPage } from '#dispatch/store';
import type { Intake } from '../job-intake.ts';
import { Instant, JobKindName, JobStateName, RejectedRows, WhBySource, Words } from './parts.ts';
import { PlacementBody } from './plan-bodies.ts';

/** Jobs. Each is held to its record of dispatch/domain by its type. */

const row = {
  id: z.string(),
  name: z.string().nullable(),
  kind: JobKindName,
  state: JobStateName,
  owner: z.string().nullable(),
  units: z.number().nullable(),
  poolKind: z.string().nullable(),
  durationHours: z.number().nullable(),
  submittedAtMs: Instant,
  latestEndMs: Instant,
  siteId: z.string().nullable(),
  plannedStartMs: Instant.nullable(),
  plannedEndMs: Instant.nullable(),
  startedAtMs: Instant.nullable(),
  endedAtMs: Instant.nullable(),
  energyWh: z.number(),
  cleanWh: z.number(),
};
const JobRowBody: z.ZodType<JobRow, JobRow> = z.strictObject(row);

const JobEventBody: z.ZodType<JobEvent, JobEvent> = z.strictObject({
  atMs: Instant,
  kind: z.string(),
  text: Words,
  actor: z.string(),
});

export const JobStoryBody: z.ZodType<JobStory, JobStory> = z.strictObject({
  ...row,
  // As taken in: what defaults fill in is there.
  job: Job as unknown as z.ZodType<Job, Job>,
  placement: PlacementBody.nullable(),
  refusal: Words.nullable(),
  events: z.array(JobEventBody),
  energy: z.array(
    z.strictObject({
      periodStartMs: Instant,
      energyWh: z.number(),
      bySourceWh: WhBySource,
      co2Tonnes: z.number(),
      method: z.string(),
    }),
  ),
  output: z.string().nullable(),
});

export const JobPageBody: z.ZodType<JobPage, JobPage> = z.strictObject({
  rows: z.array(JobRowBody),
  next: z.string().nullable(),
  total: z.number(),
});

export const IntakeBody: z.ZodType<Intake, Intake> = z.strictObject({
  accepted: z.array(z.string()),
  rejected: RejectedRows,
});
