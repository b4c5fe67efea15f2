import type { Bilingual, EpochMs, Ratio, Tco2, Wh } from '#units';

/** Kinds of source that energy is attributed to. */
export const SOURCE_KINDS = ['pv', 'wind', 'csp', 'hydro', 'storage', 'thermal', 'grid'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** A key of `bySourceWh` read: where the energy was made, and through which storage it came, if any. */
export function readSourceKey(key: string): { readonly origin: string; readonly storage: string | null } {
  const slash = key.indexOf('/');
  if (slash < 0) return { origin: key, storage: null };
  return { origin: key.slice(slash + 1), storage: key.slice(0, slash) };
}

/** Energy of one consumer in one period by source; integer Wh, closing on `energyWh` exactly. */
export interface TraceRow {
  readonly periodStartMs: EpochMs;
  /**
   * `site` is what its jobs left over; `storage` is what a battery took in; `transfer` what a converter or a DC link took
   * for another area of the region; `loss` what no meter took out.
   */
  readonly consumer: {
    readonly kind: 'job' | 'site' | 'load' | 'export' | 'storage' | 'transfer' | 'loss';
    readonly id: string;
  };
  readonly energyWh: Wh;
  /** By source element id; energy out of a storage by `<storage>/<origin>`, e.g. `shared-battery/gonghe-pv`. */
  readonly bySourceWh: Readonly<Record<string, Wh>>;
  readonly cleanWh: Wh;
  readonly co2Tonnes: Tco2;
}

export interface PeriodTrace {
  readonly periodStartMs: EpochMs;
  readonly rows: readonly TraceRow[];
  readonly matchedGreenShareRatio: Ratio;
}

/** The day as it went, for the report; each number names its formula in `kpis`. */
export interface DayReport {
  readonly regionId: string;
  /** Shanghai calendar day. */
  readonly day: string;
  readonly kpis: readonly Kpi[];
  readonly generationBySourceWh: Readonly<Record<string, Wh>>;
  readonly consumptionByConsumerWh: Readonly<Record<string, Wh>>;
  readonly jobs: readonly {
    readonly jobId: string;
    readonly siteId: string;
    readonly energyWh: Wh;
    readonly cleanWh: Wh;
    readonly co2Tonnes: Tco2;
    readonly bySourceWh: Readonly<Record<string, Wh>>;
  }[];
  readonly periods: {
    readonly startMs: readonly EpochMs[];
    readonly loadMw: readonly number[];
    readonly cleanMw: readonly number[];
  };
}

/** A number on a screen, opening to where it comes from. */
export interface Kpi {
  readonly id: string;
  readonly title: Bilingual;
  readonly value: number | null;
  readonly unit: string;
  readonly formula: Bilingual;
  readonly inputs: readonly {
    readonly name: Bilingual;
    readonly value: number | string;
    readonly unit?: string;
  }[];
  readonly source: Bilingual;
  readonly quality: 'measured' | 'estimated' | 'planned' | 'generated';
  readonly atMs: EpochMs;
}
