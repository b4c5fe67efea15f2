import type { Bilingual, Horizon, YuanPerMwh, YuanPerTco2 } from '#units';
import type { BudgetInput, CertificateInput, GridConnectionInput, ReserveInput } from './problem-market.ts';
import type { AcLineInput, AreaInput, ConverterInput, HvdcInput } from './problem-network.ts';
import type { CspInput, RenewableInput, ReservoirInput, ThermalInput } from './problem-plants.ts';
import type { PoolInput, SiteInput } from './problem-sites.ts';
import type { BatteryInput } from './problem-stores.ts';
import type { Bid, BidColumns, OnlineBid } from './problem-work.ts';

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
