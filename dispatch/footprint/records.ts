import type { EmissionFactor, JobReading, Kpi, TraceRow } from '#dispatch/domain';
import type { Bilingual, EpochMs, Tco2PerMwh, Wh, YuanPerMwh } from '#units';

/** A factor with where it comes from; `fromPlan` when a plan says which unit was on the margin. */
export interface Factor {
  readonly id: string;
  readonly tco2PerMwh: Tco2PerMwh;
  readonly source: string;
  readonly fromPlan: boolean;
}
export const datedFactor = ({ id, tco2PerMwh, source }: EmissionFactor): Factor => ({
  ...{ id, tco2PerMwh, source },
  fromPlan: false,
});

/** Meters of a site in one period; null where there is none, or it has a gap. */
export interface SiteMeters {
  readonly facilityWh: Wh | null;
  readonly itWh: Wh | null;
  readonly waterLitres: number | null;
  /** Heat given to others. */
  readonly reusedWh: Wh | null;
}

/** What one period brings to the count. */
export interface FootprintPeriod {
  readonly startMs: EpochMs;
  readonly rows: readonly TraceRow[];
  readonly jobReadings: readonly JobReading[];
  readonly sites: Readonly<Record<string, SiteMeters>>;
  /** Energy that contracts and claimed certificates cover, of each area, site and job (`<kind> <id>`). */
  readonly coveredWh: Readonly<Record<string, Wh>>;
  readonly location: Factor;
  readonly residual: Factor;
  /** By area. */
  readonly marginal: Readonly<Record<string, Factor>>;
  /** Price of a site's energy; null where no prices are in force. */
  readonly siteYuanPerMwh: Readonly<Record<string, YuanPerMwh | null>>;
}

/** Who is who: areas of sites, owners of jobs, power of a unit. */
export interface FootprintContext {
  readonly sites: readonly { readonly id: string; readonly name: Bilingual; readonly area: string }[];
  readonly pools: ReadonlyMap<string, { readonly kind: string; readonly pflopsPerUnit: number }>;
  readonly ownerOf: (jobId: string) => string;
}

export type FigureContext = Pick<Kpi, 'source' | 'quality' | 'atMs'>;
