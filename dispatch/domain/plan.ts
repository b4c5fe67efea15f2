import type { Bilingual, EpochMs, Horizon, Mwh, Ratio, Tco2, Yuan } from '#units';
import type { Binding, Explanation, JobAlternative, PriceSetter } from './explanation.ts';
import type { Objective } from './problem.ts';
import type { BudgetKind } from './problem-market.ts';
import type { Refusal } from './problem-work.ts';

/** How a solve ended; expected endings are values. */
export type SolveOutcome =
  | { readonly kind: 'optimal' }
  | { readonly kind: 'feasible'; readonly gapRatio: Ratio }
  | { readonly kind: 'infeasible'; readonly blocks: readonly string[] }
  | { readonly kind: 'unbounded' }
  | { readonly kind: 'timeLimit' }
  | { readonly kind: 'failed'; readonly detail: string };

/** Half-open stretch of time in which a job holds its units. */
export interface Segment {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}

export interface Placement {
  readonly jobId: string;
  /** Index of the chosen option of its bid. */
  readonly option: number;
  readonly poolId: string;
  readonly siteId: string;
  readonly units: number;
  readonly powerRatio: Ratio;
  readonly segments: readonly Segment[];
  /** In some periods its units are free only for its share of the time: it has to wait for other work there. */
  readonly takesTurns?: true;
  /** Facility energy of the work above idle, cooling included. */
  readonly energyMwh: Mwh;
  readonly costYuan: Yuan;
  readonly co2Tonnes: Tco2;
  /** What running at once would have cost at the same prices. */
  readonly runAtOnceYuan: Yuan;
  readonly reason: Bilingual;
  /** What held it where it is; null when its window leaves no choice. Missing as below. */
  readonly binding?: Binding | null;
  /** Null when there is no other way; missing where nobody looked (work that runs already, quick places). */
  readonly alternative?: JobAlternative | null;
}

/**
 * Kinds of elements whose decisions a plan tells. `ups` is a store behind a site's meter, whose power is part of the
 * site's; `hvdc` a DC link out of the region, `dcLink` one between two of its areas.
 */
export const PLAN_SERIES_KINDS = [
  'pv',
  'wind',
  'thermal',
  'csp',
  'hydro',
  'battery',
  'ups',
  'line',
  'hvdc',
  'dcLink',
  'converter',
  'grid',
  'reserve',
  'area',
  'site',
  'pool',
  'online',
] as const;
export type PlanSeriesKind = (typeof PLAN_SERIES_KINDS)[number];

/** Places of very many bids: bid i runs under its option in the segments firstSegment[i] .. firstSegment[i + 1]. */
export interface PlacementColumns {
  /** Index of the chosen option of the bid's template, -1 where it is not placed. */
  readonly option: Int16Array;
  readonly firstSegment: Int32Array;
  readonly segmentStartMs: Float64Array;
  readonly segmentEndMs: Float64Array;
}

/** One decision of one element over the horizon, e.g. element `pv.gonghe`, quantity `generationMw`. */
export interface PlanSeries {
  readonly element: string;
  readonly kind: PlanSeriesKind;
  readonly quantity: string;
  readonly values: readonly number[];
}

export interface CostPart {
  readonly name: string;
  readonly yuan: Yuan;
}

/** What a plan that may build chose of one capacity. */
export interface ChosenCapacity {
  readonly element: string;
  readonly quantity: 'capacityMw' | 'capacityMwh' | 'capacityUnits';
  readonly value: number;
  /** What stands already, or was paid for before. */
  readonly paidFrom: number;
  /** Its annualised cost beyond that, for the window and for a whole year. */
  readonly windowYuan: Yuan;
  readonly yuanPerYear: Yuan;
  /** The limit of the region's file that it stands at, if any. */
  readonly limit: 'minimum' | 'maximum' | null;
}

/** A rule that the plan reckoned with: its count at the end of the window, what was counted before included. */
export interface RuleOutcome {
  readonly id: string;
  readonly name: Bilingual;
  readonly kind: BudgetKind;
  /** Tonnes for carbon, else a share. */
  readonly limit: number;
  /** Tonnes or MWh; `whole` is 0 for carbon. */
  readonly part: number;
  readonly whole: number;
  /** Tonnes or MWh beyond the limit: paid for. */
  readonly excess: number;
  /** First day of the version that the plan obeyed. */
  readonly version?: string;
  /** Tonnes or MWh by which the window may fall short, and what it borrowed beyond from the days after it. */
  readonly slack?: number;
  readonly lent?: number;
}

/** The decision for one window, with the proof of how good it is. */
export interface Plan {
  readonly regionId: string;
  readonly horizon: Horizon;
  readonly objective: Objective;
  readonly status: 'optimal' | 'feasible';
  /** Set when this is not what a full solve would have given: always shown, always audited. */
  readonly degraded?: Bilingual;
  readonly costYuan: Yuan;
  /** No schedule of these jobs costs less; null when the objective is not cost. */
  readonly boundYuan: Yuan | null;
  /** Value and bound of the objective itself (yuan, or tCO2 for `carbon`). */
  readonly objectiveValue: number;
  readonly objectiveBound: number;
  readonly gapRatio: Ratio;
  readonly co2Tonnes: Tco2;
  readonly matchedGreenShareRatio: Ratio;
  readonly annualGreenShareRatio: Ratio;
  readonly curtailmentRatio: Ratio;
  readonly costParts: readonly CostPart[];
  /** Missing when no rule holds. */
  readonly rules?: readonly RuleOutcome[];
  /** Set when the plan was asked what to build. */
  readonly capacities?: readonly ChosenCapacity[];
  /** Every batch job started at once where it fits, power then dispatched as well as possible. */
  readonly runAtOnce: { readonly costYuan: Yuan; readonly co2Tonnes: Tco2 } | null;
  readonly placements: readonly Placement[];
  /** Where the bids of `Problem.bidColumns` run; missing when there are none. */
  readonly placedColumns?: PlacementColumns;
  readonly onlineServed: readonly { readonly jobId: string; readonly servedRatio: Ratio }[];
  readonly refused: readonly Refusal[];
  readonly series: readonly PlanSeries[];
  /**
   * One number a period: `areaYuanPerMwh.<area>`, `poolYuanPerUnitHour.<pool>`; and where it is not zero throughout,
   * `siteLimitYuanPerMwh.<site>`, `lineYuanPerMwh.<line>`, `reserveYuanPerMwh.<reserve>.up`, `….down`, and
   * `budgetYuanPerUnit.<budget>`, the same in all periods.
   */
  readonly prices: Readonly<Record<string, readonly number[]>>;
  /** Large decisions with their reasons, those with most at stake first. */
  readonly explanations: readonly Explanation[];
  /** What made the price of each area, stretch by stretch. */
  readonly priceSetters: readonly PriceSetter[];
  readonly rounds: readonly { readonly round: number; readonly value: number; readonly bound: number }[];
  readonly model: { readonly columns: number; readonly rows: number; readonly nonZeros: number };
}
