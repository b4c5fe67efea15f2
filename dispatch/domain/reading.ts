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

export interface PlantState {
  readonly atMs: EpochMs;
  readonly batteryMwh: Readonly<Record<string, Mwh>>;
  readonly reservoirMm3: Readonly<Record<string, number>>;
  readonly hvdcMw: Readonly<Record<string, Mw>>;
}
