import type { Site, SiteView } from '#dispatch/domain';
import { lastPeriods, openJobs, planById, readingsWithin, type StoredJob } from '#dispatch/store';
import { type EpochMs, horizonEndMs, MS_PER_HOUR, MS_PER_MINUTE, periodAt } from '#units';
import { type Meters, metersOf } from './meters.ts';
import { type DispatchState, storeOf } from './room-state.ts';

export async function runningBySite(state: DispatchState): Promise<ReadonlyMap<string, number>> {
  return countBySite(await openJobs(storeOf(state)), ['running']);
}
function countBySite(jobs: readonly StoredJob[], states: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { siteId, state } of jobs) {
    if (siteId !== null && states.includes(state)) counts.set(siteId, (counts.get(siteId) ?? 0) + 1);
  }
  return counts;
}

/** Every site now, with its power of the last day and as planned. */
export async function siteViews(state: DispatchState, only?: string): Promise<readonly SiteView[]> {
  const { region } = state.scenario;
  const store = storeOf(state);
  const nowMs = state.context.clock.now();
  const last = (await lastPeriods(store, 1))[0] ?? null;
  const meters: Meters = last === null ? new Map() : await metersOf(state, last.periodStartMs);
  const jobs = await openJobs(store);
  const running = countBySite(jobs, ['running']);
  const queued = countBySite(jobs, ['planned', 'paused']);
  const power = await powerOf(state, nowMs);
  return region.sites
    .filter((site) => only === undefined || site.id === only)
    .map((site) => ({
      ...siteNow(site, meters),
      runningJobs: running.get(site.id) ?? 0,
      queuedJobs: queued.get(site.id) ?? 0,
      power: power(site.id),
    }));
}

function siteNow(site: Site, meters: Meters): Omit<SiteView, 'runningJobs' | 'queuedJobs' | 'power'> {
  const own = meters.get(site.id);
  const itMw = own?.get('itMw') ?? null;
  const facilityMw = own?.get('facilityMw') ?? null;
  return {
    id: site.id,
    name: site.name,
    area: site.area,
    altitudeM: site.altitudeM,
    itMw,
    facilityMw,
    pueRatio: itMw !== null && facilityMw !== null && itMw > 0 ? facilityMw / itMw : null,
    temperatureC: own?.get('temperatureC') ?? null,
    wetBulbC: own?.get('wetBulbC') ?? null,
    facilityLimitMw: site.facilityLimitMw ?? null,
    pools: site.pools.map((pool) => ({
      id: pool.id,
      name: pool.name,
      kind: pool.kind,
      unitCount: pool.unitCount === 'unlimited' ? null : pool.unitCount,
      usedUnits: meters.get(pool.id)?.get('usedUnits') ?? 0,
      pflops: pool.unitCount === 'unlimited' ? 0 : pool.unitCount * pool.pflopsPerUnit,
      idleKwPerUnit: pool.idleKwPerUnit,
      peakKwPerUnit: pool.peakKwPerUnit,
    })),
  };
}

/** Facility power a period: measured over the last 24 h, planned from now to the end of the plan in force. */
async function powerOf(state: DispatchState, nowMs: EpochMs): Promise<(siteId: string) => SiteView['power']> {
  const store = storeOf(state);
  const stepMs = state.scenario.region.periodMinutes * MS_PER_MINUTE;
  const plan = (await planById(store, 'latest'))?.plan ?? null;
  const readings = await readingsWithin(store, nowMs - 24 * MS_PER_HOUR, nowMs, {
    quantities: ['facilityMw'],
  });
  const measured = new Map(readings.map((row) => [`${row.element} ${row.periodStartMs}`, row.value]));
  const firstMs = readings[0]?.periodStartMs ?? plan?.horizon.startMs ?? Math.floor(nowMs / stepMs) * stepMs;
  const endMs = Math.max(
    plan === null ? 0 : horizonEndMs(plan.horizon),
    (readings.at(-1)?.periodStartMs ?? 0) + stepMs,
  );
  const count = Math.max(0, Math.round((endMs - firstMs) / stepMs));
  const startMs = Array.from({ length: count }, (_, i) => firstMs + i * stepMs);
  return (siteId) => {
    const planned = plan?.series.find((row) => row.element === siteId && row.quantity === 'facilityMw');
    return {
      startMs,
      measuredMw: startMs.map((atMs) => measured.get(`${siteId} ${atMs}`) ?? null),
      plannedMw: startMs.map((atMs) =>
        plan === null ? null : (planned?.values[periodAt(plan.horizon, atMs)] ?? null),
      ),
    };
  };
}
