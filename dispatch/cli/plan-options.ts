import type { Objective, SeriesSource } from '#dispatch/domain';
import type { EpochMs } from '#units';
import type { RegionSetting } from './option-values.ts';

/** What a person asked `plan` for. */
export interface PlanOptions {
  readonly scenario: string;
  readonly from: EpochMs;
  readonly hours: number;
  readonly objective: Objective;
  readonly foresight: 'forecast' | 'perfect';
  readonly jobs?: string;
  readonly map?: string;
  readonly series?: Readonly<Record<string, SeriesSource>>;
  readonly set?: readonly RegionSetting[];
  readonly timeLimit?: number;
  readonly coverJobs?: boolean;
  readonly expand?: boolean;
  /** Parts in which jobs are placed side by side. */
  readonly shards?: number;
  /** Database over which other processes take the parts. */
  readonly shardDatabase?: string;
  readonly json?: boolean;
  /** A file, or false for `--no-report`. */
  readonly report?: string | boolean;
}
