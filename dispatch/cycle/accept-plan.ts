import { randomUUID } from 'node:crypto';
import type { Forecast, Placement, Plan, PlanSummary, Refusal } from '#dispatch/domain';
import { lateFeeds, lateFeedText } from '#dispatch/forecast';
import {
  appendJobEvents,
  insertPlan,
  lockJobs,
  openJobs,
  placeJobs,
  placeOnline,
  type StoreDb,
  type StoredJob,
  storeDb,
  unplaceJob,
  updateState,
} from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { type Bilingual, type EpochMs, shanghaiIso } from '#units';
import { type Bridged, bridgedText, together } from './bridged.ts';
import type { CycleDependencies } from './dependencies.ts';
import { fitIn } from './fit-in.ts';
import { goOn } from './go-on.ts';
import { type NameOf, namesOf } from './names.ts';
import { told } from './story.ts';
import { auditMove, type Told, writeMove } from './transition.ts';

export interface AcceptedPlan {
  readonly id: string;
  readonly plan: Plan;
}
export interface PlanToAccept {
  readonly plan: Plan;
  readonly forecasts: readonly Forecast[];
  /** Refused before any optimisation: such a job can never fit. */
  readonly refusals: readonly Refusal[];
  /** Where running work goes on that the plan may not move: shown with the plan. */
  readonly carriedPlacements: readonly Placement[];
  /** Placements of an earlier plan that stay as they are. */
  readonly keptPlacements?: readonly Placement[];
  /** When the plan was expected to be ready: running work is not paused for a gap before that. */
  readonly readyByMs?: EpochMs;
  /** Values whose gaps were bridged before planning: told to people. */
  readonly filled?: Bridged;
  readonly trigger: PlanSummary['trigger'];
  readonly actor: string;
  readonly nowMs: EpochMs;
}

/** A value older than this when a plan is made is told to people. */
const LATE_FEED_HOURS = 1;

/** `plan-20250310-0815-3f2a`: when its window starts, and four letters that no other plan has. */
const planIdAt = (startMs: EpochMs): string =>
  `plan-${shanghaiIso(startMs).slice(0, 16).replace(/[-:]/g, '').replace('T', '-')}-${randomUUID().slice(0, 4)}`;

/**
 * Makes a plan the one that is acted on: the plan, each job's place in it, what it refuses, the stories and the audit
 * row are written in one transaction. Jobs that started, ended or were withdrawn meanwhile keep their state.
 */
export async function acceptPlan(deps: CycleDependencies, given: PlanToAccept): Promise<AcceptedPlan> {
  const { plan, nowMs } = given;
  const id = planIdAt(plan.horizon.startMs);
  await inTransaction(deps.db, async (trx) => {
    const store = storeDb(trx);
    await lockJobs(store, jobsOf(plan));
    const before = new Map((await openJobs(store)).map((job) => [job.job.id, job]));
    const placements = goingOn(given, before);
    const shown = { ...plan, placements: allPlacements(given, placements) };
    await insertPlan(store, { ...given, plan: shown, id, createdAtMs: nowMs, isApplied: true });
    const placed = new Set(
      await placeJobs(
        store,
        placements.map((placement) => ({ jobId: placement.jobId, planId: id, placement })),
      ),
    );
    await placeOnline(
      store,
      plan.onlineServed.map((row) => row.jobId),
      id,
    );
    const nameOf = namesOf(deps.scenario.region);
    const news = placements
      .filter((placement) => placed.has(placement.jobId))
      .flatMap((placement) => placementEvent(placement, before.get(placement.jobId), plan, nowMs, nameOf));
    await appendJobEvents(store, news);
    const refusals = await refuseJobs(store, given, before);
    await fitIn(deps, store, { planId: id, plan, looked: lookedAt(given), nowMs });
    await updateState(store, {
      lastPlanId: id,
      lastEndedMs: nowMs,
      lastError: plan.degraded ?? inputNotes(given, nameOf),
    });
    for (const event of refusals) await auditMove(deps, trx, event);
    await deps.audit.append(trx, {
      actor: given.actor,
      action: plan.degraded === undefined ? 'plan.accept' : 'plan.degraded',
      subject: id,
      detail: planFacts(given, placed.size),
    });
  });
  deps.events.publish('dispatch.plan', { id });
  deps.events.publish('dispatch.jobs', { planId: id });
  return { id, plan };
}

/** Every job that a plan changes in any way. */
const jobsOf = (plan: Plan): readonly string[] => [
  ...plan.placements.map((row) => row.jobId),
  ...plan.onlineServed.map((row) => row.jobId),
  ...plan.refused.map((row) => row.id),
];

/** What people should know of the inputs of a plan. */
const inputNotes = ({ forecasts, filled = [] }: PlanToAccept, nameOf: NameOf): Bilingual | null =>
  together([lateFeedText(lateFeeds(forecasts, LATE_FEED_HOURS), nameOf), bridgedText(filled, nameOf)]);

/** Jobs that the plan knew of when it was made. */
const lookedAt = ({ plan, carriedPlacements, keptPlacements = [] }: PlanToAccept): ReadonlySet<string> =>
  new Set([...jobsOf(plan), ...[...carriedPlacements, ...keptPlacements].map((row) => row.jobId)]);

/** The plan's placements; what runs at this moment goes on without a gap. */
const goingOn = (
  { plan, nowMs, readyByMs = nowMs }: PlanToAccept,
  before: ReadonlyMap<string, StoredJob>,
): readonly Placement[] =>
  plan.placements.map((row) =>
    before.get(row.jobId)?.state === 'running' ? goOn(row, nowMs, readyByMs) : row,
  );

const allPlacements = (
  { carriedPlacements, keptPlacements = [] }: PlanToAccept,
  placements: readonly Placement[],
): Placement[] => {
  const placed = new Set(placements.map((placement) => placement.jobId));
  const others = [...carriedPlacements, ...keptPlacements].filter((row) => !placed.has(row.jobId));
  return [...placements, ...others];
};

const planFacts = ({ plan, trigger, forecasts }: PlanToAccept, placed: number): Record<string, unknown> => ({
  trigger,
  status: plan.status,
  degraded: plan.degraded?.en ?? null,
  costYuan: plan.costYuan,
  boundYuan: plan.boundYuan,
  gapRatio: plan.gapRatio,
  jobsPlaced: placed,
  jobsRefused: plan.refused.length,
  lateFeeds: lateFeeds(forecasts, LATE_FEED_HOURS),
});

/** Only news is told: a first placement, another site, or a start moved by more than a period. */
function placementEvent(
  placement: Plan['placements'][number],
  before: StoredJob | undefined,
  plan: Plan,
  nowMs: EpochMs,
  nameOf: NameOf,
) {
  const site = nameOf(placement.siteId);
  const startMs = placement.segments[0]?.startMs ?? nowMs;
  const endMs = placement.segments.at(-1)?.endMs ?? startMs;
  if (before?.state === 'running' || before?.state === 'paused') return [];
  if (before?.plannedStartMs == null) {
    return [told(placement.jobId, nowMs, 'planned', [site, startMs, endMs])];
  }
  const movedMs = Math.abs(startMs - before.plannedStartMs);
  const isNews = before.siteId !== placement.siteId || movedMs > plan.horizon.periodMinutes * 60_000;
  return isNews ? [told(placement.jobId, nowMs, 'moved', [site, startMs, endMs])] : [];
}

/**
 * What can never fit is refused; what only finds no room now stays submitted and says why. A window may be too short
 * only for a plan that takes its time to make: such a job may still start between two plans. Gives back what the audit
 * log has to hold: it is locked last.
 */
async function refuseJobs(
  store: StoreDb,
  given: PlanToAccept,
  before: ReadonlyMap<string, StoredJob>,
): Promise<readonly Told[]> {
  const never = new Set(
    given.refusals.filter(({ code }) => code !== 'window-too-short').map((refusal) => refusal.id),
  );
  const refused: Told[] = [];
  for (const { id, reason } of given.plan.refused) {
    const state = before.get(id)?.state;
    if (state !== 'submitted' && state !== 'planned') continue;
    if (never.has(id)) {
      const event = told(id, given.nowMs, 'refused', [reason]);
      if (await writeMove(store, 'refused', { endedAtMs: given.nowMs, refusal: reason }, event)) {
        refused.push(event);
      }
      continue;
    }
    await unplaceJob(store, id, reason);
    if (before.get(id)?.refusal === null) {
      await appendJobEvents(store, [told(id, given.nowMs, 'unplaced', [reason])]);
    }
  }
  return refused;
}
