import type { Mm3, Mw, Mwh, Ratio, Tco2PerMwh, Yuan, YuanPerH, YuanPerMwh } from '#units';
import type { Expansion } from './problem-expansion.ts';

export interface RenewableInput {
  readonly id: string;
  readonly area: number;
  readonly kind: 'pv' | 'wind';
  readonly availableMw: Float64Array;
  readonly operatingYuanPerMwh: YuanPerMwh;
  /** Available power is then the ratio of the period times the capacity chosen. */
  readonly expansion?: Expansion & { readonly availableRatio: Float64Array };
}
/** A unit that burns something: coal, gas, biomass; in the power area, or a boiler in an area of heat. */
export interface ThermalInput {
  readonly id: string;
  readonly area: number;
  readonly ratedMw: Mw;
  /** Least output while it runs, as a share of the rating; below zero it can take power in, as a load with a price does. */
  readonly minimumRatio: Ratio;
  /** The same by period, in its place; only for a unit that is always on. */
  readonly minimumRatios?: Float64Array;
  /** Share of the rating that can be had in each period. */
  readonly availableRatio: Float64Array;
  readonly operatingYuanPerMwh: Float64Array;
  /** Rises with output: yuan per hour and MW squared. */
  readonly quadraticYuanPerMw2H?: number;
  /** Fuel costs so much more a MWh above an output; outputs rise, what is added is not negative. */
  readonly fuelSteps?: readonly { readonly fromMw: Mw; readonly addedYuanPerMwh: YuanPerMwh }[];
  /** Paid whatever it gives. */
  readonly fixedYuanPerH?: YuanPerH;
  readonly emissionTco2PerMwh: Tco2PerMwh;
  /** Heat that comes with the power, into another area (back pressure). */
  readonly heat?: { readonly area: number; readonly mwPerMw: number };
  readonly rampUpMwPerH?: number;
  readonly rampDownMwPerH?: number;
  /** Output before the window, from which ramps count; missing: free. */
  readonly beforeMw?: Mw;
  /** Missing: the unit is always on, between its least and its most output. */
  readonly commitment?: CommitmentInput;
  readonly expansion?: Expansion;
}
/** Starting and stopping. Lengths are in periods. */
export interface CommitmentInput {
  readonly noLoadYuanPerH: YuanPerH;
  readonly startYuan: Yuan;
  /** A start after so long a standstill is cold, and costs this instead. */
  readonly coldStart?: { readonly afterPeriods: number; readonly yuan: Yuan };
  readonly stopYuan: Yuan;
  readonly minimumUpPeriods: number;
  readonly minimumDownPeriods: number;
  /** Most output in the period of a start and in the last one before a stop; missing: the rating. */
  readonly startMw?: Mw;
  readonly stopMw?: Mw;
  readonly before: { readonly isOn: boolean; readonly periods: number };
}
/** Concentrating solar power: a field of mirrors, a store of heat, a turbine. */
export interface CspInput {
  readonly id: string;
  readonly area: number;
  readonly ratedMw: Mw;
  /** Least output while the turbine runs; above zero it is an on-off decision. */
  readonly minimumRatio: Ratio;
  /** Electric power per heat. */
  readonly efficiencyRatio: Ratio;
  /** Heat that the field can give, MW of heat. */
  readonly fieldMw: Float64Array;
  readonly minimumMwh: Mwh;
  readonly maximumMwh: Mwh;
  readonly initialMwh: Mwh;
  /** Heat in store at the end, at least; a shortfall is priced. */
  readonly finalMwh: Mwh;
  /** Share of the stored heat that is lost in an hour. */
  readonly lossRatioPerH: Ratio;
  readonly operatingYuanPerMwh: YuanPerMwh;
  readonly startYuan: Yuan;
  /** The turbine runs before the window: going on is no start. */
  readonly isOnBefore?: boolean;
}
export interface ReservoirInput {
  readonly id: string;
  readonly area: number;
  readonly ratedMw: Mw;
  /** MW per m³/s through the turbines: rho g H eta. */
  readonly mwPerM3PerS: number;
  readonly minimumMm3: Mm3;
  readonly maximumMm3: Mm3;
  readonly initialMm3: Mm3;
  readonly inflowM3PerS: Float64Array;
  readonly minimumReleaseM3PerS: number;
  readonly waterValueYuanPerMwh: YuanPerMwh;
  /** Where released water arrives, and so many periods later. `underwayM3PerS`: released in the periods before the window. */
  readonly downstream?: {
    readonly reservoir: number;
    readonly delayPeriods: number;
    readonly underwayM3PerS: Float64Array;
  };
  readonly rampMwPerH?: number;
  readonly beforeMw?: Mw;
}
