import type { Bid, Placement, Plan } from '#dispatch/domain';
import {
  appendJobEvents,
  openJobs,
  placeJobs,
  planById,
  type StoredJob,
  storeDb,
  unplaceJob,
  waitingJobs,
} from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { type EpochMs, type Horizon, horizonEndMs, periodAt, periodStartMs } from '#units';
import { poolRows } from './assemble.ts';
import { bidOf } from './bid.ts';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import { namesOf } from './names.ts';
import { type QuickPlace, quickPlace } from './quick-place.ts';
import { servedRows } from './served.ts';
import { told } from './story.ts';
import { endWithoutRun } from './transition.ts';

/**
 * Gives every job that arrived since the last plan a place at that plan's prices, so that it can start within seconds;
 * what can never fit is refused at once. Jobs for which nothing is free wait for the next plan.
 */
export async function placeArrivals(deps: CycleDependencies, nowMs: EpochMs): Promise<number> {
  const store = storeDb(deps.db);
  const waiting = await waitingJobs(store);
  if (waiting.length === 0) return 0;
  const bids = await bidOrRefuse(deps, waiting, nowMs);
  const latest = await planById(store, 'latest');
  if (latest === null || horizonEndMs(latest.plan.horizon) <= nowMs) return 0;
  const context = await contextOf(deps, latest.plan, nowMs);
  const planned: { job: StoredJob; placement: Placement }[] = [];
  for (const { job, bid } of bids) {
    const placement = quickPlace(bid, context);
    if (placement === null) {
      await unplaceJob(store, bid.id, NO_ROOM);
      continue;
    }
    hold(context.held, placement, latest.plan.horizon);
    planned.push({ job, placement });
  }
  await writePlacements(deps, latest.id, planned, nowMs);
  return planned.length;
}

/** Batch jobs as bids; what can never fit is refused at once. */
async function bidOrRefuse(
  deps: CycleDependencies,
  waiting: readonly StoredJob[],
  nowMs: EpochMs,
): Promise<{ readonly job: StoredJob; readonly bid: Bid }[]> {
  const { region } = deps.scenario;
  const context = { nowMs, pools: poolRows(region), links: region.networkLinks };
  const bids: { job: StoredJob; bid: Bid }[] = [];
  for (const stored of waiting) {
    if (stored.job.kind === 'online') continue;
    const outcome = bidOf(stored.job, context);
    if ('bid' in outcome) {
      bids.push({ job: stored, bid: outcome.bid });
      continue;
    }
    const { reason } = outcome.refusal;
    const event = told(stored.job.id, nowMs, 'refused', [reason]);
    await endWithoutRun(deps, stored.job.id, 'refused', event, { endedAtMs: nowMs, refusal: reason });
  }
  return bids;
}

export const NO_ROOM = {
  zh: '现行计划内没有空闲资源。',
  en: 'Nothing is free for it within the plan in force.',
};

async function contextOf(
  deps: CycleDependencies,
  plan: Plan,
  nowMs: EpochMs,
): Promise<QuickPlace & { held: Map<string, Float64Array> }> {
  return quickContext(deps, plan, await openJobs(storeDb(deps.db)), nowMs);
}

/** The plan's horizon with everything that the given jobs and online demand hold of it. */
export function quickContext(
  deps: Pick<CycleDependencies, 'scenario'>,
  plan: Plan,
  holding: readonly StoredJob[],
  nowMs: EpochMs,
): QuickPlace & { held: Map<string, Float64Array> } {
  const { region } = deps.scenario;
  const held = new Map<string, Float64Array>();
  for (const { placement, plannedEndMs } of holding) {
    if (placement !== null && (plannedEndMs ?? 0) > nowMs) hold(held, placement, plan.horizon);
  }
  for (const { poolId, values } of servedRows(plan)) {
    const used = heldOf(held, poolId, plan.horizon);
    values.forEach((units, t) => {
      used[t] = (used[t] ?? 0) + units;
    });
  }
  return { plan, region, pools: poolRows(region), held };
}

const heldOf = (held: Map<string, Float64Array>, poolId: string, horizon: Horizon): Float64Array => {
  const known = held.get(poolId) ?? new Float64Array(horizon.periodCount);
  held.set(poolId, known);
  return known;
};

/** A placement holds its full width in every period that it touches. */
export function hold(held: Map<string, Float64Array>, placement: Placement, horizon: Horizon): void {
  const used = heldOf(held, placement.poolId, horizon);
  for (const { startMs, endMs } of placement.segments) {
    const first = Math.max(0, periodAt(horizon, startMs));
    for (let t = first; t < horizon.periodCount && periodStartMs(horizon, t) < endMs; t += 1) {
      used[t] = used[t]! + placement.units;
    }
  }
}

async function writePlacements(
  deps: CycleDependencies,
  planId: string,
  planned: readonly { readonly job: StoredJob; readonly placement: Placement }[],
  nowMs: EpochMs,
): Promise<void> {
  if (planned.length === 0) return;
  await inTransaction(deps.db, async (trx) => {
    const store = storeDb(trx);
    const nameOf = namesOf(deps.scenario.region);
    const rows = planned.map(({ job, placement }) => ({ jobId: job.job.id, planId, placement }));
    const placed = new Set(await placeJobs(store, rows));
    const news = planned.filter(({ job }) => placed.has(job.job.id));
    await appendJobEvents(
      store,
      news.map(({ job, placement: { siteId, segments } }) =>
        told(job.job.id, nowMs, 'planned', [nameOf(siteId), segments[0]!.startMs, segments.at(-1)!.endMs]),
      ),
    );
    await deps.audit.append(trx, {
      actor: CENTRE,
      action: 'job.place',
      subject: planId,
      detail: { jobs: news.length, first: news.slice(0, 20).map(({ job }) => job.job.id) },
    });
  });
  deps.events.publish('dispatch.jobs', { placed: planned.length });
}
