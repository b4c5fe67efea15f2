import type { Hours, Mw, Mwh, Ratio, YuanPerMwh } from '#units';
import type { Expansion } from './problem-expansion.ts';

export interface BatteryInput {
  readonly id: string;
  readonly area: number;
  /** A store behind a site's meter (UPS): it carries the site's own load and feeds nothing back. */
  readonly site?: number;
  readonly chargeMw: Mw;
  readonly dischargeMw: Mw;
  readonly minimumMwh: Mwh;
  readonly maximumMwh: Mwh;
  readonly initialMwh: Mwh;
  /** Stored at the end, at least; a shortfall is priced like unserved energy. */
  readonly finalMwh: Mwh;
  readonly chargeEfficiencyRatio: Ratio;
  readonly dischargeEfficiencyRatio: Ratio;
  readonly wearYuanPerMwh: YuanPerMwh;
  /** Paid to the owner of a shared store for each MWh discharged. */
  readonly leaseYuanPerMwh?: YuanPerMwh;
  /** Share of the content that is lost in an hour. */
  readonly lossRatioPerH?: Ratio;
  /** Power that flows in from outside, MW (a storage unit with its own inflow); what does not fit is spilled. */
  readonly inflowMw?: Float64Array;
  /** Content at the end equals that at the beginning, which is chosen. */
  readonly isCyclic?: boolean;
  /** Content at the end of a period, exactly. */
  readonly contents?: readonly { readonly period: number; readonly mwh: Mwh }[];
  /** Charges or discharges, never both at once: an on-off decision. */
  readonly isOneWay?: boolean;
  /** Least power while it charges; above zero it is an on-off decision. */
  readonly minimumChargeMw?: Mw;
  /** Charging and discharging have a converter each and may use all of both at once. */
  readonly hasTwoConverters?: boolean;
  /** Paid for what goes in and out, by period, besides wear and lease. */
  readonly flowYuanPerMwh?: { readonly charge: Float64Array; readonly discharge: Float64Array };
  /** What is stored at the end of the horizon is worth so much. */
  readonly endYuanPerMwh?: YuanPerMwh;
  /** Contents to be reached at the end of a period; what is missing is priced. */
  readonly goals?: readonly {
    readonly period: number;
    readonly mwh: Mwh;
    readonly shortfallYuanPerMwh: YuanPerMwh;
  }[];
  /** Least charging by period, until the store is full; what is missing is priced, by period. */
  readonly chargeDemand?: { readonly leastMw: Float64Array; readonly shortfallYuanPerMwh: Float64Array };
  /** A one-way connection: it is not charged while that one buys. */
  readonly notChargedFrom?: number;
  /** A one-way connection: it does not discharge while that one sells. */
  readonly notSoldInto?: number;
  readonly expansion?: {
    /** Power both ways, MW. */
    readonly power?: Expansion;
    /** Content, MWh. */
    readonly energy?: Expansion;
    /** Content per power when only the power is chosen. */
    readonly hoursAtFullPower?: Hours;
  };
}
