import type { Bilingual } from '#units';
import type { Problem } from './problem.ts';

/** Files of others that are read: MATPOWER cases, PyPSA networks, requests to evcc's optimizer. */
export const CASE_FORMATS = ['matpower', 'pypsa', 'batteries'] as const;
export type CaseFormat = (typeof CASE_FORMATS)[number];

/** How a MATPOWER case becomes a DC power flow: as MATPOWER does it, or as the baseline of the PGLib benchmarks. */
export const CASE_CONVENTIONS = ['matpower', 'pglib'] as const;
export type CaseConvention = (typeof CASE_CONVENTIONS)[number];

/**
 * Somebody else's dispatch case as a problem of ours. Yuan stand for the money of the case, MW and MWh for `powerUnit`
 * and its hour.
 */
export interface DispatchCase {
  readonly name: string;
  readonly format: CaseFormat;
  /** Null where a format has only one. */
  readonly convention: CaseConvention | null;
  /** Null where the case does not say. */
  readonly currency: string | null;
  readonly powerUnit: 'MW' | 'kW';
  /** The problem's money is so many times the case's. */
  readonly moneyScale: number;
  readonly problem: Problem;
  /** Weight of every period's costs, in hours: a price is a dual divided by this. */
  readonly costHours: Float64Array;
  /** Parts of the case that have no influence on the answer, and why. */
  readonly remarks: readonly Bilingual[];
  /** What a request for batteries asks to be valued by; null for other formats. */
  readonly batteries: BatteryTerms | null;
}

/** Prices without penalties and preferences, by which a schedule of batteries is valued, and what was promised to them. */
export interface BatteryTerms {
  readonly importYuanPerMwh: Float64Array;
  readonly exportYuanPerMwh: Float64Array;
  readonly batteries: readonly {
    readonly id: string;
    readonly endYuanPerMwh: number;
    readonly initialMwh: number;
    readonly minimumMwh: number;
    readonly maximumMwh: number;
    readonly chargeMw: number;
    readonly chargeEfficiencyRatio: number;
    readonly goals: readonly { readonly period: number; readonly mwh: number }[];
  }[];
}
