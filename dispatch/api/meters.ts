import { readingsWithin } from '#dispatch/store';
import type { EpochMs } from '#units';
import { type DispatchState, storeOf } from './room-state.ts';

/** Element id -> quantity -> value of one period; a gap is left out. */
export type Meters = ReadonlyMap<string, ReadonlyMap<string, number>>;

export async function metersOf(state: DispatchState, periodStartMs: EpochMs): Promise<Meters> {
  const meters = new Map<string, Map<string, number>>();
  const readings = await readingsWithin(storeOf(state), periodStartMs, periodStartMs + 1);
  for (const { element, quantity, value, quality } of readings) {
    if (quality === 'missing') continue;
    const own = meters.get(element) ?? new Map<string, number>();
    meters.set(element, own.set(quantity, value));
  }
  return meters;
}
