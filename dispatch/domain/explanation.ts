import type { Bilingual, EpochMs, Horizon, Tco2, Yuan, YuanPerMwh } from '#units';
import type { Span } from './conflict.ts';
import type { Objective } from './problem.ts';

/** What an explanation is about: what an element does, or a limit that costs something. */
export const EXPLANATION_KINDS = [
  'charge',
  'discharge',
  'hydro',
  'csp',
  'hvdc',
  'thermal',
  'convert',
  'curtail',
  'unserved',
  'importLimit',
  'exportLimit',
  'line',
  'siteLimit',
  'poolFull',
  'budget',
  'reserve',
  'island',
  'peak',
  'capacity',
  'online',
] as const;
export type ExplanationKind = (typeof EXPLANATION_KINDS)[number];

/** A limit or law that held a decision where it is. */
export interface Binding {
  readonly block: string;
  readonly element: string;
  readonly text: Bilingual;
  /** What one unit more of room would be worth, in the unit of the plan's objective, mean over the stretch. */
  readonly pricePerUnit: number;
  readonly unit: 'MWh' | 't' | 'unit·h' | 'MW' | 'units';
}

/** What else could have been done, and what it would have cost. */
export interface Alternative {
  readonly what: Bilingual;
  /**
   * `resolved`: power was dispatched again with it forced, around the same jobs. `marginal`: an estimate at the plan's
   * prices; the true cost is never less. `impossible`: no dispatch holds with it.
   */
  readonly basis: 'resolved' | 'marginal' | 'impossible';
  /** In the unit of the plan's objective; negative is a gain. Null when impossible. */
  readonly extraObjective: number | null;
  /** Null when impossible, or when an estimate in another objective says nothing about yuan. */
  readonly extraYuan: Yuan | null;
  readonly extraTco2: Tco2 | null;
}

/** One large decision of a plan over a stretch of time: what bound it, the next best, and what that would have cost. */
export interface Explanation extends Span {
  readonly id: string;
  readonly kind: ExplanationKind;
  readonly element: string;
  /** Mean over the stretch, in `unit`. */
  readonly amount: number;
  readonly unit: string;
  readonly energyMwh: number | null;
  readonly binding: readonly Binding[];
  readonly alternative: Alternative | null;
  /** By which explanations are ranked, in the unit of the objective. */
  readonly stake: number;
  readonly sentence: Bilingual;
}

/** Whose cost made the price of an area for a while: the element that would have met one MW more. */
export interface PriceSetter extends Span {
  readonly area: string;
  readonly kind:
    | 'import'
    | 'export'
    | 'thermal'
    | 'unserved'
    | 'curtail'
    | 'hvdc'
    | 'hydro'
    | 'csp'
    | 'storage'
    | 'convert'
    | 'limits';
  /** The area itself where no element is between its limits. */
  readonly element: string;
  readonly yuanPerMwh: YuanPerMwh;
}

/**
 * The next best way to run a job in one piece, in the room that the plan leaves: another site, or a start at least a
 * period away. At the plan's prices: the true cost is more where the job is large enough to move them.
 */
export interface JobAlternative {
  readonly poolId: string;
  readonly siteId: string;
  readonly startMs: EpochMs;
  /** In the unit of the plan's objective; more than zero is dearer than what the plan chose. */
  readonly extraObjective: number;
  readonly extraYuan: Yuan;
  readonly extraTco2: Tco2;
}

/** The reasons of a plan, as programs read them. */
export interface PlanReasons {
  readonly planId: string;
  readonly objective: Objective;
  readonly horizon: Horizon;
  readonly explanations: readonly Explanation[];
  readonly priceSetters: readonly PriceSetter[];
}
/** The same of one element, with what it does and its prices. */
export interface ElementReasons extends PlanReasons {
  readonly element: string;
  readonly series: readonly { readonly quantity: string; readonly values: readonly number[] }[];
  readonly prices: Readonly<Record<string, readonly number[]>>;
}
