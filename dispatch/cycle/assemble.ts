import type { RuleOutlook } from '#dispatch/compliance';
import {
  type Bid,
  elementNames,
  type Job,
  type Objective,
  type OnlineBid,
  type PlantState,
  type Pool,
  type PoolInput,
  type Problem,
  type Refusal,
  type Region,
} from '#dispatch/domain';
import { type EpochMs, type Horizon, horizonEndMs, periodAt, periodMs, periodStartMs } from '#units';
import { type AssembleContext, given, indexOf, toBuild } from './assemble-context.ts';
import { powerPart } from './assemble-power.ts';
import { siteInputs } from './assemble-sites.ts';
import { bidOf, type PoolRow } from './bid.ts';
import { type CarriedWork, itMwAboveIdle, type StartedWork } from './carried.ts';
import { jobWindow } from './job-window.ts';
import { namesOf } from './names.ts';
import { siteOfLink } from './network.ts';
import { onlineBidOf } from './online.ts';
import type { WindowValues } from './values.ts';

export interface AssembleInput {
  readonly region: Region;
  readonly horizon: Horizon;
  readonly objective: Objective;
  /** One number a period for every value of the region that changes in time. */
  readonly values: WindowValues;
  readonly jobs: readonly Job[];
  readonly state: PlantState;
  /** Choose the capacities that may be built; default: everything is as it stands. */
  readonly expands?: boolean;
  /** Where each rule's count will end, as the last recorded day saw it; default: nothing is known. */
  readonly outlooks?: Readonly<Record<string, RuleOutlook>>;
  /** Running work that this plan may not move. */
  readonly carried: readonly CarriedWork[];
  /** Preemptible work that has run before, by job id: only the rest is bid, on the pool where its state lies. */
  readonly started?: ReadonlyMap<string, StartedWork>;
  /** Bids release no earlier than this; default: the horizon's start. */
  readonly notBeforeMs?: EpochMs;
  /** Work that has begun goes on from this instant; default: like the others. */
  readonly nowMs?: EpochMs;
}
export interface Assembled {
  readonly problem: Problem;
  readonly refusals: readonly Refusal[];
  /** The job of every bid and online service, by id. */
  readonly jobOf: ReadonlyMap<string, Job>;
}

/** The numbers of one window: every element of the region, every job as a bid with options, or its refusal. */
export function assembleProblem(input: AssembleInput): Assembled {
  const { region, horizon, objective, values, state } = input;
  const context = {
    region,
    horizon,
    values,
    state,
    expands: input.expands ?? false,
    outlooks: input.outlooks ?? {},
  };
  const rows = poolRows(region);
  const { bids, online, refusals, jobOf } = bidsOf(
    input,
    context.expands ? withCandidates(region, rows) : rows,
  );
  const bidsEndMs = bids.reduce((last, bid) => Math.max(last, bid.latestEndMs), horizonEndMs(horizon));
  const lastEndMs = input.carried.reduce((last, work) => Math.max(last, work.untilMs), bidsEndMs);
  const problem: Problem = {
    regionId: region.id,
    names: elementNames(region),
    horizon,
    objective,
    ...powerPart(context),
    sites: siteInputs(region, horizon, values),
    pools: rows.map((row) => poolInput(row, context, input.carried, lastEndMs)),
    bids,
    online,
    unservedYuanPerMwh: region.unservedYuanPerMwh,
    curtailedYuanPerMwh: region.curtailedYuanPerMwh,
    carbonYuanPerTco2: region.carbonYuanPerTco2,
  };
  return { problem, refusals, jobOf };
}

/** Pools of every site, then every network link as a pool of Gb/s; a link belongs to the site it starts at. */
export function poolRows(region: Region): readonly PoolRow[] {
  const compute = region.sites.flatMap((site) =>
    site.pools.map((pool) => ({
      id: pool.id,
      name: pool.name,
      siteId: site.id,
      kind: pool.kind,
      unitCount: pool.unitCount === 'unlimited' ? Number.POSITIVE_INFINITY : pool.unitCount,
      idleKwPerUnit: pool.idleKwPerUnit,
      peakKwPerUnit: pool.peakKwPerUnit,
      capCurve: pool.capCurve,
    })),
  );
  const links = region.networkLinks.map((link) => ({
    id: link.id,
    name: link.name,
    siteId: siteOfLink(region, link),
    kind: 'link',
    unitCount: link.gbps,
    idleKwPerUnit: 0,
    peakKwPerUnit: 0,
    capCurve: [[1, 1] as const],
  }));
  return [...compute, ...links].map((row, index) => ({ ...row, index }));
}

/** Pools as wide as they may be built: no job is refused for a width that units which may be added would carry. */
function withCandidates(region: Region, rows: readonly PoolRow[]): readonly PoolRow[] {
  const pools = new Map(region.sites.flatMap((site) => site.pools).map((pool) => [pool.id, pool]));
  return rows.map((row) => ({
    ...row,
    unitCount: Math.max(row.unitCount, pools.get(row.id)?.expansion?.maximumUnits ?? 0),
  }));
}

interface BidLists {
  readonly bids: readonly Bid[];
  readonly online: readonly OnlineBid[];
  readonly refusals: readonly Refusal[];
  readonly jobOf: ReadonlyMap<string, Job>;
}

/** Every job as a bid, an online service or a refusal; work that is carried is not bid again. */
function bidsOf(input: AssembleInput, pools: readonly PoolRow[]): BidLists {
  const { region, horizon } = input;
  const carried = new Set(input.carried.map((work) => work.jobId));
  const nameOf = namesOf(region);
  const context = { nowMs: input.notBeforeMs ?? horizon.startMs, pools, links: region.networkLinks, nameOf };
  // What runs already needs no plan to go on: it may use the time until the plan is ready.
  const goingOn = { ...context, nowMs: input.nowMs ?? context.nowMs };
  const bids: Bid[] = [];
  const online: OnlineBid[] = [];
  const refusals: Refusal[] = [];
  const jobOf = new Map<string, Job>();
  for (const job of input.jobs) {
    if (carried.has(job.id)) continue;
    const started = input.started?.get(job.id);
    const outcome =
      job.kind === 'online'
        ? onlineBidOf(job, { horizon, pools, userRegions: region.userRegions, nameOf })
        : bidOf(job, started === undefined ? context : goingOn, started);
    if ('refusal' in outcome) {
      refusals.push(outcome.refusal);
      continue;
    }
    if ('bid' in outcome) bids.push(outcome.bid);
    else online.push(outcome.online);
    jobOf.set(job.id, job);
  }
  return { bids, online, refusals, jobOf };
}

/** A pool with what running work holds: full width in every period it touches, energy exact to the second. */
function poolInput(
  row: PoolRow,
  context: AssembleContext,
  carried: readonly CarriedWork[],
  lastEndMs: EpochMs,
): PoolInput {
  const { region, horizon } = context;
  const length = periodMs(horizon);
  const periods = Math.max(horizon.periodCount, Math.ceil((lastEndMs - horizon.startMs) / length));
  const committedUnits = new Float64Array(periods);
  const committedItMw = new Float64Array(periods);
  for (const work of carried.filter((item) => item.poolId === row.id)) {
    const itMw = itMwAboveIdle(row, work.units, work.powerRatio);
    const first = Math.max(0, periodAt(horizon, work.fromMs));
    for (let t = first; t < periods && periodStartMs(horizon, t) < work.untilMs; t += 1) {
      const startMs = periodStartMs(horizon, t);
      const heldMs = Math.min(work.untilMs, startMs + length) - Math.max(work.fromMs, startMs);
      committedUnits[t] = committedUnits[t]! + work.units;
      committedItMw[t] = committedItMw[t]! + (itMw * heldMs) / length;
    }
  }
  return {
    id: row.id,
    ...(row.name === undefined ? {} : { name: row.name }),
    site: indexOf(region.sites, row.siteId),
    kind: row.kind,
    unitCount: row.unitCount,
    idleKwPerUnit: row.idleKwPerUnit,
    peakKwPerUnit: row.peakKwPerUnit,
    committedUnits,
    committedItMw,
    ...given('expansion', unitsToBuild(context, row)),
  };
}

function unitsToBuild(context: AssembleContext, row: PoolRow): PoolInput['expansion'] {
  const pools: readonly Pool[] = context.region.sites.flatMap((site) => site.pools);
  const asked = pools.find((pool) => pool.id === row.id)?.expansion;
  if (asked === undefined) return undefined;
  return toBuild(context, asked.minimumUnits, asked.maximumUnits, asked.yuanPerUnitYear, row.unitCount);
}

/** Jobs that a window considers: those that may first start within it and have not yet run out of time. */
export function jobsOfWindow(jobs: readonly Job[], fromMs: EpochMs, toMs: EpochMs): readonly Job[] {
  return jobs.filter((job) => {
    const window = jobWindow(job);
    if (job.kind === 'online') return window.releaseMs < toMs && window.latestEndMs > fromMs;
    return window.releaseMs >= fromMs && window.releaseMs < toMs;
  });
}
