import type { PlantState, Reading } from '#dispatch/domain';
import type { Bilingual, EpochMs, Mw, Ratio } from '#units';

/** What really happened in one period, whatever the plan expected. Missing ids count as 0. */
export interface PlantActuals {
  /** Renewable id -> what sun or wind would have given, MW. */
  readonly availableMw: Readonly<Record<string, Mw>>;
  /** Area id -> demand apart from compute sites, MW. */
  readonly loadMw: Readonly<Record<string, Mw>>;
  /** Reservoir id -> natural inflow, m³/s. */
  readonly inflowM3PerS: Readonly<Record<string, number>>;
  /** Solar tower id -> heat that its field would have given, MW. */
  readonly fieldMw?: Readonly<Record<string, Mw>>;
  /** Thermal unit id -> share of its rating that can be had; missing: all of it. */
  readonly thermalRatio?: Readonly<Record<string, Ratio>>;
  /** Converter id -> what it can do; missing: nothing. */
  readonly converters?: Readonly<Record<string, ConverterRatios>>;
  readonly sites: Readonly<Record<string, SiteActuals>>;
}
/** Least and most power taken as shares of the rating, and power given per power taken. */
export interface ConverterRatios {
  readonly minimumRatio: number;
  readonly maximumRatio: number;
  readonly efficiencyRatio: number;
}
export const converterRatios = (id: string, actuals: PlantActuals): ConverterRatios =>
  actuals.converters?.[id] ?? { minimumRatio: 0, maximumRatio: 0, efficiencyRatio: 1 };
export interface SiteActuals {
  /** IT power of jobs by tolerance tier 0..3, and idle power in tier 0; MW. */
  readonly itMwByTier: readonly [Mw, Mw, Mw, Mw];
  /** Slope of PUE in this period, see `facilityPerIt`. */
  readonly facilityPerIt: number;
  readonly fixedMw: Mw;
}

export interface PlantEvent {
  readonly atMs: EpochMs;
  readonly kind:
    | 'curtailed'
    | 'balancedByBattery'
    | 'balancedByGrid'
    | 'balancedByHydro'
    | 'balancedByCsp'
    | 'balancedByThermal'
    | 'balancedByConverter'
    | 'dumped'
    | 'hvdcReduced'
    | 'spilled'
    | 'computeShed'
    | 'loadShed'
    | 'lineOverload'
    | 'redispatched';
  readonly element: string;
  /** Size of the deviation from the set-point or of the loss, MW. */
  readonly mw: Mw;
  readonly text: Bilingual;
}

export interface PlantStep {
  readonly readings: readonly Reading[];
  readonly state: PlantState;
  readonly events: readonly PlantEvent[];
  /** Compute IT power that could not be supplied, by site and tier 0..3, MW: the executor pauses that much. */
  readonly shedItMw: Readonly<Record<string, readonly [Mw, Mw, Mw, Mw]>>;
  /** Sum over elements of |actual - set-point|, MW. */
  readonly deviationMw: Mw;
}
