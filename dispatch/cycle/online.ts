import type { OnlineBid, OnlineJob, Refusal, UserRegion } from '#dispatch/domain';
import { type Horizon, periodMs, periodStartMs, shanghaiHourOfDay } from '#units';
import type { PoolRow } from './bid.ts';
import { jobWindow } from './job-window.ts';
import { byId, type NameOf } from './names.ts';
import { refuse } from './refusal.ts';

export interface OnlineContext {
  readonly horizon: Horizon;
  readonly pools: readonly PoolRow[];
  readonly userRegions: readonly UserRegion[];
  /** What people call the things that a refusal names. */
  readonly nameOf?: NameOf;
}

/** An online service as streams of demand, one a user region, each with the pools within its latency bound. */
export function onlineBidOf(
  job: OnlineJob,
  context: OnlineContext,
): { readonly online: OnlineBid } | { readonly refusal: Refusal } {
  const nameOf = context.nameOf ?? byId;
  const window = jobWindow(job);
  if (window.latestEndMs <= context.horizon.startMs) {
    return { refusal: refuse.windowPassed(job.id, window.latestEndMs) };
  }
  const ofKind = context.pools.filter((pool) => pool.kind === job.poolKind);
  if (ofKind.length === 0) {
    const known = [...new Set(context.pools.map((pool) => pool.kind))].filter((kind) => kind !== 'link');
    return { refusal: refuse.unknownPoolKind(job.id, job.poolKind, known) };
  }
  const allowed = ofKind.filter((pool) => job.allowedSites?.includes(pool.siteId) ?? true);
  if (allowed.length === 0)
    return { refusal: refuse.residence(job.id, job.poolKind, (job.allowedSites ?? []).map(nameOf)) };
  const streams = job.demand.map((demand) => ({
    userRegion: demand.userRegion,
    demandUnits: demandUnits(demand.peakUnits, demand.hourShape, context.horizon, window),
    pools: nearest(allowed, demand.userRegion, job, context).map((pool) => pool.index),
  }));
  const unreachable = streams.find((stream) => stream.pools.length === 0);
  if (unreachable !== undefined) {
    return { refusal: refuse.latency(job.id, nameOf(unreachable.userRegion), job.latencyBoundMs) };
  }
  return { online: { id: job.id, streams, unservedYuanPerUnitHour: job.unservedYuanPerUnitHour } };
}

/** Pools within the latency bound, the nearest first. */
function nearest(
  pools: readonly PoolRow[],
  userRegion: string,
  job: OnlineJob,
  context: OnlineContext,
): PoolRow[] {
  const latencies = context.userRegions.find((row) => row.id === userRegion)?.latencyMs ?? {};
  const latencyOf = (pool: PoolRow): number => latencies[pool.siteId] ?? Number.POSITIVE_INFINITY;
  return pools
    .filter((pool) => latencyOf(pool) <= job.latencyBoundMs)
    .sort((a, b) => latencyOf(a) - latencyOf(b));
}

/** Demand of each period: the hour's share of the peak, for the part of the period in which the service is up. */
function demandUnits(
  peakUnits: number,
  hourShape: readonly number[],
  horizon: Horizon,
  window: { readonly releaseMs: number; readonly latestEndMs: number },
): Float64Array {
  const length = periodMs(horizon);
  return Float64Array.from({ length: horizon.periodCount }, (_, t) => {
    const startMs = periodStartMs(horizon, t);
    const upMs = Math.min(window.latestEndMs, startMs + length) - Math.max(window.releaseMs, startMs);
    const share = hourShape[Math.floor(shanghaiHourOfDay(startMs))] ?? 0;
    return peakUnits * share * Math.max(0, upMs / length);
  });
}
