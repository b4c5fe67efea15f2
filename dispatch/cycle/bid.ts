import {
  type Bid,
  type BidOption,
  type BulkJob,
  type ElasticJob,
  type Job,
  type NetworkLink,
  type PreemptibleJob,
  type Refusal,
  type Region,
  type RigidJob,
  TOLERATED_SLOWDOWN_RATIO,
} from '#dispatch/domain';
import { powerForSlowdown, throughputAtPower } from '#dispatch/twin';
import { type Bilingual, type EpochMs, type Hours, MS_PER_HOUR, type Ratio } from '#units';
import { itMwAboveIdle, type StartedWork } from './carried.ts';
import { type JobWindow, jobWindow } from './job-window.ts';
import { byId, type NameOf } from './names.ts';
import { transferHours, widestRoute } from './network.ts';
import { refuse } from './refusal.ts';

/** A pool of the problem as bids see it; links are pools of kind `link` whose units are Gb/s. */
export interface PoolRow {
  readonly index: number;
  readonly id: string;
  readonly name?: Bilingual;
  readonly siteId: string;
  readonly kind: string;
  readonly unitCount: number;
  readonly idleKwPerUnit: number;
  readonly peakKwPerUnit: number;
  readonly capCurve: readonly (readonly [Ratio, Ratio])[];
}
export interface BidContext {
  readonly nowMs: EpochMs;
  readonly pools: readonly PoolRow[];
  readonly links: readonly NetworkLink[];
  /** What people call the things that a refusal names. */
  readonly nameOf?: NameOf;
}
export type BatchJob = RigidJob | PreemptibleJob | ElasticJob;
export type BidOutcome = { readonly bid: Bid } | { readonly refusal: Refusal };

/** Half a second: job lengths are written to the second, instants to the millisecond. */
const LENGTH_TOLERANCE_MS = 500;
/** Room left beyond the bare rest of work that is late already. */
const REACH_MARGIN_MS = 10 * 60_000;

/** A job as a bid with every way to do it that fits its window, or the reason why there is none. */
export function bidOf(job: BatchJob | BulkJob, context: BidContext, started?: StartedWork): BidOutcome {
  const window = jobWindow(job);
  if (window.latestEndMs <= context.nowMs)
    return { refusal: refuse.windowPassed(job.id, window.latestEndMs) };
  if (job.kind === 'bulk') return bulkBid(job, window, context, started);
  const outcome = poolsFor(job, context);
  if ('refusal' in outcome) return outcome;
  const options = started
    ? continued(job, started, outcome.pools)
    : outcome.pools.flatMap((pool) => poolOptions(job, pool, context));
  const reachable = started === undefined ? window : inReach(window, options, context);
  return bidFrom(job, reachable, options, context);
}

/** Work that has begun is brought to its end even when that is late by now; its lateness is paid for. */
function inReach(window: JobWindow, options: readonly BidOption[], { nowMs }: BidContext): JobWindow {
  const longestHours = options.reduce((most, option) => Math.max(most, option.durationHours), 0);
  const neededMs = Math.max(window.releaseMs, nowMs) + longestHours * MS_PER_HOUR + REACH_MARGIN_MS;
  return { ...window, latestEndMs: Math.max(window.latestEndMs, neededMs) };
}

/** What pausing costs, and how long work runs at least once it runs. */
const pausing = (job: BatchJob | BulkJob): Pick<Bid, 'kind' | 'checkpointHours' | 'minimumRunHours'> => {
  if (job.kind === 'bulk') return { kind: 'preemptible', checkpointHours: 0 };
  if (job.kind !== 'preemptible') return { kind: 'rigid', checkpointHours: 0 };
  const { checkpointHours, minimumRunHours } = job;
  return {
    ...{ kind: 'preemptible', checkpointHours },
    ...(minimumRunHours === undefined ? {} : { minimumRunHours }),
  };
};

/** The pools a batch job may use, narrowed step by step so that a refusal names the step that emptied the list. */
function poolsFor(
  job: BatchJob,
  context: BidContext,
): { readonly pools: readonly PoolRow[] } | { readonly refusal: Refusal } {
  const compute = context.pools.filter((pool) => pool.kind !== 'link');
  const ofKind = compute.filter((pool) => pool.kind === job.poolKind);
  if (ofKind.length === 0) {
    const known = [...new Set(compute.map((pool) => pool.kind))];
    return { refusal: refuse.unknownPoolKind(job.id, job.poolKind, known) };
  }
  const allowed = ofKind.filter((pool) => job.allowedSites?.includes(pool.siteId) ?? true);
  if (allowed.length === 0)
    return {
      refusal: refuse.residence(job.id, job.poolKind, (job.allowedSites ?? []).map(context.nameOf ?? byId)),
    };
  const narrowest = Math.min(...widthsOf(job).map(([units]) => units));
  const pools = allowed.filter((pool) => narrowest <= pool.unitCount);
  if (pools.length > 0) return { pools };
  const widest = Math.max(...allowed.map((pool) => pool.unitCount));
  return { refusal: refuse.tooWide(job.id, narrowest, widest) };
}

/** Every width a job may run at, with its speed relative to `units`. */
function widthsOf(job: BatchJob): readonly (readonly [units: number, speed: number])[] {
  if (job.kind !== 'elastic') return [[job.units, 1]];
  const within = job.speedUp.filter(([units]) => units >= job.minimumUnits && units <= job.maximumUnits);
  return within.some(([units]) => units === job.units) ? within : [...within, [job.units, 1]];
}

/** Full power, and the cap of each tier up to the one the job tolerates, where the pool can be capped that far. */
function powerRatiosOf(pool: PoolRow, powerTier: number): readonly Ratio[] {
  const ratios = TOLERATED_SLOWDOWN_RATIO.slice(0, powerTier + 1).map((slowdown) =>
    slowdown === 0 ? 1 : powerForSlowdown(pool.capCurve, slowdown),
  );
  return [...new Set(ratios)];
}

/** Every width and power of a job on one pool; on a site without its data it waits until the data has arrived. */
function poolOptions(job: BatchJob, pool: PoolRow, context: BidContext): BidOption[] {
  const earliestMs = dataArrivalMs(job, pool, context);
  if (earliestMs === null) return [];
  return widthsOf(job)
    .filter(([units]) => units <= pool.unitCount)
    .flatMap(([units, speed]) =>
      powerRatiosOf(pool, job.powerTier ?? 0).map((powerRatio) => ({
        pool: pool.index,
        units,
        powerRatio,
        durationHours: job.durationHours / speed / throughputAtPower(pool.capCurve, powerRatio),
        itMw: itMwAboveIdle(pool, units, powerRatio),
        fixedYuan: 0,
        ...(earliestMs > jobWindow(job).releaseMs ? { earliestMs } : {}),
      })),
    );
}

/** When the job's input is at the pool's site: the transfer starts at the release; null without a route. */
function dataArrivalMs(job: BatchJob, pool: PoolRow, context: BidContext): EpochMs | null {
  const { releaseMs } = jobWindow(job);
  if (job.data === undefined || job.data.site === pool.siteId) return releaseMs;
  const route = widestRoute(context.links, job.data.site, pool.siteId);
  if (route === null) return null;
  return releaseMs + transferHours(job.data.volumeGb, route.gbps) * MS_PER_HOUR;
}

/** Hours in which a placed job is done without interruption, at the width and power it was given. */
export function workHours(
  job: Job,
  placed: { readonly poolId: string; readonly units: number; readonly powerRatio: Ratio },
  region: Region,
): Hours {
  if (job.kind === 'online') return 0;
  if (job.kind === 'bulk') return transferHours(job.volumeGb, placed.units);
  const pool = region.sites.flatMap((site) => site.pools).find((row) => row.id === placed.poolId);
  return wholeHours(job, placed.units, placed.powerRatio, pool?.capCurve ?? []);
}
function wholeHours(job: BatchJob, units: number, powerRatio: Ratio, capCurve: PoolRow['capCurve']): Hours {
  const speed = widthsOf(job).find(([width]) => width === units)?.[1] ?? 1;
  return job.durationHours / speed / throughputAtPower(capCurve, powerRatio);
}

/** The rest of work that has run before: same pool, width and power, what remains of its length. */
function continued(job: BatchJob, started: StartedWork, pools: readonly PoolRow[]): BidOption[] {
  const pool = pools.find((row) => row.id === started.poolId);
  if (pool === undefined) return [];
  const hours = wholeHours(job, started.units, started.powerRatio, pool.capCurve);
  return [
    {
      pool: pool.index,
      units: started.units,
      powerRatio: started.powerRatio,
      durationHours: hours * started.remainingRatio,
      itMw: itMwAboveIdle(pool, started.units, started.powerRatio),
      fixedYuan: 0,
    },
  ];
}

/** A bulk transfer occupies Gb/s of the narrowest link on its way; it may pause and share the link. */
function bulkBid(job: BulkJob, window: JobWindow, context: BidContext, started?: StartedWork): BidOutcome {
  const nameOf = context.nameOf ?? byId;
  if (job.allowedSites?.includes(job.toSite) === false)
    return { refusal: refuse.copyResidence(job.id, nameOf(job.toSite)) };
  const route = widestRoute(context.links, job.fromSite, job.toSite);
  if (route === null || route.hops === 0) {
    return { refusal: refuse.noRoute(job.id, nameOf(job.fromSite), nameOf(job.toSite)) };
  }
  const atFullRate = transferHours(job.volumeGb, route.gbps);
  if (job.rtoHours !== undefined && atFullRate > job.rtoHours) {
    return { refusal: refuse.restoreTooSlow(job.id, atFullRate, job.rtoHours) };
  }
  const units = started?.units ?? Math.min(route.gbps, job.maximumGbps ?? route.gbps);
  const option: BidOption = {
    pool: context.pools.find((pool) => pool.kind === 'link' && pool.id === route.narrowest)!.index,
    units,
    powerRatio: 1,
    durationHours: transferHours(job.volumeGb, units) * (started?.remainingRatio ?? 1),
    itMw: 0,
    fixedYuan: 0,
  };
  const reachable = started === undefined ? window : inReach(window, [option], context);
  return bidFrom(job, reachable, [option], context);
}

/** Keeps the options that end in time. A bid never starts in the past: the plan's own start is the earliest release. */
function bidFrom(
  job: BatchJob | BulkJob,
  window: JobWindow,
  options: readonly BidOption[],
  context: BidContext,
): BidOutcome {
  const { id } = job;
  const releaseMs = Math.max(window.releaseMs, context.nowMs);
  const slackMs = (option: BidOption): number =>
    window.latestEndMs -
    Math.max(releaseMs, option.earliestMs ?? releaseMs) -
    option.durationHours * MS_PER_HOUR;
  const fitting = options.filter((option) => slackMs(option) >= -LENGTH_TOLERANCE_MS);
  if (fitting.length === 0) {
    const needsHours = Math.min(...options.map((option) => option.durationHours));
    const bestSlackMs = Math.max(...options.map(slackMs));
    const hasHours = Number.isFinite(needsHours) ? needsHours + bestSlackMs / MS_PER_HOUR : 0;
    return { refusal: refuse.windowTooShort(id, Number.isFinite(needsHours) ? needsHours : 0, hasHours) };
  }
  return {
    bid: {
      id,
      ...pausing(job),
      releaseMs,
      latestEndMs: window.latestEndMs,
      dueMs: window.dueMs,
      latenessYuanPerH: window.latenessYuanPerH,
      options: fitting,
    },
  };
}
