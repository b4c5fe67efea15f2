import type { EpochMs, Mw, Mwh, Wh } from '#units';
import type { Quality } from './series.ts';

/** Mean power of one meter over one period, signed by name: `generationMw`, `importMw`, `chargeMw`. */
export interface Reading {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  /** Element id, e.g. `gonghe-pv`. */
  readonly element: string;
  /** e.g. `generationMw`, `availableMw`, `chargeMw`, `dischargeMw`, `storedMwh`, `facilityMw`, `itMw`. */
  readonly quantity: string;
  readonly value: number;
  readonly quality: Quality;
}

/** Use of a pool by one job within a period, as measured or modelled. */
export interface JobReading {
  readonly periodStartMs: EpochMs;
  readonly jobId: string;
  readonly poolId: string;
  readonly siteId: string;
  readonly unitHours: number;
  readonly energyWh: Wh;
  readonly method: 'metered' | 'modelled';
}

/** What a plan must know of the plant at its start. What is missing was never metered: the region's own figures hold. */
export interface PlantState {
  readonly atMs: EpochMs;
  readonly batteryMwh: Readonly<Record<string, Mwh>>;
  readonly reservoirMm3: Readonly<Record<string, number>>;
  readonly hvdcMw: Readonly<Record<string, Mw>>;
  /** Output at the end of the last period: thermal units, solar towers, reservoirs. */
  readonly outputMw?: Readonly<Record<string, Mw>>;
  /** Thermal units and solar towers: whether they run, and since when they do or do not. */
  readonly running?: Readonly<Record<string, { readonly isOn: boolean; readonly sinceMs: EpochMs }>>;
  /** Heat in the stores of solar towers. */
  readonly heatMwh?: Readonly<Record<string, Mwh>>;
  /** What reservoirs with another one below let go in the last periods, the latest last. */
  readonly releasedM3PerS?: Readonly<Record<string, readonly number[]>>;
  /** Changes of a DC schedule on the Shanghai day of the last period. */
  readonly hvdcChanges?: Readonly<Record<string, { readonly day: string; readonly count: number }>>;
  /** What grid connections bought in the Shanghai month of the last period. */
  readonly bought?: Readonly<Record<string, MonthBought>>;
  /** What rules have counted since their count began, on the Shanghai day `since`. */
  readonly counted?: Readonly<Record<string, RuleCount>>;
}
export interface MonthBought {
  /** `2025-03`. */
  readonly month: string;
  readonly peakMw: Mw;
  readonly energyMwh: Mwh;
}
/** Tonnes for carbon, MWh for shares: the part, and the whole that it is a share of (0 for carbon). */
export interface RuleCount {
  readonly since: string;
  readonly part: number;
  readonly whole: number;
}
