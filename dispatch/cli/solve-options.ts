import type { CaseConvention } from '#dispatch/domain';

/** What a person asked `solve` for. */
export interface SolveOptions {
  readonly convention?: CaseConvention;
  readonly timeLimit: number;
  readonly json?: boolean;
}
