import type { Bilingual, Kw, Mw, Ratio, Tco2PerMwh, YuanPerMwh } from '#units';
import type { Expansion } from './problem-expansion.ts';

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
