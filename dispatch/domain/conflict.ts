import type { Bilingual, EpochMs } from '#units';

/** Half-open stretch of time. */
export interface Span {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

/** One member of a set of laws and limits that cannot hold together: without it the others could. */
export interface Conflict {
  /** The constraint block: a file of `optimise/constraints`, a heading of the formulation. */
  readonly block: string;
  readonly element: string;
  /** `row`: a law or limit of the block; `lower`, `upper`: a bound of one of its decisions. */
  readonly side: 'row' | 'lower' | 'upper';
  /** As the model calls it: `budget[cap]`, `thermalMw[must-run]`. */
  readonly name: string;
  readonly spans: readonly Span[];
  readonly text: Bilingual;
}

/** One limit to loosen, by how much, and when. */
export interface RelaxationStep extends Span {
  readonly block: string;
  readonly element: string;
  readonly name: string;
  readonly change: 'raise' | 'lower';
  /** The most that any period of the stretch needs. */
  readonly amount: number;
  readonly unit: string;
  readonly text: Bilingual;
}

/** The cheapest way to loosen named limits so that a plan exists. */
export interface Relaxation {
  readonly steps: readonly RelaxationStep[];
  /** What the steps weigh together; the weights stand in `optimise/conflict/hard-limits.ts` and in the guide. */
  readonly weight: number;
}
