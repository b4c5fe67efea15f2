import type { EpochMs } from '#units';

/** What a person asked `replay` for. */
export interface ReplayOptions {
  readonly scenario: string;
  readonly from: EpochMs;
  readonly hours: number;
  readonly replanMinutes: number;
  readonly timeLimit: number;
  readonly json?: boolean;
  /** A folder, or false for `--no-report`. */
  readonly report?: string | boolean;
}
