import { z } from 'zod';
import {
  type CycleView,
  type DayReport,
  FLOW_NODE_KINDS,
  type ForecastView,
  type OverviewView,
  Region,
  type SiteView,
} from '#dispatch/domain';
import type { RejectedRow } from '#dispatch/sources';
import {
  Instant,
  Instants,
  JobStateName,
  KpiBody,
  RejectedSeriesRows,
  Values,
  ValuesWithGaps,
  WhBySource,
  Words,
} from './parts.ts';

/** The region now and as it went. Each is held to its record of dispatch/domain by its type. */

/** As validated: what defaults fill in is there. */
export const RegionBody = Region as unknown as z.ZodType<Region, Region>;

export const CycleViewBody: z.ZodType<CycleView, CycleView> = z.strictObject({
  mode: z.enum(['live', 'paused']),
  state: z.enum(['idle', 'planning', 'failed']),
  lastPlanId: z.string().nullable(),
  lastEndedMs: Instant.nullable(),
  progress: z.strictObject({ stage: z.string(), ratio: z.number() }).nullable(),
  lastError: Words.nullable(),
});

const FlowNodeBody = z.strictObject({
  id: z.string(),
  kind: z.enum(FLOW_NODE_KINDS),
  name: Words,
  area: z.string(),
  position: z.strictObject({ x: z.number(), y: z.number() }).exactOptional(),
  supplyMw: z.number(),
  drawMw: z.number(),
  availableMw: z.number().exactOptional(),
  capacityMw: z.number().exactOptional(),
  storedMwh: z.number().exactOptional(),
  capacityMwh: z.number().exactOptional(),
  runningJobs: z.number().exactOptional(),
});

export const OverviewViewBody: z.ZodType<OverviewView, OverviewView> = z.strictObject({
  region: z.strictObject({ id: z.string(), name: Words, generatedNote: Words.nullable() }),
  clock: z.strictObject({ nowMs: Instant, mode: z.enum(['live', 'scenario']), speed: z.number() }),
  cycle: CycleViewBody,
  periodStartMs: Instant.nullable(),
  nodes: z.array(FlowNodeBody),
  edges: z.array(
    z.strictObject({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      flowMw: z.number(),
      limitMw: z.number(),
    }),
  ),
  kpis: z.array(KpiBody),
  jobCounts: z.partialRecord(JobStateName, z.number()),
  alarms: z.array(
    z.strictObject({ atMs: Instant, level: z.enum(['info', 'warning', 'alarm']), text: Words }),
  ),
  recent: z.strictObject({ startMs: Instants, series: z.record(z.string(), ValuesWithGaps) }),
});

export const SiteViewBody: z.ZodType<SiteView, SiteView> = z.strictObject({
  id: z.string(),
  name: Words,
  area: z.string(),
  altitudeM: z.number(),
  itMw: z.number().nullable(),
  facilityMw: z.number().nullable(),
  pueRatio: z.number().nullable(),
  temperatureC: z.number().nullable(),
  wetBulbC: z.number().nullable(),
  facilityLimitMw: z.number().nullable(),
  pools: z.array(
    z.strictObject({
      id: z.string(),
      name: Words,
      kind: z.string(),
      unitCount: z.number().nullable(),
      usedUnits: z.number(),
      pflops: z.number(),
      idleKwPerUnit: z.number(),
      peakKwPerUnit: z.number(),
    }),
  ),
  runningJobs: z.number(),
  queuedJobs: z.number(),
  power: z.strictObject({ startMs: Instants, measuredMw: ValuesWithGaps, plannedMw: ValuesWithGaps }),
});

export const ForecastViewBody: z.ZodType<ForecastView, ForecastView> = z.strictObject({
  target: z.string(),
  name: Words,
  kind: z.enum(['pv', 'wind', 'load', 'inflow', 'price']),
  capacityMw: z.number().nullable(),
  method: z.string(),
  issuedAtMs: Instant,
  startMs: Instants,
  levels: Values,
  quantiles: z.array(Values),
  actual: ValuesWithGaps,
  scores: z.array(
    z.strictObject({
      method: z.string(),
      accuracyRatio: z.number(),
      pinballLoss: z.number(),
      days: z.number(),
    }),
  ),
});

export const DayReportBody: z.ZodType<DayReport, DayReport> = z.strictObject({
  regionId: z.string(),
  day: z.string(),
  kpis: z.array(KpiBody),
  generationBySourceWh: WhBySource,
  consumptionByConsumerWh: z.record(z.string(), z.number()),
  jobs: z.array(
    z.strictObject({
      jobId: z.string(),
      siteId: z.string(),
      energyWh: z.number(),
      cleanWh: z.number(),
      co2Tonnes: z.number(),
      bySourceWh: WhBySource,
    }),
  ),
  periods: z.strictObject({ startMs: Instants, loadMw: Values, cleanMw: Values }),
});

interface ForecastList {
  readonly forecasts: readonly ForecastView[];
}
export const ForecastListBody: z.ZodType<ForecastList, ForecastList> = z.strictObject({
  forecasts: z.array(ForecastViewBody),
});

interface SiteList {
  readonly sites: readonly SiteView[];
}
export const SiteListBody: z.ZodType<SiteList, SiteList> = z.strictObject({ sites: z.array(SiteViewBody) });

interface SeriesTaken {
  readonly accepted: readonly { readonly series: string; readonly points: number }[];
  readonly ignored: readonly string[];
  readonly rejected: readonly RejectedRow[];
}
export const SeriesIntakeBody: z.ZodType<SeriesTaken, SeriesTaken> = z.strictObject({
  accepted: z.array(z.strictObject({ series: z.string(), points: z.number() })),
  ignored: z.array(z.string()).describe('Columns that are no series of the region'),
  rejected: RejectedSeriesRows,
});
