import type { Bilingual, EpochMs, Minutes, Mw, Wh } from '#units';
import type { Quality } from './series.ts';

/** What a receipt's value counts: a register as it was read, or energy or mean power of an interval. */
export const METER_UNITS = ['register', 'Wh', 'kWh', 'MWh', 'kW', 'MW'] as const;
export type MeterUnit = (typeof METER_UNITS)[number];

/** One raw value of a meter as it was sent. A register is read at an instant: `fromMs` is `untilMs`. */
export interface MeterValue {
  readonly meter: string;
  readonly unit: MeterUnit;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
  readonly value: number;
  /** When its sender wrote it, if he says so: of two values the one issued later holds, in whatever order they come. */
  readonly issuedAtMs: EpochMs | null;
}
/** A raw value with what came when from whom; kept for good. */
export interface MeterReceipt extends MeterValue {
  readonly receivedAtMs: EpochMs;
  readonly receivedFrom: string;
  readonly source: string;
  /** Line of the file, or place in the list. */
  readonly line: number;
  /** Number of the ledger's block that it came with: later deliveries have larger ones. */
  readonly delivery: number;
}

/**
 * Of a delivery: `duplicate` (known already), `out-of-order` (older than what the meter sent before). Of readings:
 * `correction` (a later receipt said another value), `contradiction` (one delivery said two: the smaller holds),
 * `overlapping` (intervals that share time: the shorter holds there), `roll-over`, `decreasing` (a counter that fell:
 * nothing is known), `set-aside` (one false register between two sound ones), `turns-unknown` (the counter may have
 * turned over unseen), `above-rating`, `apportioned` (over one period's edge), `spread` (over several periods),
 * `meter-change`, `gap`.
 */
export const METER_FLAG_KINDS = [
  ...(['duplicate', 'out-of-order', 'correction', 'contradiction', 'overlapping'] as const),
  ...(['roll-over', 'decreasing', 'set-aside', 'turns-unknown', 'above-rating'] as const),
  ...(['apportioned', 'spread', 'meter-change', 'gap'] as const),
];
export type MeterFlagKind = (typeof METER_FLAG_KINDS)[number];
export interface MeterFlag {
  readonly kind: MeterFlagKind;
  readonly meter: string;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
  /** Above the rating: what was not believed. */
  readonly excessWh?: Wh;
}

/** What the meters of an element come to in one period: null is a gap, never 0. */
export interface MeteredPeriod {
  readonly periodStartMs: EpochMs;
  readonly element: string;
  readonly quantity: string;
  readonly energyWh: Wh | null;
  readonly quality: Extract<Quality, 'measured' | 'filled' | 'missing'>;
  readonly flags: readonly MeterFlag[];
}

/** What became of a delivery: rows = accepted + duplicates + rejected. */
export interface MeterIntake {
  readonly rows: number;
  /** New receipts, kept for good. */
  readonly accepted: number;
  /** Rows that were known already: they change nothing. */
  readonly duplicates: number;
  readonly rejected: readonly MeterRejection[];
  readonly flags: readonly MeterFlag[];
  /** Periods whose reading is new or another one; of them, those closed before, which are traced anew. */
  readonly periodsChanged: number;
  readonly periodsRetraced: number;
  /** Starts of periods that this centre never closed or that its ledger does not have: kept, but nothing follows. */
  readonly periodsOutside: readonly EpochMs[];
}
export interface MeterRejection {
  readonly line: number;
  readonly id?: string;
  readonly problems: readonly {
    readonly field: string;
    readonly message: string;
    readonly remedy: string;
    readonly file?: string;
    readonly line?: number;
  }[];
}

export type MeterState = 'fresh' | 'stale' | 'silent' | 'removed' | 'planned';
export interface MeterView {
  readonly id: string;
  readonly element: string;
  readonly elementName: Bilingual;
  readonly quantity: string;
  /** e.g. `kWh ×1000, 6 digits`; null for a meter of intervals. */
  readonly register: { readonly unit: string; readonly digits: number; readonly multiplier: number } | null;
  readonly ratedMw: Mw | null;
  readonly installedFromMs: EpochMs;
  readonly removedAtMs: EpochMs | null;
  readonly staleAfterMinutes: Minutes;
  readonly state: MeterState;
  readonly last: MeterReceipt | null;
  readonly ageMs: number | null;
  /** The latest period that its readings decide. */
  readonly latest: {
    readonly periodStartMs: EpochMs;
    readonly meanMw: Mw | null;
    readonly quality: Quality;
  } | null;
  /** Flags on periods of the Shanghai day. */
  readonly flags: readonly MeterFlag[];
}
/** The raw receipts behind the readings of one Shanghai day. */
export interface MeterDayView {
  readonly meter: MeterView;
  readonly day: string;
  readonly receipts: readonly MeterReceipt[];
  readonly periods: readonly {
    readonly startMs: EpochMs;
    readonly energyWh: Wh | null;
    readonly quality: Quality;
    readonly flags: readonly MeterFlag[];
  }[];
}
