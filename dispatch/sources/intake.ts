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
  /** Line in the file of each of `accepted`. */
  readonly lines: readonly number[];
  /** Ids of the accepted jobs that did not say when they were submitted (see `importJobs`). */
  readonly undated: ReadonlySet<string>;
  readonly rejected: readonly RejectedRow[];
}
export interface SeriesIntake {
  /** One a value column, sorted by column order. */
  readonly accepted: readonly Series[];
  readonly rejected: readonly RejectedRow[];
}
