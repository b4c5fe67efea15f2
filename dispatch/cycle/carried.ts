import type { EpochMs, Mw, Ratio } from '#units';

/** Work that already holds units of a pool and may not be moved by the next plan. */
export interface CarriedWork {
  readonly jobId: string;
  readonly poolId: string;
  readonly units: number;
  /** Share of peak power. */
  readonly powerRatio: Ratio;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
}

/** What is left of preemptible work that has run before: it goes on on its pool, since its state lies there. */
export interface StartedWork {
  readonly jobId: string;
  readonly poolId: string;
  readonly units: number;
  readonly powerRatio: Ratio;
  /** Share of the whole work still to do, 0..1. */
  readonly remainingRatio: Ratio;
}

/** IT power above idle of some units at a share of their peak, MW. */
export const itMwAboveIdle = (
  pool: { readonly idleKwPerUnit: number; readonly peakKwPerUnit: number },
  units: number,
  powerRatio: Ratio,
): Mw => (units * Math.max(0, pool.peakKwPerUnit * powerRatio - pool.idleKwPerUnit)) / 1000;
