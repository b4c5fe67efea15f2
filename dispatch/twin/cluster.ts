import type { JobReading, Region, Segment } from '#dispatch/domain';
import { type EpochMs, type Hours, MS_PER_HOUR, type Mw, type Ratio } from '#units';

/** A pool of the simulated cluster. */
export interface ClusterPool {
  readonly id: string;
  readonly siteId: string;
  /** Infinity when unlimited: then only used units draw idle power. */
  readonly unitCount: number;
  readonly idleKwPerUnit: number;
  readonly peakKwPerUnit: number;
}

/** Work on a pool. `remainingHours` counts hours of running at this width and power. */
export interface ClusterRun {
  readonly jobId: string;
  readonly poolId: string;
  readonly units: number;
  readonly powerRatio: Ratio;
  readonly tier: 0 | 1 | 2 | 3;
  readonly remainingHours: Hours;
  /** Work repeated after each interruption. */
  readonly checkpointHours: Hours;
  /** When it may run, in order; the last one is left only by finishing. */
  readonly segments: readonly Segment[];
  readonly finishedAtMs: EpochMs | null;
}

/** Units of a pool that serve an online stream through the period. */
export interface ServedUnits {
  readonly jobId: string;
  readonly poolId: string;
  readonly units: number;
}

export interface ClusterStep {
  readonly runs: readonly ClusterRun[];
  readonly readings: readonly JobReading[];
  /** Site id -> mean IT power by tier, idle and online in tier 0: what the plant has to feed. */
  readonly itMwByTier: Readonly<Record<string, readonly [Mw, Mw, Mw, Mw]>>;
  /** Pool id -> mean units held. */
  readonly usedUnits: Readonly<Record<string, number>>;
}

export interface ClusterPeriod {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  /** Site id -> slope of PUE, see `facilityPerIt`. */
  readonly facilityPerIt: Readonly<Record<string, number>>;
}

export const clusterPools = (region: Region): ClusterPool[] =>
  region.sites.flatMap((site) =>
    site.pools.map((pool) => ({
      ...pool,
      siteId: site.id,
      unitCount: pool.unitCount === 'unlimited' ? Number.POSITIVE_INFINITY : pool.unitCount,
    })),
  );

/** Power above idle of some units, MW of IT: the same rule by which work is planned. */
const aboveIdleMw = (pool: ClusterPool, units: number, powerRatio: Ratio): Mw =>
  (units * Math.max(0, pool.peakKwPerUnit * powerRatio - pool.idleKwPerUnit)) / 1000;

/**
 * Runs the cluster for one period: work advances while a segment is open, ends to the millisecond, and repeats its
 * checkpoint after each pause. Energy is facility energy above idle, integer Wh.
 */
export function stepCluster(
  pools: readonly ClusterPool[],
  runs: readonly ClusterRun[],
  served: readonly ServedUnits[],
  period: ClusterPeriod,
): ClusterStep {
  const hours = (period.endMs - period.startMs) / MS_PER_HOUR;
  const poolOf = new Map(pools.map((pool) => [pool.id, pool]));
  const tally = emptyTally(pools);
  const readings: JobReading[] = [];
  const note = (jobId: string, poolId: string, unitHours: number, itMwh: number, tier: number): void => {
    const pool = poolOf.get(poolId)!;
    tally.usedUnits[poolId]! += unitHours / hours;
    tally.itMwByTier[pool.siteId]![tier]! += itMwh / hours;
    const energyWh = Math.round(itMwh * (period.facilityPerIt[pool.siteId] ?? 1) * 1e6);
    const { siteId } = pool;
    readings.push({
      periodStartMs: period.startMs,
      jobId,
      poolId,
      siteId,
      unitHours,
      energyWh,
      method: 'modelled',
    });
  };
  const after = runs.map((run) => {
    const { next, ranHours } = advance(run, period);
    const mw = aboveIdleMw(poolOf.get(run.poolId)!, run.units, run.powerRatio);
    if (ranHours > 0) note(run.jobId, run.poolId, run.units * ranHours, mw * ranHours, run.tier);
    return next;
  });
  for (const { jobId, poolId, units } of served) {
    const mw = aboveIdleMw(poolOf.get(poolId)!, units, 1);
    if (units > 0) note(jobId, poolId, units * hours, mw * hours, 0);
  }
  return { runs: after, readings, ...tally };
}

function emptyTally(pools: readonly ClusterPool[]) {
  const itMwByTier: Record<string, [Mw, Mw, Mw, Mw]> = {};
  const usedUnits: Record<string, number> = {};
  for (const pool of pools) {
    usedUnits[pool.id] = 0;
    itMwByTier[pool.siteId] ??= [0, 0, 0, 0];
    if (Number.isFinite(pool.unitCount)) {
      itMwByTier[pool.siteId]![0] += (pool.unitCount * pool.idleKwPerUnit) / 1000;
    }
  }
  return { itMwByTier, usedUnits };
}

/** Hours that one run gets within the period, and the run afterwards. */
function advance(run: ClusterRun, period: ClusterPeriod): { next: ClusterRun; ranHours: Hours } {
  let { remainingHours } = run;
  let ranHours = 0;
  if (run.finishedAtMs !== null) return { next: run, ranHours };
  for (const [i, segment] of run.segments.entries()) {
    const isLast = i === run.segments.length - 1;
    const openMs = Math.max(segment.startMs, period.startMs);
    const closeMs = isLast ? period.endMs : Math.min(segment.endMs, period.endMs);
    if (closeMs <= openMs) continue;
    const spell = Math.min(remainingHours, (closeMs - openMs) / MS_PER_HOUR);
    ranHours += spell;
    remainingHours -= spell;
    // A millionth of an hour is less than the second to which lengths are written.
    if (remainingHours <= 1e-6) {
      const finishedAtMs = Math.round(openMs + spell * MS_PER_HOUR);
      return { next: { ...run, remainingHours: 0, finishedAtMs }, ranHours };
    }
    const nextStartMs = run.segments[i + 1]?.startMs;
    const isInterrupted =
      nextStartMs !== undefined && segment.endMs <= period.endMs && nextStartMs > segment.endMs;
    if (isInterrupted) remainingHours += run.checkpointHours;
  }
  return { next: { ...run, remainingHours }, ranHours };
}

/**
 * Whom to pause when the plant could not feed a site: runs of the shed tier, the narrowest that still covers the
 * missing power first, so that as little work as possible stops. Returns job ids.
 */
export function runsToPause(
  pools: readonly ClusterPool[],
  running: readonly ClusterRun[],
  shedItMw: Readonly<Record<string, readonly [Mw, Mw, Mw, Mw]>>,
): string[] {
  const poolOf = new Map(pools.map((pool) => [pool.id, pool]));
  const paused: string[] = [];
  for (const [siteId, byTier] of Object.entries(shedItMw)) {
    for (const [tier, missingMw] of byTier.entries()) {
      const candidates = running
        .filter((run) => run.tier === tier && poolOf.get(run.poolId)?.siteId === siteId)
        .map((run) => ({ run, mw: aboveIdleMw(poolOf.get(run.poolId)!, run.units, run.powerRatio) }))
        .sort((a, b) => a.mw - b.mw);
      let left = missingMw;
      while (left > 1e-9 && candidates.length > 0) {
        const enough = candidates.findIndex(({ mw }) => mw >= left);
        const [chosen] = candidates.splice(enough < 0 ? candidates.length - 1 : enough, 1);
        paused.push(chosen!.run.jobId);
        left -= chosen!.mw;
      }
    }
  }
  return paused;
}
