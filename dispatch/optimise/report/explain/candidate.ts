import type { Binding, ExplanationKind, Span } from '#dispatch/domain';
import type { Bilingual } from '#units';
import type { ForcedBounds } from '../../placement/power-dispatch.ts';

/** A decision that may be explained: what is known of it before its alternative is priced. */
export interface Candidate extends Span {
  readonly kind: ExplanationKind;
  readonly element: string;
  readonly amount: number;
  readonly unit: string;
  readonly energyMwh: number | null;
  readonly binding: readonly Binding[];
  /** What was done, as the beginning of a sentence: "Talatan storage charges 40 MW (120 MWh)". */
  readonly deed: Bilingual;
  /** The prices that made it worth while; empty when there is nothing to say. */
  readonly because: Bilingual;
  readonly alternative: {
    readonly what: Bilingual;
    /** How it is forced upon the dispatch; null where jobs would have to move, and only an estimate is given. */
    readonly force: readonly ForcedBounds[] | null;
    /** At the plan's prices, in the unit of the objective. */
    readonly estimate: number;
  } | null;
  readonly stake: number;
  /** Rank by the price of the alternative once it is known: what is lost by not doing it. */
  readonly stakeIsAlternative: boolean;
}
