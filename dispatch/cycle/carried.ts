import type { EpochMs } from '#units';

/** Work that already holds units of a pool and may not be moved by the next plan. */
export interface CarriedWork {
  readonly jobId: string;
  readonly poolId: string;
  readonly units: number;
  /** Share of peak power. */
  readonly powerRatio: number;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
}
