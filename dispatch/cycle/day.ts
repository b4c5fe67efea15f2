import type { DayEnergy, DayReport, JobReading, PeriodTrace, Reading } from '#dispatch/domain';
import type { Scenario } from '#dispatch/sources';
import { jobReadingsWithin, readingsWithin, type StoreDb, traceWithin } from '#dispatch/store';
import { dayEnergy, dayReport, type PeriodMeters, periodMeters } from '#dispatch/trace';
import { type EpochMs, shanghaiDayStartMs } from '#units';

const MS_PER_DAY = 86_400_000;

export interface DayRecords {
  readonly readings: readonly Reading[];
  readonly jobReadings: readonly JobReading[];
  readonly traces: readonly PeriodTrace[];
}

/** A Shanghai day as it went so far, from what the centre recorded; null when no period of it is closed. */
export async function dayReportOf(
  scenario: Scenario,
  db: StoreDb,
  day: string,
  nowMs: EpochMs,
): Promise<DayReport | null> {
  const records = await recordsOfDay(db, day);
  return records === null ? null : reportOf(scenario, day, records, nowMs);
}

/** Whose energy a day was so far, by consumer and source; null when no period of it is closed. */
export async function dayEnergyOf(
  scenario: Scenario,
  db: StoreDb,
  day: string,
  nowMs: EpochMs,
): Promise<DayEnergy | null> {
  const records = await recordsOfDay(db, day);
  if (records === null) return null;
  const { region } = scenario;
  const meters = metersOfDay(scenario, day, records);
  const report = reportOfMeters(scenario, day, meters, records, nowMs);
  return dayEnergy({ region, report, meters, traces: records.traces });
}

async function recordsOfDay(db: StoreDb, day: string): Promise<DayRecords | null> {
  const fromMs = shanghaiDayStartMs(day);
  const toMs = fromMs + MS_PER_DAY;
  const readings = await readingsWithin(db, fromMs, toMs);
  if (readings.length === 0) return null;
  const jobReadings = await jobReadingsWithin(db, fromMs, toMs);
  return { readings, jobReadings, traces: await traceWithin(db, fromMs, toMs) };
}

/** The report of a day from its records, wherever they were kept. */
export function reportOf(scenario: Scenario, day: string, records: DayRecords, nowMs: EpochMs): DayReport {
  return reportOfMeters(scenario, day, metersOfDay(scenario, day, records), records, nowMs);
}

function reportOfMeters(
  { region }: Scenario,
  day: string,
  meters: readonly PeriodMeters[],
  records: DayRecords,
  atMs: EpochMs,
): DayReport {
  const metered = new Set(meters.map(({ periodStartMs }) => periodStartMs));
  const traces = records.traces.filter((trace) => metered.has(trace.periodStartMs));
  const source =
    region.generated === undefined
      ? { zh: '电表', en: 'meters' }
      : { zh: '数字孪生（生成数据）', en: 'digital twin (generated data)' };
  return dayReport({ regionId: region.id, day, meters, traces, atMs, source });
}

function metersOfDay({ region }: Scenario, day: string, records: DayRecords): PeriodMeters[] {
  const dayMs = shanghaiDayStartMs(day);
  const startsMs = [...new Set(records.readings.map((reading) => reading.periodStartMs))]
    .filter((startMs) => startMs >= dayMs && startMs < dayMs + MS_PER_DAY)
    .sort((a, b) => a - b);
  const readingsAt = grouped(records.readings);
  const jobReadingsAt = grouped(records.jobReadings);
  return startsMs.map((startMs) =>
    periodMeters({
      region,
      periodStartMs: startMs,
      periodMinutes: region.periodMinutes,
      readings: readingsAt.get(startMs) ?? [],
      jobReadings: jobReadingsAt.get(startMs) ?? [],
    }),
  );
}

function grouped<T extends { readonly periodStartMs: EpochMs }>(rows: readonly T[]): Map<EpochMs, T[]> {
  const groups = new Map<EpochMs, T[]>();
  for (const row of rows) {
    const group = groups.get(row.periodStartMs);
    if (group === undefined) groups.set(row.periodStartMs, [row]);
    else group.push(row);
  }
  return groups;
}
