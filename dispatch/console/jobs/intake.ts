import type { FieldProblem } from '#platform/web-shell';

/** What the server says to a submission. */
export interface Intake {
  readonly accepted: readonly string[];
  readonly rejected: readonly {
    readonly line: number | null;
    readonly id?: string | null;
    readonly problems: readonly FieldProblem[];
  }[];
}
