import { z } from 'zod';
import { BilingualName, EmissionFactor, Id, Tariff, Value } from './value.ts';

const positive = z.number().positive();
const nonNegative = z.number().min(0);
const ratio = z.number().min(0).max(1);

/** Where a column of a file becomes a named series. Times are period starts unless `labelledBy` says otherwise. */
export const SeriesSource = z.strictObject({
  file: z.string(),
  column: z.string(),
  /** Name of a mapping below `mappings`, or of a built-in one; default: a `time` column in ISO 8601. */
  mapping: z.string().optional(),
});

export const Area = z.strictObject({
  id: Id,
  name: BilingualName,
  /** Demand of everything that is not a compute site, MW. */
  loadMw: Value,
  /** Place on the region's picture, 0..100 from left and from top. */
  position: z.strictObject({ x: z.number(), y: z.number() }),
});

export const AcLine = z.strictObject({
  id: Id,
  name: BilingualName,
  from: Id,
  to: Id,
  reactanceOhm: positive,
  limitMw: positive,
});

export const HvdcLink = z.strictObject({
  id: Id,
  name: BilingualName,
  /** Area that feeds the sending end. The receiving end lies outside the region. */
  from: Id,
  ratedMw: positive,
  minimumRatio: ratio,
  lossRatio: ratio,
  /** A step of the schedule is held at least this long. */
  holdMinutes: positive,
  /** Paid per MWh that arrives. */
  deliveredPriceYuanPerMwh: Value,
  /** Contracted delivery at the receiving end, MW; a shortfall costs `shortfallYuanPerMwh`. */
  contractedMw: Value,
  shortfallYuanPerMwh: nonNegative,
});

const renewable = {
  id: Id,
  name: BilingualName,
  area: Id,
  capacityMw: positive,
  /** Available power as a share of capacity. */
  availableRatio: Value,
  operatingYuanPerMwh: nonNegative.default(0),
};
export const PvPlant = z.strictObject({
  ...renewable,
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export const WindPlant = z.strictObject(renewable);

export const Reservoir = z.strictObject({
  id: Id,
  name: BilingualName,
  area: Id,
  ratedMw: positive,
  headM: positive,
  efficiencyRatio: ratio,
  minimumMm3: nonNegative,
  maximumMm3: positive,
  initialMm3: nonNegative,
  /** Natural inflow, m³/s. */
  inflowM3PerS: Value,
  /** Turbine flow plus spill never falls below this, m³/s. */
  minimumReleaseM3PerS: nonNegative,
  /** What a stored MWh is worth after the horizon; also paid for drawing the reservoir down. */
  waterValueYuanPerMwh: nonNegative,
});

export const Battery = z.strictObject({
  id: Id,
  name: BilingualName,
  area: Id,
  /** Owned by a site, or shared by the region. */
  site: Id.optional(),
  chargeMw: positive,
  dischargeMw: positive,
  capacityMwh: positive,
  chargeEfficiencyRatio: ratio,
  dischargeEfficiencyRatio: ratio,
  minimumSocRatio: ratio,
  maximumSocRatio: ratio,
  initialSocRatio: ratio,
  /** Cost of ageing per MWh discharged. */
  wearYuanPerMwh: nonNegative,
});

export const GridConnection = z.strictObject({
  id: Id,
  name: BilingualName,
  area: Id,
  importLimitMw: nonNegative,
  exportLimitMw: nonNegative,
  importYuanPerMwh: Value,
  exportYuanPerMwh: Value,
  emissionTco2PerMwh: Value,
  /** Share of the imported energy that is clean, for the residual mix. */
  cleanShareRatio: ratio,
});

/** P_facility = P_IT (1 + loss + fan (1.225/rho)²) + fixed + chiller(wet bulb) P_IT. */
export const Cooling = z.strictObject({
  lossRatio: nonNegative,
  fanRatio: nonNegative,
  fixedMw: nonNegative,
  /** Below this wet-bulb temperature outside air suffices. */
  freeCoolingBelowC: z.number(),
  /** Extra power per IT power at `chillerFullAtC` and above; linear in between. */
  chillerRatio: nonNegative,
  chillerFullAtC: z.number(),
});

export const Pool = z.strictObject({
  id: Id,
  name: BilingualName,
  /** What a job asks for, e.g. `gpu`, `cpu`, `inference`. */
  kind: z.string().min(1),
  /** Cards or cores; `unlimited` only where capacity is no question. */
  unitCount: z.union([positive, z.literal('unlimited')]),
  idleKwPerUnit: nonNegative,
  peakKwPerUnit: positive,
  pflopsPerUnit: nonNegative.default(0),
  precision: z.string().default('FP16'),
  /** Measured throughput under a power cap: [power ratio, throughput ratio], falling from [1, 1]. */
  capCurve: z.array(z.tuple([ratio, ratio])).default([[1, 1]]),
});

export const Site = z.strictObject({
  id: Id,
  name: BilingualName,
  area: Id,
  altitudeM: z.number(),
  temperatureC: Value,
  wetBulbC: Value,
  facilityLimitMw: positive.optional(),
  cooling: Cooling,
  pools: z.array(Pool).min(1),
});

export const NetworkLink = z.strictObject({
  id: Id,
  name: BilingualName,
  from: Id,
  to: Id,
  gbps: positive,
  latencyMs: nonNegative,
});

/** Users of online services: round-trip time to each site that can serve them. */
export const UserRegion = z.strictObject({
  id: Id,
  name: BilingualName,
  latencyMs: z.record(Id, nonNegative),
});

export const Region = z.strictObject({
  id: Id,
  name: BilingualName,
  /** Present when every number was made by a generator; shown wherever the region is shown. */
  generated: z.strictObject({ by: z.string(), seed: z.number().int(), note: BilingualName }).optional(),
  periodMinutes: z.union([z.literal(5), z.literal(15), z.literal(30), z.literal(60)]).default(15),
  series: z.record(z.string(), SeriesSource).default({}),
  mappings: z.record(z.string(), z.unknown()).default({}),
  tariffs: z.array(Tariff).default([]),
  emissionFactors: z.array(EmissionFactor).default([]),
  areas: z.array(Area).min(1),
  acLines: z.array(AcLine).default([]),
  hvdcLinks: z.array(HvdcLink).default([]),
  pv: z.array(PvPlant).default([]),
  wind: z.array(WindPlant).default([]),
  reservoirs: z.array(Reservoir).default([]),
  batteries: z.array(Battery).default([]),
  gridConnections: z.array(GridConnection).default([]),
  sites: z.array(Site).min(1),
  networkLinks: z.array(NetworkLink).default([]),
  userRegions: z.array(UserRegion).default([]),
  /** Price of demand that is not served: a preference priced high, so that there is always a plan. */
  unservedYuanPerMwh: positive.default(20_000),
  carbonYuanPerTco2: nonNegative.default(0),
  /** Price put on each MWh of sun, wind or water that is thrown away. */
  curtailedYuanPerMwh: nonNegative.default(0),
  /** Files of jobs shipped beside the region, with the mapping to read them. */
  jobFiles: z.array(z.strictObject({ file: z.string(), mapping: z.string().optional() })).default([]),
});
export type Region = z.infer<typeof Region>;
export type SeriesSource = z.infer<typeof SeriesSource>;
export type Area = z.infer<typeof Area>;
export type AcLine = z.infer<typeof AcLine>;
export type HvdcLink = z.infer<typeof HvdcLink>;
export type PvPlant = z.infer<typeof PvPlant>;
export type WindPlant = z.infer<typeof WindPlant>;
export type Reservoir = z.infer<typeof Reservoir>;
export type Battery = z.infer<typeof Battery>;
export type GridConnection = z.infer<typeof GridConnection>;
export type Cooling = z.infer<typeof Cooling>;
export type Pool = z.infer<typeof Pool>;
export type Site = z.infer<typeof Site>;
export type NetworkLink = z.infer<typeof NetworkLink>;
export type UserRegion = z.infer<typeof UserRegion>;
