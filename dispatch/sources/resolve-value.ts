import type { Value } from '#dispatch/domain';
import type { Horizon } from '#units';
import type { Scenario } from './scenario.ts';

/** One number a period. `values[t]` has no meaning (it is 0) where `quality[t]` is `missing`. */
export interface ResolvedValue {
  readonly values: Float64Array;
  /** Index into QUALITIES, one a period. */
  readonly quality: Uint8Array;
}

/**
 * A value of the region as one number a period: the mean of a finer series, the held value of a coarser one, a tariff by
 * Shanghai date and time of day, a factor by Shanghai date. Throws AppError `value-out-of-range` outside the data.
 */
export async function resolveValue(
  _value: Value,
  _horizon: Horizon,
  _scenario: Scenario,
): Promise<ResolvedValue> {
  throw new Error('not built yet');
}
