import { z } from 'zod';
import { Id } from './value.ts';

const instant = z.iso.datetime({ offset: true });
const positive = z.number().positive();

/** Tolerated slowdown under a power cap: tier 0 none, 1 up to 10 %, 2 up to 25 %, 3 up to 50 %. */
export const TOLERATED_SLOWDOWN_RATIO = [0, 0.1, 0.25, 0.5] as const;

const base = {
  id: z.string().min(1).max(120),
  name: z.string().max(200).optional(),
  /** Who pays; free text until accounts settle. */
  owner: z.string().max(120).optional(),
  submittedAt: instant,
  /** Default: at submission. */
  earliestStartAt: instant.optional(),
  /** The work must have ended by then. */
  latestEndAt: instant,
  /** Wanted end; later costs `latenessYuanPerHour`. Default: `latestEndAt`. */
  dueAt: instant.optional(),
  latenessYuanPerHour: z.number().min(0).optional(),
  /** Data residence: the job and its data stay on these sites. Default: any. */
  allowedSites: z.array(Id).min(1).optional(),
  powerTier: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** Input to move before the first start, when the data lies on another site. */
  data: z.strictObject({ site: Id, volumeGb: z.number().min(0) }).optional(),
  /** Program and arguments for an executor; without it the twin stands for the work. */
  command: z.array(z.string().min(1)).min(1).optional(),
};

const batch = {
  ...base,
  /** Kind of pool asked for. */
  poolKind: z.string().min(1),
  /** Gang width: cards or cores held together. */
  units: positive,
  /** Length of the work on `units` at full power. */
  durationHours: positive,
};

export const RigidJob = z.strictObject({ kind: z.literal('rigid'), ...batch });
export const PreemptibleJob = z.strictObject({
  kind: z.literal('preemptible'),
  ...batch,
  /** Work lost or repeated by one interruption. */
  checkpointHours: z.number().min(0).default(0),
  /** Once it runs it runs at least so long before it pauses. */
  minimumRunHours: positive.optional(),
});
export const ElasticJob = z.strictObject({
  kind: z.literal('elastic'),
  ...batch,
  minimumUnits: positive,
  maximumUnits: positive,
  /** Speed relative to `units` at a width: [units, speed], both rising. */
  speedUp: z.array(z.tuple([positive, positive])).min(1),
});
/** An online service: user demand in pool units, routed within a latency bound. */
export const OnlineJob = z.strictObject({
  kind: z.literal('online'),
  ...base,
  poolKind: z.string().min(1),
  latencyBoundMs: positive,
  demand: z
    .array(
      z.strictObject({
        userRegion: Id,
        peakUnits: positive,
        /** Share of the peak by hour of day, Shanghai time, 24 numbers. */
        hourShape: z.array(z.number().min(0).max(1)).length(24),
      }),
    )
    .min(1),
  /** Cost of a unit-hour of demand that is not served. */
  unservedYuanPerUnitHour: positive,
});
/** Bulk data and disaster recovery: a volume carried between sites within a window. */
export const BulkJob = z.strictObject({
  kind: z.literal('bulk'),
  ...base,
  fromSite: Id,
  toSite: Id,
  volumeGb: positive,
  /** Highest useful rate. */
  maximumGbps: positive.optional(),
  /**
   * No data may be lost that is older than this: the volume is copied once in every such stretch of the window, each copy
   * a transfer of its own that has to end with its stretch.
   */
  rpoHours: positive.optional(),
  /** The whole volume must be restorable within this at the full rate of the way. */
  rtoHours: positive.optional(),
});
export const Job = z.discriminatedUnion('kind', [RigidJob, PreemptibleJob, ElasticJob, OnlineJob, BulkJob]);
export type Job = z.infer<typeof Job>;
export type RigidJob = z.infer<typeof RigidJob>;
export type PreemptibleJob = z.infer<typeof PreemptibleJob>;
export type ElasticJob = z.infer<typeof ElasticJob>;
export type OnlineJob = z.infer<typeof OnlineJob>;
export type BulkJob = z.infer<typeof BulkJob>;
export type JobKind = Job['kind'];

/** Where a job stands. `lost`: its process vanished and may not be started twice. */
export const JOB_STATES = [
  'submitted',
  'planned',
  'running',
  'paused',
  'finished',
  'failed',
  'cancelled',
  'refused',
  'lost',
] as const;
export type JobState = (typeof JOB_STATES)[number];
