import { isDeepStrictEqual } from 'node:util';
import { type Reading, TOLERATED_SLOWDOWN_RATIO } from '#dispatch/domain';
import type { RunOrder } from '#dispatch/execute';
import {
  addJobEnergy,
  type CycleState,
  energyChanges,
  entryOfTrace,
  type HeldInterval,
  insertPeriod,
  insertPeriodVersion,
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
import { certifyClosedPeriod } from './certify-period.ts';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import { meterReadings } from './metered.ts';
import { type SettledPeriod, type SettledRegion, settlePeriod } from './period.ts';
import { resolveWindow } from './resolve.ts';
import { reviseNextPeriod } from './revise.ts';
import { contentOfText, textOfContent } from './seal-period.ts';
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
 * Traces a period anew for which readings came late; else closes the next period if it has ended: readings, who used what, whose energy it was and the plant's new state go in
 * with the marker of the period and its block of the ledger, in one transaction. Twice at once or after a crash, only one of
 * them counts. False when there is nothing to do.
 */
export async function closeNextPeriod(
  deps: CycleDependencies,
  closer: PeriodCloser,
  nowMs: EpochMs,
): Promise<boolean> {
  if (await reviseNextPeriod(deps, nowMs)) return true;
  const state = (await readState(storeDb(deps.db)))!;
  const minutes = deps.scenario.region.periodMinutes;
  const startMs = state.nextPeriodMs;
  const endMs = startMs + minutes * MS_PER_MINUTE;
  if (endMs > nowMs) return false;
  const covering = await planCovering(storeDb(deps.db), startMs);
  const actual = await actualDay(deps, closer, startMs);
  const metered = await meterReadings(storeDb(deps.db), deps.scenario.region, startMs);
  const settled = settlePeriod(closer.settled, {
    metered,
    startMs,
    minutes,
    plan: covering?.plan ?? null,
    actual: actual.values,
    at: periodAt(actual.horizon, startMs),
    runs: await runsWithin(deps, startMs, endMs),
    state: state.plantState,
    storageContent: textOfContent(state.storageContent as StorageContent),
  });
  await writePeriod(deps, closer, state, { ...settled, metered, planId: covering?.id ?? null }, nowMs);
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
  closer: PeriodCloser,
  state: CycleState,
  settled: SettledPeriod & { readonly metered: readonly Reading[]; readonly planId: string | null },
  nowMs: EpochMs,
): Promise<void> {
  const { region, hash: scenarioHash } = deps.scenario;
  const { periodMinutes } = region;
  const { planId } = settled;
  const periodStartMs = state.nextPeriodMs;
  const { matchedGreenShareRatio } = settled.trace;
  const period = { periodStartMs, periodMinutes, matchedGreenShareRatio };
  const closed = await inTransaction(deps.db, async (trx) => {
    const store = storeDb(trx);
    const now = (await readState(store, 'lock'))!;
    // A reading that came late in this moment has changed what the period begins with.
    if (now.retraceFromMs !== null) return false;
    // So has one of a meter of this very period.
    if (!isDeepStrictEqual(await meterReadings(store, region, periodStartMs), settled.metered)) return false;
    const marker = { ...period, closedAtMs: nowMs, planId, events: settled.events };
    if (!(await insertPeriod(store, marker))) return false;
    const entries = settled.trace.rows.map(entryOfTrace);
    await addJobEnergy(store, energyChanges(entries));
    await updateState(store, {
      nextPeriodMs: periodStartMs + periodMinutes * MS_PER_MINUTE,
      plantState: settled.state,
      storageContent: contentOfText(settled.storageContent),
    });
    await insertPeriodVersion(store, deps.signer, {
      ...period,
      ...{ version: 0, atMs: nowMs, scenarioHash, regionHash: closer.settled.regionHash },
      ...{ storageContent: settled.storageContent, entries, jobReadings: settled.jobReadings },
      readings: settled.readings.map((reading) => ({ ...reading, revision: 0 })),
    });
    await certifyClosedPeriod(store, deps.signer, {
      ...{ region, periodStartMs, periodMinutes, version: 0, atMs: nowMs },
      ...{ readings: settled.readings, jobReadings: settled.jobReadings },
      ...{ rows: settled.trace.rows, settlements: settled.contracts },
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
