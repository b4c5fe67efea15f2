import type { Job, Series } from '#dispatch/domain';
import type { InputProblem } from '#platform/errors';

/** A row that was not taken in, and why. Line 1 is the header. */
export interface RejectedRow {
  readonly line: number;
  readonly id?: string;
  readonly problems: readonly InputProblem[];
}
export interface JobBatch {
  readonly accepted: readonly Job[];
  readonly rejected: readonly RejectedRow[];
}
export interface SeriesIntake {
  /** One a value column, sorted by column order. */
  readonly accepted: readonly Series[];
  readonly rejected: readonly RejectedRow[];
}
