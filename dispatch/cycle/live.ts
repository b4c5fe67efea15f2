import type { CycleView } from '#dispatch/domain';
import type { RunStatus } from '#dispatch/execute';
import type { PlanControl } from '#dispatch/optimise';
import { keepRegion, readOrCreateState, readState, storeDb, updateState } from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { type Bilingual, type EpochMs, type Hours, MS_PER_HOUR, MS_PER_MINUTE } from '#units';
import type { AcceptedPlan } from './accept-plan.ts';
import { actOnDue } from './act.ts';
import { adoptPeriods } from './adopt-periods.ts';
import { closeNextPeriod, type PeriodCloser } from './close-period.ts';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import { feedJobs } from './feed.ts';
import { judgeNextDay, ruleOutlooks } from './judge-days.ts';
import type { LiveCycle, PlanWish } from './live-cycle.ts';
import { observeRuns } from './observe.ts';
import { settledRegion } from './period.ts';
import { placeArrivals } from './place-arrivals.ts';
import { repairRequest } from './repair-request.ts';
import { failureText, fallBack, replan } from './replan.ts';
import type { Situation } from './what-if.ts';
import { initialState } from './window.ts';
import { workAtHand } from './work-at-hand.ts';

/** Catching up after downtime: so many periods a look, so that starts and stops are not kept waiting. */
const PERIODS_A_BEAT = 24;
const SLOW_BEAT_MS = 3000;

/**
 * Starts the cycle: every heartbeat it takes in jobs, reads receipts, carries out what is due and closes what has
 * ended; at each period's start it plans anew in the background. Everything it knows is in the database and in the
 * executors' receipts, so that a new start goes on where a killed one stopped.
 */
export async function startLiveCycle(deps: CycleDependencies): Promise<LiveCycle> {
  const periodLengthMs = deps.scenario.region.periodMinutes * MS_PER_MINUTE;
  const periodOf = (atMs: EpochMs): EpochMs => Math.floor(atMs / periodLengthMs) * periodLengthMs;
  const nowMs = deps.clock.now();
  await readOrCreateState(storeDb(deps.db), {
    firstStartMs: nowMs,
    nextPeriodMs: periodOf(nowMs),
    fedUntilMs: 0,
    plantState: initialState(deps.scenario.region, nowMs),
  });
  await keepRegion(storeDb(deps.db), deps.scenario.hash, deps.scenario.region, nowMs);
  await adoptPeriods(deps);
  const cycle = new Turning(deps, periodOf);
  cycle.schedule(0);
  return cycle;
}

class Turning implements LiveCycle {
  readonly #deps: CycleDependencies;
  readonly #periodOf: (atMs: EpochMs) => EpochMs;
  readonly #closer: PeriodCloser;
  readonly #stopping = new Set<string>();
  #statuses: ReadonlyMap<string, RunStatus> = new Map();
  #timer: NodeJS.Timeout | null = null;
  #beating: Promise<void> | null = null;
  #planning: Promise<unknown> | null = null;
  #plannedPeriodMs = 0;
  #progress: CycleView['progress'] = null;
  #lastSolveWallMs = 20_000;
  #failed = false;
  #isStopped = false;
  #observeAfterMs = 0;
  /** A day may be left to judge from before the start. */
  #mayJudge = true;

  constructor(deps: CycleDependencies, periodOf: (atMs: EpochMs) => EpochMs) {
    this.#deps = deps;
    this.#periodOf = periodOf;
    this.#closer = { settled: settledRegion(deps.scenario.region), day: null };
  }

  schedule(afterMs: number): void {
    if (this.#isStopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), afterMs);
  }

  wake(): void {
    if (this.#beating === null) this.schedule(0);
  }

  #run(): void {
    this.#timer = null;
    this.#beating = this.#beat()
      .catch((error) => this.#deps.log.error({ err: error }, 'a turn of the dispatch cycle failed'))
      .finally(() => {
        this.#beating = null;
        this.schedule(this.#deps.settings.heartbeatMs);
      });
  }

  async #beat(): Promise<void> {
    const stepsMs: Record<string, number> = {};
    let lastMs = performance.now();
    const startedMs = lastMs;
    await this.#look((step) => {
      stepsMs[step] = Math.round(performance.now() - lastMs);
      lastMs = performance.now();
    });
    if (lastMs - startedMs > SLOW_BEAT_MS) {
      this.#deps.log.info({ stepsMs }, 'a turn of the dispatch cycle took long');
    }
  }

  async #look(done: (step: string) => void): Promise<void> {
    const deps = this.#deps;
    const nowMs = deps.clock.now();
    const state = (await readState(storeDb(deps.db)))!;
    await feedJobs(deps, state.fedUntilMs, nowMs, state.firstStartMs);
    done('feed');
    await this.#observe(nowMs, this.#periodOf(nowMs) > state.nextPeriodMs);
    done('observe');
    if (state.mode === 'live') {
      await placeArrivals(deps, nowMs);
      done('place');
      await actOnDue(deps, { lateStartMs: this.#lateStartMs(), stopping: this.#stopping }, deps.clock.now());
      done('act');
    }
    let closed = 0;
    while (closed < PERIODS_A_BEAT && !this.#isStopped) {
      if (!(await closeNextPeriod(deps, this.#closer, nowMs))) break;
      closed += 1;
    }
    done('close');
    await this.#judge(closed > 0, nowMs);
    done('judge');
    const hasCaughtUp = state.nextPeriodMs + this.#lateStartMs() * 100 > nowMs;
    if (state.mode === 'live' && hasCaughtUp && this.#periodOf(nowMs) > this.#plannedPeriodMs)
      this.#turn(nowMs);
  }

  /** Days that have ended are judged one a look, so that starts and stops are not kept waiting. */
  async #judge(hasClosed: boolean, nowMs: EpochMs): Promise<void> {
    if (!hasClosed && !this.#mayJudge) return;
    try {
      this.#mayJudge = await judgeNextDay(this.#deps, nowMs);
    } catch (error) {
      // Planning goes on without it; the day is judged again with the next period.
      this.#mayJudge = false;
      this.#deps.log.error({ err: error }, 'the rules of a day could not be judged');
    }
    if (this.#mayJudge) this.#deps.events.publish('dispatch.rules', {});
  }

  /**
   * Reading all receipts takes longer the more runs there are; it never takes more than a tenth of the time, except that
   * no period is closed on receipts that were not read since its end.
   */
  async #observe(nowMs: EpochMs, periodHasEnded: boolean): Promise<void> {
    const startedMs = performance.now();
    if (startedMs < this.#observeAfterMs && !periodHasEnded) return;
    this.#statuses = await observeRuns(this.#deps, nowMs);
    this.#observeAfterMs = startedMs + 10 * (performance.now() - startedMs);
  }

  /** How late a rigid start may be: half a period, or three heartbeats where time runs fast. */
  #lateStartMs(): number {
    const { clock, settings, scenario } = this.#deps;
    return Math.max(
      (scenario.region.periodMinutes * MS_PER_MINUTE) / 2,
      3 * settings.heartbeatMs * Math.max(1, clock.speed),
    );
  }

  /** The planning of a new period, in the background; one at a time. */
  #turn(nowMs: EpochMs): void {
    if (this.#planning !== null) return;
    this.#plannedPeriodMs = this.#periodOf(nowMs);
    const { windowHours, objective } = this.#deps.settings;
    this.#planning = this.#solve({
      hours: windowHours,
      objective,
      actor: CENTRE,
      progress: () => {},
      isCancelled: () => false,
    })
      .catch((error) => this.#giveUp(error))
      .finally(() => {
        this.#planning = null;
      });
  }

  async settled(): Promise<void> {
    while (this.#planning !== null) await this.#planning.catch(() => {});
  }

  async situation(hours: Hours): Promise<Situation> {
    const deps = this.#deps;
    const fromMs = deps.clock.now();
    const { plantState } = (await readState(storeDb(deps.db)))!;
    const work = await workAtHand(deps, this.#statuses, fromMs, fromMs, fromMs + hours * MS_PER_HOUR);
    const { jobs, carried, started } = work;
    const outlooks = await ruleOutlooks(storeDb(deps.db), fromMs);
    const now = { fromMs, foresight: 'forecast', jobsAreChosen: true, state: plantState } as const;
    return { ...now, jobs, carried, started, outlooks };
  }

  async plan(wish: PlanWish): Promise<AcceptedPlan> {
    await this.settled();
    const solving = this.#solve(wish);
    this.#planning = solving
      .catch(() => {})
      .finally(() => {
        this.#planning = null;
      });
    return solving;
  }

  async #solve(wish: PlanWish): Promise<AcceptedPlan> {
    const deps = this.#deps;
    const startedMs = performance.now();
    this.#setProgress({ stage: 'build', ratio: 0 });
    try {
      const accepted = await replan(deps, {
        trigger: wish.actor === CENTRE ? 'cycle' : 'request',
        actor: wish.actor,
        hours: wish.hours,
        objective: wish.objective,
        statuses: this.#statuses,
        expectedMs: 1.5 * this.#lastSolveWallMs * Math.max(1, deps.clock.speed),
        control: this.#control(wish, startedMs),
      });
      this.#failed = false;
      this.#lastSolveWallMs = performance.now() - startedMs;
      return accepted;
    } finally {
      this.#setProgress(null);
    }
  }

  #control(wish: PlanWish, startedMs: number): PlanControl {
    return {
      progress: (stage, ratio) => {
        this.#setProgress({ stage, ratio });
        wish.progress(stage, ratio);
      },
      elapsedS: () => (performance.now() - startedMs) / 1000,
      timeLimitS: this.#deps.settings.timeLimitS,
      isCancelled: () => this.#isStopped || wish.isCancelled(),
    };
  }

  #setProgress(progress: CycleView['progress']): void {
    const before = this.#progress;
    this.#progress = progress;
    const isNews = before?.stage !== progress?.stage || (progress?.ratio ?? 0) - (before?.ratio ?? 0) > 0.02;
    if (isNews) this.#deps.events.publish('dispatch.cycle', { progress });
  }

  /** A solve without a plan: the last good plan goes on, and everybody is told. */
  async #giveUp(error: unknown): Promise<void> {
    if (this.#isStopped) return;
    const deps = this.#deps;
    const why = failureText(error);
    this.#failed = true;
    deps.log.warn({ err: error }, 'planning gave no plan');
    const request = repairRequest(deps, this.#statuses, () => this.#isStopped);
    try {
      await this.#note(why, await fallBack(deps, why, request));
    } catch (second) {
      // The database may be away: the next period plans anew.
      deps.log.error({ err: second }, 'the last good plan could not be kept');
    }
  }

  async #note(why: Bilingual, kept: AcceptedPlan | null): Promise<void> {
    const deps = this.#deps;
    await inTransaction(deps.db, async (trx) => {
      await updateState(storeDb(trx), { lastError: why, lastEndedMs: deps.clock.now() });
      await deps.audit.append(trx, {
        actor: CENTRE,
        action: 'plan.fail',
        subject: kept?.id ?? deps.scenario.region.id,
        detail: { why: why.en, keptPlan: kept?.id ?? null },
      });
    });
    deps.events.publish('dispatch.cycle', { failed: true });
  }

  async setMode(mode: 'live' | 'paused', actor: string): Promise<void> {
    const deps = this.#deps;
    await inTransaction(deps.db, async (trx) => {
      await updateState(storeDb(trx), { mode });
      await deps.audit.append(trx, { actor, action: `cycle.${mode}`, subject: deps.scenario.region.id });
    });
    deps.events.publish('dispatch.cycle', { mode });
    this.wake();
  }

  async view(): Promise<CycleView> {
    const state = (await readState(storeDb(this.#deps.db)))!;
    return {
      mode: state.mode,
      state: this.#progress !== null ? 'planning' : this.#failed ? 'failed' : 'idle',
      lastPlanId: state.lastPlanId,
      lastEndedMs: state.lastEndedMs,
      progress: this.#progress,
      lastError: state.lastError,
    };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#beating;
    await this.#planning?.catch(() => {});
  }
}
