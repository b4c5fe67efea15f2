import type { SettlementPrices } from '#dispatch/domain';
import { type EpochMs, shanghaiDay } from '#units';

/** The prices that hold at an instant; null when none do: then nothing is settled between parties. */
export function pricesAt(lists: readonly SettlementPrices[], atMs: EpochMs): SettlementPrices | null {
  const day = shanghaiDay(atMs);
  return lists.find((list) => list.effectiveFrom <= day && day <= (list.effectiveTo ?? '9999')) ?? null;
}

/** Price of a unit-hour: that of the tier, else that of all tiers, else none. */
export function computePrice(list: SettlementPrices, poolKind: string, tier: number): number | null {
  const ofKind = list.compute.filter((each) => each.poolKind === poolKind);
  const price = ofKind.find((each) => each.tier === tier) ?? ofKind.find((each) => each.tier === undefined);
  return price?.yuanPerUnitHour ?? null;
}
