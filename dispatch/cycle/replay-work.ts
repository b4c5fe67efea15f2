import type { Job, JobState, Placement, Refusal, Region } from '#dispatch/domain';
import type { ClusterRun } from '#dispatch/twin';
import { type EpochMs, MS_PER_HOUR } from '#units';
import { workHours } from './bid.ts';
import type { CarriedWork, StartedWork } from './carried.ts';
import { copiesOf } from './copies.ts';
import { jobWindow } from './job-window.ts';

interface Running {
  readonly run: ClusterRun;
  /** Hours of the whole work at the width and power it was given. */
  readonly wholeHours: number;
}

/** The jobs of a replay: which wait, which run and how far they are. */
export class ReplayWork {
  readonly #jobs: ReadonlyMap<string, Job>;
  readonly #region: Region;
  readonly #running = new Map<string, Running>();
  readonly #refused = new Set<string>();

  constructor(jobs: readonly Job[], region: Region) {
    this.#jobs = new Map(jobs.flatMap(copiesOf).map((job) => [job.id, job]));
    this.#region = region;
  }

  runs(): readonly ClusterRun[] {
    return [...this.#running.values()].map((row) => row.run);
  }

  /** Takes over how far each run has come. */
  advance(runs: readonly ClusterRun[]): void {
    for (const run of runs) {
      const known = this.#running.get(run.jobId);
      if (known !== undefined) this.#running.set(run.jobId, { ...known, run });
    }
  }

  /** What a plan made now has to reckon with; only what was submitted by then. */
  atHand(nowMs: EpochMs, toMs: EpochMs) {
    const jobs: Job[] = [];
    const carried: CarriedWork[] = [];
    const started = new Map<string, StartedWork>();
    for (const job of this.#jobs.values()) {
      const { submittedMs, releaseMs, latestEndMs } = jobWindow(job);
      if (submittedMs > nowMs || releaseMs >= toMs || this.#refused.has(job.id)) continue;
      const running = this.#running.get(job.id);
      if (running === undefined || !hasBegun(running, nowMs)) {
        if (latestEndMs > nowMs) jobs.push(job);
        continue;
      }
      const { run, wholeHours } = running;
      if (run.finishedAtMs !== null) continue;
      const { jobId, poolId, units, powerRatio } = run;
      if (job.kind === 'preemptible' || job.kind === 'bulk') {
        jobs.push(job);
        const remainingRatio = run.remainingHours / Math.max(wholeHours, 1e-9);
        started.set(jobId, { jobId, poolId, units, powerRatio, remainingRatio });
      } else {
        const untilMs = nowMs + run.remainingHours * MS_PER_HOUR;
        carried.push({ jobId, poolId, units, powerRatio, fromMs: nowMs, untilMs });
      }
    }
    return { jobs, carried, started };
  }

  /** Acts on a plan: what has not begun, or may pause, follows its new segments. */
  accept(placements: readonly Placement[], refusals: readonly Refusal[], nowMs: EpochMs): void {
    for (const { id } of refusals) this.#refused.add(id);
    for (const [jobId, running] of this.#running) if (!hasBegun(running, nowMs)) this.#running.delete(jobId);
    for (const placement of placements) {
      const job = this.#jobs.get(placement.jobId)!;
      const known = this.#running.get(job.id);
      const wholeHours = known?.wholeHours ?? workHours(job, placement, this.#region);
      const run: ClusterRun = {
        jobId: job.id,
        poolId: placement.poolId,
        units: placement.units,
        powerRatio: placement.powerRatio,
        tier: job.powerTier ?? 0,
        remainingHours: known?.run.remainingHours ?? wholeHours,
        checkpointHours: job.kind === 'preemptible' ? job.checkpointHours : 0,
        segments: placement.segments,
        finishedAtMs: null,
      };
      this.#running.set(job.id, { run, wholeHours });
    }
  }

  /** Where every job stands at the end. */
  outcome(nowMs: EpochMs): { id: string; state: JobState; endedAtMs: EpochMs | null }[] {
    return [...this.#jobs.values()].map((job) => {
      const running = this.#running.get(job.id);
      const endedAtMs = running?.run.finishedAtMs ?? null;
      return { id: job.id, state: this.#stateOf(job, running, nowMs), endedAtMs };
    });
  }

  #stateOf(job: Job, running: Running | undefined, nowMs: EpochMs): JobState {
    if (running?.run.finishedAtMs != null) return 'finished';
    if (running !== undefined) return hasBegun(running, nowMs) ? 'running' : 'planned';
    if (this.#refused.has(job.id)) return 'refused';
    const { releaseMs, latestEndMs } = jobWindow(job);
    if (job.kind !== 'online') return latestEndMs <= nowMs ? 'refused' : 'submitted';
    if (latestEndMs <= nowMs) return 'finished';
    return releaseMs <= nowMs ? 'running' : 'submitted';
  }
}

/** Some of its work is done, or its first segment is open. */
const hasBegun = ({ run, wholeHours }: Running, nowMs: EpochMs): boolean =>
  run.finishedAtMs !== null ||
  run.remainingHours < wholeHours ||
  (run.segments[0]?.startMs ?? Number.POSITIVE_INFINITY) < nowMs;
