import type { Bilingual, EpochMs, Wh } from '#units';
import type { EnergyTarget } from './region-carbon.ts';
import type { Kpi } from './trace.ts';

export const CARBON_METHODS = ['location', 'market', 'marginal'] as const;
export type CarbonMethod = (typeof CARBON_METHODS)[number];

/** Carbon of one consumer by each method, side by side, each figure with its factors. */
export interface FootprintRow {
  readonly kind: 'region' | 'site' | 'owner' | 'job';
  readonly id: string;
  readonly name: Bilingual;
  readonly energyWh: Wh;
  /** Clean energy traced to it period by period. */
  readonly cleanWh: Wh;
  /** In the order of `CARBON_METHODS`. */
  readonly carbon: readonly Kpi[];
  /** Green share by totals, and beside it the one matched period by period; both of the same energy. */
  readonly greenShares: readonly Kpi[];
}

/** PUE, CUE, WUE, REF and ERF of a site with what compute cost in carbon and money. */
export interface SiteFigures {
  readonly siteId: string;
  readonly name: Bilingual;
  readonly kpis: readonly Kpi[];
}

/** How a target stands; `projected` goes on at the mean pace so far. */
export interface TargetState {
  readonly target: EnergyTarget;
  readonly toDate: Kpi;
  readonly projected: Kpi;
  readonly isProjectedWithin: boolean | null;
}

export interface FootprintView {
  /** `2025-03-10` or `2025-03`, Shanghai. */
  readonly span: string;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly periodCount: number;
  readonly rows: readonly FootprintRow[];
  readonly sites: readonly SiteFigures[];
  readonly targets: readonly TargetState[];
  /** What could not be counted, each said once. */
  readonly remarks: readonly Bilingual[];
}
