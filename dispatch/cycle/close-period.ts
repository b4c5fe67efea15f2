import { TOLERATED_SLOWDOWN_RATIO } from '#dispatch/domain';
import type { RunOrder } from '#dispatch/execute';
import {
  addJobEnergy,
  type CycleState,
  type HeldInterval,
  insertPeriod,
  intervalsWithin,
  jobTiers,
  planCovering,
  readState,
  storeDb,
  updateState,
} from '#dispatch/store';
import type { StorageContent } from '#dispatch/trace';
import type { ClusterRun } from '#dispatch/twin';
import { inTransaction } from '#platform/db';
import { type EpochMs, type Horizon, horizonEndMs, MS_PER_HOUR, MS_PER_MINUTE, periodAt } from '#units';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import { type SettledPeriod, type SettledRegion, settlePeriod } from './period.ts';
import { resolveWindow } from './resolve.ts';
import type { WindowValues } from './values.ts';

/** Actual values are resolved a day at a time: closing a period reads one index of it. */
export interface ActualDay {
  readonly horizon: Horizon;
  readonly values: WindowValues;
}
export interface PeriodCloser {
  readonly settled: SettledRegion;
  day: ActualDay | null;
}

/**
 * Closes the next period if it has ended: readings, who used what, whose energy it was and the plant's new state go in
 * with the marker of the period, in one transaction. Twice at once or after a crash, only one of them counts. False
 * when no period has ended.
 */
export async function closeNextPeriod(
  deps: CycleDependencies,
  closer: PeriodCloser,
  nowMs: EpochMs,
): Promise<boolean> {
  const state = (await readState(storeDb(deps.db)))!;
  const minutes = deps.scenario.region.periodMinutes;
  const startMs = state.nextPeriodMs;
  const endMs = startMs + minutes * MS_PER_MINUTE;
  if (endMs > nowMs) return false;
  const covering = await planCovering(storeDb(deps.db), startMs);
  const actual = await actualDay(deps, closer, startMs);
  const settled = settlePeriod(closer.settled, {
    startMs,
    minutes,
    plan: covering?.plan ?? null,
    actual: actual.values,
    at: periodAt(actual.horizon, startMs),
    runs: await runsWithin(deps, startMs, endMs),
    state: state.plantState,
    content: state.storageContent as StorageContent,
  });
  await writePeriod(deps, state, settled, covering?.id ?? null, nowMs);
  return true;
}

async function actualDay(
  deps: CycleDependencies,
  closer: PeriodCloser,
  startMs: EpochMs,
): Promise<ActualDay> {
  const known = closer.day;
  if (known !== null && known.horizon.startMs <= startMs && startMs < horizonEndMs(known.horizon))
    return known;
  const { periodMinutes } = deps.scenario.region;
  const horizon = { startMs, periodMinutes, periodCount: Math.round((24 * 60) / periodMinutes) };
  const { values } = await resolveWindow({ scenario: deps.scenario, horizon, foresight: 'perfect' });
  closer.day = { horizon, values };
  return closer.day;
}

/** The runs that held units within a period, each with the stretches in which it did. */
async function runsWithin(deps: CycleDependencies, startMs: EpochMs, endMs: EpochMs): Promise<ClusterRun[]> {
  const store = storeDb(deps.db);
  const held = await intervalsWithin(store, startMs, endMs);
  const byJob = new Map<string, HeldInterval[]>();
  for (const stretch of held) byJob.set(stretch.jobId, [...(byJob.get(stretch.jobId) ?? []), stretch]);
  const tiers = await jobTiers(store, [...byJob.keys()]);
  return [...byJob].map(([jobId, stretches]): ClusterRun => {
    const { poolId, units, powerRatio } = stretches[0]!.order as RunOrder;
    const segments = stretches
      .map(({ fromMs, untilMs }) => ({ startMs: fromMs, endMs: untilMs }))
      .sort((a, b) => a.startMs - b.startMs);
    const heldMs = segments.reduce((sum, segment) => sum + segment.endMs - segment.startMs, 0);
    const tier = Math.min(tiers.get(jobId) ?? 0, TOLERATED_SLOWDOWN_RATIO.length - 1) as ClusterRun['tier'];
    return {
      jobId,
      poolId,
      units,
      powerRatio,
      tier,
      segments,
      remainingHours: heldMs / MS_PER_HOUR,
      checkpointHours: 0,
      finishedAtMs: null,
    };
  });
}

async function writePeriod(
  deps: CycleDependencies,
  state: CycleState,
  settled: SettledPeriod,
  planId: string | null,
  nowMs: EpochMs,
): Promise<void> {
  const minutes = deps.scenario.region.periodMinutes;
  const periodStartMs = state.nextPeriodMs;
  const closed = await inTransaction(deps.db, async (trx) => {
    const store = storeDb(trx);
    const isFirst = await insertPeriod(store, {
      periodStartMs,
      periodMinutes: minutes,
      closedAtMs: nowMs,
      planId,
      readings: settled.readings,
      jobReadings: settled.jobReadings,
      trace: settled.trace,
      events: settled.events,
    });
    if (!isFirst) return false;
    await addJobEnergy(
      store,
      settled.trace.rows
        .filter((row) => row.consumer.kind === 'job')
        .map((row) => ({ jobId: row.consumer.id, energyWh: row.energyWh, cleanWh: row.cleanWh })),
    );
    await updateState(store, {
      nextPeriodMs: periodStartMs + minutes * MS_PER_MINUTE,
      plantState: settled.state,
      storageContent: settled.content,
    });
    await deps.audit.append(trx, {
      actor: CENTRE,
      action: 'period.close',
      subject: new Date(periodStartMs).toISOString(),
      detail: { planId, readings: settled.readings.length, jobs: settled.jobReadings.length },
    });
    return true;
  });
  if (closed) deps.events.publish('dispatch.overview', { periodStartMs });
}
