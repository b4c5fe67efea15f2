import type { Bilingual, Hours, Mw, Mwh, Ratio, YuanPerMwh } from '#units';

export interface GridConnectionInput {
  readonly id: string;
  readonly area: number;
  readonly importLimitMw: Mw;
  readonly exportLimitMw: Mw;
  readonly importYuanPerMwh: Float64Array;
  readonly exportYuanPerMwh: Float64Array;
  readonly emissionTco2PerMwh: Float64Array;
  readonly cleanShareRatio: Ratio;
  /** Charge on the highest import of each billing month that the window touches. */
  readonly demandCharges?: readonly {
    readonly fromPeriod: number;
    readonly toPeriod: number;
    readonly yuanPerMw: number;
    /** Highest import of the month so far; only what exceeds it is paid anew. */
    readonly soFarMw: Mw;
  }[];
  /** Block tariff on imported energy by month: the price added from a level on; levels and prices rise. */
  readonly tiers?: readonly {
    readonly fromPeriod: number;
    readonly toPeriod: number;
    readonly soFarMwh: Mwh;
    readonly steps: readonly { readonly fromMwh: Mwh; readonly addedYuanPerMwh: YuanPerMwh }[];
  }[];
  /** Buys or sells, never both at once: an on-off decision. */
  readonly isOneWay?: boolean;
  /** A preference for an even exchange: a price on the highest power and on changes from period to period. */
  readonly levelling?: {
    readonly sides: readonly ('import' | 'export')[];
    readonly peakYuanPerMw: number;
    readonly changeYuanPerMw: number;
  };
}
/** Power held ready in some areas, up and down. */
export interface ReserveInput {
  readonly id: string;
  readonly areas: readonly number[];
  readonly upMw: Float64Array;
  readonly downMw: Float64Array;
  /** A store counts with what it can sustain for so long. */
  readonly sustainHours: Hours;
  readonly shortfallYuanPerMwh: YuanPerMwh;
}
/** What a budget counts. All but carbon are shares of a total. */
export const BUDGET_KINDS = [
  'carbon',
  'greenShare',
  'selfUse',
  'selfSupply',
  'feedIn',
  'curtailment',
] as const;
export type BudgetKind = (typeof BUDGET_KINDS)[number];
/** A sum over the window that is limited: carbon, or a dated rule (direct supply, green share, feed-in). */
export interface BudgetInput {
  readonly id: string;
  readonly name?: Bilingual;
  readonly kind: BudgetKind;
  /** Tonnes for carbon (at most); a ratio: at least for greenShare, selfUse, selfSupply, at most for feedIn, curtailment. */
  readonly limit: number;
  /** Counted since the rule's period began, to be carried between windows: part and whole, t or MWh. */
  readonly soFar: { readonly part: number; readonly whole: number };
  /** Price of a tonne or MWh beyond it; null: it holds whatever it costs. */
  readonly excessYuanPerUnit: number | null;
  /** Bought certificates count for it. */
  readonly certificatesCount?: boolean;
  /** First day of the version of the rule that holds. */
  readonly version?: string;
  /** The window's part where more of the rule's time follows it; missing: it may use all the slack that is counted. */
  readonly pace?: BudgetPace;
}
/**
 * What a window may use of a sum that goes on after it, t or MWh. It may fall short by `slackUnits` (below zero: it makes
 * up for earlier days), borrow from the days after it at a price, and only then goes beyond the rule.
 */
export interface BudgetPace {
  readonly slackUnits: number;
  readonly lendMostUnits: number;
  readonly lendYuanPerUnit: number;
}
export interface CertificateInput {
  readonly yuanPerMwh: YuanPerMwh;
  readonly mostMwh: Mwh;
}
