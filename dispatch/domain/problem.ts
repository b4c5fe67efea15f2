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

/**
 * What a plan minimises first: yuan, tonnes of CO2, MWh that are not clean, or the MW by which the exchange with the
 * world outside changes from period to period. The cost comes second.
 */
export const OBJECTIVES = ['cost', 'carbon', 'green', 'stability'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/**
 * Everything `optimise/` needs to know, in numbers: no files, no clock, no database. Per-period arrays have
 * `horizon.periodCount` entries. Indices refer to the arrays of this record.
 */
export interface Problem {
  readonly regionId: string;
  /** What people call its elements, for sentences; an element without a name is called by its id. */
  readonly names?: Readonly<Record<string, Bilingual>>;
  readonly horizon: Horizon;
  /** Length of every period where they differ, as in cases of others. Only without sites, bids and online work. */
  readonly periodHours?: Float64Array;
  readonly objective: Objective;
  readonly areas: readonly AreaInput[];
  readonly acLines: readonly AcLineInput[];
  readonly hvdcLinks: readonly HvdcInput[];
  readonly converters: readonly ConverterInput[];
  readonly renewables: readonly RenewableInput[];
  readonly thermalUnits: readonly ThermalInput[];
  readonly cspPlants: readonly CspInput[];
  readonly reservoirs: readonly ReservoirInput[];
  readonly batteries: readonly BatteryInput[];
  readonly gridConnections: readonly GridConnectionInput[];
  readonly reserves: readonly ReserveInput[];
  readonly budgets: readonly BudgetInput[];
  /** Green certificates that may be bought in the window; missing means none. */
  readonly certificates?: CertificateInput;
  readonly sites: readonly SiteInput[];
  readonly pools: readonly PoolInput[];
  readonly bids: readonly Bid[];
  /** More bids without an object each, after those of the list; missing means none. */
  readonly bidColumns?: BidColumns;
  readonly online: readonly OnlineBid[];
  /** Infinity: load and what stores owe is met whatever it costs, else there is no plan. */
  readonly unservedYuanPerMwh: YuanPerMwh;
  /** Infinity: sun and wind are taken in full. */
  readonly curtailedYuanPerMwh: YuanPerMwh;
  readonly carbonYuanPerTco2: YuanPerTco2;
}

/** A problem's parts with nothing in them, to build a small problem on. */
export const NO_PARTS = {
  acLines: [],
  hvdcLinks: [],
  converters: [],
  renewables: [],
  thermalUnits: [],
  cspPlants: [],
  reservoirs: [],
  batteries: [],
  gridConnections: [],
  reserves: [],
  budgets: [],
  sites: [],
  pools: [],
  bids: [],
  online: [],
} as const satisfies Partial<Problem>;

/**
 * Capacity that may be built. The model chooses it between the limits and pays for what goes beyond `paidFrom`;
 * the element's own capacity field is then not used.
 */
export interface Expansion {
  readonly minimum: number;
  /** Infinity only in cases of others, which carry no jobs and so need no bound by prices. */
  readonly maximum: number;
  readonly paidFrom: number;
  /** Annualised cost of one unit of capacity, taken over this horizon. */
  readonly yuanPerUnit: number;
}

export interface AreaInput {
  readonly id: string;
  readonly loadMw: Float64Array;
  /** An area that lives on its own: what it must be able to do without help. */
  readonly island?: {
    /** Stores last so long at the load of the period. */
    readonly autonomyHours: Hours;
    /** Grid-forming headroom of stores and turbines, as a share of the load. */
    readonly formingRatio: Ratio;
  };
}
export interface AcLineInput {
  readonly id: string;
  readonly fromArea: number;
  readonly toArea: number;
  readonly reactanceOhm: number;
  /** Infinity when the line is never a limit. */
  readonly limitMw: Mw;
  /** What it may carry against its direction, where that differs; below zero: it always carries so much forwards. */
  readonly backLimitMw?: Mw;
  /** Share of its capacity that it may carry in each period; missing: all of it. */
  readonly availableRatio?: Float64Array;
  /** What a phase shifter on it adds to reactance x flow: an angle times the square of a voltage. */
  readonly phaseShiftMwOhm?: number;
  /** What it may carry after the outage of another line; missing: outages are not looked at here. */
  readonly postContingencyMw?: Mw;
  /** Its outage is one that the others have to stand. */
  readonly isOutage?: boolean;
  readonly expansion?: Expansion;
}
/** A scheduled DC link: out of the region, or between two of its areas. */
export interface HvdcInput {
  readonly id: string;
  readonly area: number;
  /** Receiving area when it lies in the region. */
  readonly toArea?: number;
  readonly ratedMw: Mw;
  readonly minimumRatio: Ratio;
  readonly lossRatio: Ratio;
  /** Periods during which one step is held. */
  readonly holdPeriods: number;
  /** The schedule moves in multiples of this above the minimum; missing: any power. */
  readonly stepMw?: Mw;
  /** Most changes of the schedule in one Shanghai day, with those of the first day that were made already. */
  readonly changes?: { readonly mostPerDay: number; readonly madeToday: number };
  /** The step before the window, from which the first change counts. */
  readonly beforeMw?: Mw;
  /** The step that the window's first block already has, when the window starts inside one. */
  readonly heldMw?: Mw;
  readonly deliveredYuanPerMwh: Float64Array;
  readonly contractedMw: Float64Array;
  readonly shortfallYuanPerMwh: YuanPerMwh;
  readonly expansion?: Expansion;
}
/** Power that is changed on its way: a heat pump, an electric boiler, a back-to-back station. */
export interface ConverterInput {
  readonly id: string;
  readonly fromArea: number;
  readonly toArea: number;
  readonly ratedMw: Mw;
  /** Least and most power taken from the first area, as shares of the rating; below zero it runs backwards. */
  readonly minimumRatio: Float64Array;
  readonly maximumRatio: Float64Array;
  /** Power given per power taken; above one for a heat pump. */
  readonly efficiencyRatio: Float64Array;
  readonly operatingYuanPerMwh: Float64Array;
  readonly expansion?: Expansion;
}
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
}
export interface CertificateInput {
  readonly yuanPerMwh: YuanPerMwh;
  readonly mostMwh: Mwh;
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
  /** Losses that grow with the square of the IT power, facility MW per MW²; missing: none. */
  readonly facilityPerItSquared?: number;
  /** Infinity when the site has no limit of its own. */
  readonly facilityLimitMw: Mw;
  /** Value of facility energy after the horizon, for work that runs past its end. */
  readonly tailYuanPerMwh: YuanPerMwh;
  readonly tailTco2PerMwh: Tco2PerMwh;
  /** Share of that energy that is not clean; missing: all of it. */
  readonly tailDirtyRatio?: Ratio;
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
  /** Units that may be added; the plan takes a whole number of them. */
  readonly expansion?: Expansion;
  /** Units that work is placed on while the plan looks for how many pay; missing: all that there may be. */
  readonly roomUnits?: number;
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
  /** Once it runs it runs at least so long before it pauses; its last run may be shorter. Missing or 0: no least run. */
  readonly minimumRunHours?: Hours;
  readonly options: readonly BidOption[];
}
/** What bids of one kind share: they differ only in numbers. They are never charged for lateness. */
export interface BidTemplate {
  readonly kind: Bid['kind'];
  readonly checkpointHours: Hours;
  readonly minimumRunHours?: Hours;
  readonly options: readonly {
    readonly pool: number;
    readonly powerRatio: Ratio;
    /** Power above idle of one unit, kW of IT. */
    readonly itKwPerUnit: Kw;
    readonly fixedYuan: Yuan;
  }[];
}
/** Bids as columns of numbers, for very many of them: bid i is row i of every array. */
export interface BidColumns {
  readonly count: number;
  /** Their names; where missing, a bid is called by its number. */
  readonly ids?: readonly string[];
  readonly templates: readonly BidTemplate[];
  /** Index into `templates`. */
  readonly template: Uint16Array;
  readonly releaseMs: Float64Array;
  readonly latestEndMs: Float64Array;
  readonly durationHours: Float64Array;
  readonly units: Float64Array;
}
export interface OnlineBid {
  readonly id: string;
  /** One stream a user region: demand in units a period, and the pools within its latency bound, the nearest first. */
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
