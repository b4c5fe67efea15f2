import type { Bilingual, EpochMs, Hours, Kw, Mw, Ratio, Yuan, YuanPerH } from '#units';

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
