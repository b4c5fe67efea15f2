import type {
  Bilingual,
  EpochMs,
  Horizon,
  Hours,
  Kw,
  Mm3,
  Mw,
  Mwh,
  Ratio,
  Tco2PerMwh,
  Yuan,
  YuanPerH,
  YuanPerMwh,
  YuanPerTco2,
} from '#units';

/** What a plan minimises first. */
export type Objective = 'cost' | 'carbon';

/**
 * Everything `optimise/` needs to know, in numbers: no files, no clock, no database. Per-period arrays have
 * `horizon.periodCount` entries. Indices refer to the arrays of this record.
 */
export interface Problem {
  readonly regionId: string;
  readonly horizon: Horizon;
  readonly objective: Objective;
  readonly areas: readonly { readonly id: string; readonly loadMw: Float64Array }[];
  readonly acLines: readonly AcLineInput[];
  readonly hvdcLinks: readonly HvdcInput[];
  readonly renewables: readonly RenewableInput[];
  readonly reservoirs: readonly ReservoirInput[];
  readonly batteries: readonly BatteryInput[];
  readonly gridConnections: readonly GridConnectionInput[];
  readonly sites: readonly SiteInput[];
  readonly pools: readonly PoolInput[];
  readonly bids: readonly Bid[];
  readonly online: readonly OnlineBid[];
  readonly unservedYuanPerMwh: YuanPerMwh;
  readonly curtailedYuanPerMwh: YuanPerMwh;
  readonly carbonYuanPerTco2: YuanPerTco2;
}

export interface AcLineInput {
  readonly id: string;
  readonly fromArea: number;
  readonly toArea: number;
  readonly reactanceOhm: number;
  readonly limitMw: Mw;
}
export interface HvdcInput {
  readonly id: string;
  readonly area: number;
  readonly ratedMw: Mw;
  readonly minimumRatio: Ratio;
  readonly lossRatio: Ratio;
  /** Periods during which one step is held. */
  readonly holdPeriods: number;
  /** The step that the window's first block already has, when the window starts inside one. */
  readonly heldMw?: Mw;
  readonly deliveredYuanPerMwh: Float64Array;
  readonly contractedMw: Float64Array;
  readonly shortfallYuanPerMwh: YuanPerMwh;
}
export interface RenewableInput {
  readonly id: string;
  readonly area: number;
  readonly kind: 'pv' | 'wind';
  readonly availableMw: Float64Array;
  readonly operatingYuanPerMwh: YuanPerMwh;
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
}
export interface BatteryInput {
  readonly id: string;
  readonly area: number;
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
}
export interface GridConnectionInput {
  readonly id: string;
  readonly area: number;
  readonly importLimitMw: Mw;
  readonly exportLimitMw: Mw;
  readonly importYuanPerMwh: Float64Array;
  readonly exportYuanPerMwh: Float64Array;
  readonly emissionTco2PerMwh: Float64Array;
  readonly cleanShareRatio: Ratio;
}
export interface SiteInput {
  readonly id: string;
  /** For sentences people read; the id where it is missing. */
  readonly name?: Bilingual;
  readonly area: number;
  /** Facility MW per MW of IT power (the slope of PUE). */
  readonly facilityPerIt: Float64Array;
  /** Facility MW at zero IT power. */
  readonly fixedMw: Float64Array;
  /** Infinity when the site has no limit of its own. */
  readonly facilityLimitMw: Mw;
  /** Value of facility energy after the horizon, for work that runs past its end. */
  readonly tailYuanPerMwh: YuanPerMwh;
  readonly tailTco2PerMwh: Tco2PerMwh;
}
/** Cards, cores, or a network link's Gb/s: whatever a bid occupies. A link draws no power. */
export interface PoolInput {
  readonly id: string;
  /** For sentences people read; the id where it is missing. */
  readonly name?: Bilingual;
  readonly site: number;
  readonly kind: string;
  /** Infinity when unlimited. */
  readonly unitCount: number;
  readonly idleKwPerUnit: Kw;
  readonly peakKwPerUnit: Kw;
  /** Units already taken by running work that this plan may not move, a period, over horizon + tail. */
  readonly committedUnits: Float64Array;
  /** IT power above idle of that running work, MW a period, exact in energy; missing means none. */
  readonly committedItMw?: Float64Array;
}

/** One way to do a job: where, how wide, how fast. */
export interface BidOption {
  readonly pool: number;
  readonly units: number;
  /** Share of peak power at which its units run. */
  readonly powerRatio: Ratio;
  readonly durationHours: Hours;
  /** Power above idle of all its units, MW of IT. */
  readonly itMw: Mw;
  /** Paid once when this option is chosen (transfer, lost speed). */
  readonly fixedYuan: Yuan;
  /** Earliest start of this option when it is later than the bid's release: its data is still on the way. */
  readonly earliestMs?: EpochMs;
}
export interface Bid {
  readonly id: string;
  /** Rigid runs to its end once started; preemptible may pause and resume. */
  readonly kind: 'rigid' | 'preemptible';
  readonly releaseMs: EpochMs;
  readonly latestEndMs: EpochMs;
  readonly dueMs: EpochMs;
  readonly latenessYuanPerH: YuanPerH;
  /** Work repeated by each interruption; 0 for rigid. */
  readonly checkpointHours: Hours;
  readonly options: readonly BidOption[];
}
export interface OnlineBid {
  readonly id: string;
  /** One stream a user region: demand in units a period, and the pools within its latency bound. */
  readonly streams: readonly {
    readonly userRegion: string;
    readonly demandUnits: Float64Array;
    readonly pools: readonly number[];
  }[];
  readonly unservedYuanPerUnitHour: number;
}

/** A job that cannot be bid: why, found before any optimisation. */
export interface Refusal {
  readonly id: string;
  readonly code: string;
  readonly reason: Bilingual;
}
