import { z } from 'zod';
import { UnitExpansion } from './region-expansion.ts';
import { BilingualName, Id, Value } from './value.ts';

const positive = z.number().positive();
const nonNegative = z.number().min(0);
const ratio = z.number().min(0).max(1);

/** P_facility = P_IT (1 + loss + part-load loss P_IT / P_IT,full + fan (1.225/rho)² + chiller(wet bulb)) + fixed. */
export const Cooling = z.strictObject({
  lossRatio: nonNegative,
  /** Losses that grow with the square of the load (cables, transformers): their share of the IT power at full load. */
  partLoadLossRatio: nonNegative.default(0),
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
  expansion: UnitExpansion.optional(),
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

/** Users of online services: round-trip time to each site that can serve them. */
export const UserRegion = z.strictObject({
  id: Id,
  name: BilingualName,
  latencyMs: z.record(Id, nonNegative),
});

export type Cooling = z.infer<typeof Cooling>;
export type Pool = z.infer<typeof Pool>;
export type Site = z.infer<typeof Site>;
export type UserRegion = z.infer<typeof UserRegion>;
