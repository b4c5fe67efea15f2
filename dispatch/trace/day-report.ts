import type { DayReport, Kpi, PeriodTrace, TraceRow } from '#dispatch/domain';
import { type Bilingual, type EpochMs, meanPowerOver, type Wh, whToMwh } from '#units';
import { daySums, periodBalance } from './day-sums.ts';
import { kpisOf } from './kpis.ts';
import type { PeriodMeters } from './meters.ts';

export interface DayReportInput {
  readonly regionId: string;
  /** Shanghai calendar day. */
  readonly day: string;
  readonly meters: readonly PeriodMeters[];
  readonly traces: readonly PeriodTrace[];
  readonly atMs: EpochMs;
  /** Where the readings came from, for the drawer behind each figure. */
  readonly source: Bilingual;
}

/** The day as it went: figures, energy by source and consumer, and each job's energy with its origin. */
export function dayReport(input: DayReportInput): DayReport {
  const { meters, traces } = input;
  const rows = traces.flatMap((trace) => trace.rows);
  const context = { source: input.source, quality: worstQuality(meters), atMs: input.atMs };
  return {
    regionId: input.regionId,
    day: input.day,
    kpis: kpisOf(daySums(meters, traces), context),
    generationBySourceWh: generationBySource(meters),
    consumptionByConsumerWh: consumptionByConsumer(meters, rows),
    jobs: jobsOf(rows, meters),
    periods: periodsOf(meters, traces),
  };
}

/** A figure is as good as the worst period in it. */
function worstQuality(meters: readonly PeriodMeters[]): Kpi['quality'] {
  const order: readonly Kpi['quality'][] = ['generated', 'planned', 'estimated', 'measured'];
  return order.find((quality) => meters.some((period) => period.quality === quality)) ?? 'estimated';
}

/** Metered energy by element: what plants and the grid fed in and storages gave back. */
function generationBySource(meters: readonly PeriodMeters[]): Record<string, Wh> {
  const sums: Record<string, Wh> = {};
  for (const { sources, storages } of meters) {
    for (const { id, energyWh } of sources) add(sums, id, energyWh);
    for (const { id, dischargeWh } of storages) add(sums, id, dischargeWh);
  }
  return sums;
}

/** Metered energy by element, a site with its jobs; losses under their own names. */
function consumptionByConsumer(
  meters: readonly PeriodMeters[],
  rows: readonly TraceRow[],
): Record<string, Wh> {
  const sums: Record<string, Wh> = {};
  for (const { consumers, storages } of meters) {
    for (const { id, energyWh } of consumers) add(sums, id, energyWh);
    for (const { id, chargeWh } of storages) add(sums, id, chargeWh);
  }
  for (const { consumer, energyWh } of rows) if (consumer.kind === 'loss') add(sums, consumer.id, energyWh);
  return sums;
}

function add(sums: Record<string, Wh>, id: string, energyWh: Wh): void {
  if (energyWh > 0) sums[id] = (sums[id] ?? 0) + energyWh;
}

type JobLine = DayReport['jobs'][number];

/** One line a job, the largest first; its site is where it used most energy by the meters. */
function jobsOf(rows: readonly TraceRow[], meters: readonly PeriodMeters[]): JobLine[] {
  const sites = siteOfJobs(meters);
  const lines = new Map<string, JobLine & { bySourceWh: Record<string, Wh> }>();
  for (const row of rows) {
    if (row.consumer.kind !== 'job') continue;
    const jobId = row.consumer.id;
    const line = lines.get(jobId);
    const bySourceWh = line?.bySourceWh ?? {};
    for (const [key, wh] of Object.entries(row.bySourceWh)) add(bySourceWh, key, wh);
    lines.set(jobId, {
      jobId,
      siteId: sites.get(jobId) ?? '',
      energyWh: (line?.energyWh ?? 0) + row.energyWh,
      cleanWh: (line?.cleanWh ?? 0) + row.cleanWh,
      co2Tonnes: (line?.co2Tonnes ?? 0) + row.co2Tonnes,
      bySourceWh,
    });
  }
  return [...lines.values()].sort((a, b) => b.energyWh - a.energyWh || a.jobId.localeCompare(b.jobId));
}

function siteOfJobs(meters: readonly PeriodMeters[]): Map<string, string> {
  const most = new Map<string, { siteId: string; energyWh: Wh }>();
  const sums = new Map<string, Wh>();
  for (const { jobId, siteId, energyWh } of meters.flatMap((period) => period.jobs)) {
    const sum = (sums.get(`${jobId} ${siteId}`) ?? 0) + energyWh;
    sums.set(`${jobId} ${siteId}`, sum);
    if (sum >= (most.get(jobId)?.energyWh ?? 0)) most.set(jobId, { siteId, energyWh: sum });
  }
  return new Map([...most].map(([jobId, { siteId }]) => [jobId, siteId]));
}

function periodsOf(meters: readonly PeriodMeters[], traces: readonly PeriodTrace[]): DayReport['periods'] {
  const minutesOf = new Map(meters.map((period) => [period.periodStartMs, period.periodMinutes]));
  const ordered = [...traces].sort((a, b) => a.periodStartMs - b.periodStartMs);
  const points = ordered.map((trace) => {
    const hours = (minutesOf.get(trace.periodStartMs) ?? 15) / 60;
    const { loadWh, cleanWh } = periodBalance(trace);
    return {
      startMs: trace.periodStartMs,
      loadMw: meanPowerOver(hours, whToMwh(loadWh)),
      cleanMw: meanPowerOver(hours, whToMwh(cleanWh)),
    };
  });
  return {
    startMs: points.map((point) => point.startMs),
    loadMw: points.map((point) => point.loadMw),
    cleanMw: points.map((point) => point.cleanMw),
  };
}
