import type { Placement } from '#dispatch/domain';
import type { EpochMs } from '#units';

/** A job's box in its pool's lane; slots count from the top of the lane. */
export interface LanePlace {
  readonly placement: Placement;
  readonly firstSlot: number;
  readonly slotCount: number;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}
export interface Lane {
  readonly poolId: string;
  readonly siteId: string;
  readonly slotCount: number;
  readonly places: readonly LanePlace[];
}

/** A wide gang stands taller, but a thousand cards not a thousand times: its square root. */
export const slotsOf = (units: number): number => Math.max(1, Math.min(40, Math.round(Math.sqrt(units))));

const fits = (freeAtMs: readonly number[], first: number, count: number, startMs: number): boolean => {
  for (let slot = first; slot < first + count; slot++)
    if ((freeAtMs[slot] ?? -Infinity) > startMs) return false;
  return true;
};

/** Packs the jobs of a pool into slots so that no two boxes overlap: by start, each at the first free place. */
const packed = (placements: readonly Placement[]): LanePlace[] => {
  const freeAtMs: number[] = [];
  const spans = placements
    .filter(({ segments }) => segments.length > 0)
    .map((placement) => ({
      placement,
      startMs: placement.segments[0]!.startMs,
      endMs: placement.segments.at(-1)!.endMs,
      slotCount: slotsOf(placement.units),
    }))
    .sort((a, b) => a.startMs - b.startMs || b.slotCount - a.slotCount || b.endMs - a.endMs);
  return spans.map((span) => {
    let firstSlot = 0;
    while (!fits(freeAtMs, firstSlot, span.slotCount, span.startMs)) firstSlot++;
    for (let slot = firstSlot; slot < firstSlot + span.slotCount; slot++) freeAtMs[slot] = span.endMs;
    return { ...span, firstSlot };
  });
};

/** One lane a pool, pools of one site together. */
export const lanesOf = (placements: readonly Placement[]): Lane[] => {
  const byPool = new Map<string, Placement[]>();
  for (const placement of placements) {
    const list = byPool.get(placement.poolId);
    if (list) list.push(placement);
    else byPool.set(placement.poolId, [placement]);
  }
  return [...byPool]
    .map(([poolId, list]): Lane => {
      const places = packed(list);
      const slotCount = places.reduce((most, place) => Math.max(most, place.firstSlot + place.slotCount), 1);
      return { poolId, siteId: list[0]!.siteId, slotCount, places };
    })
    .sort((a, b) => (a.siteId === b.siteId ? (a.poolId < b.poolId ? -1 : 1) : a.siteId < b.siteId ? -1 : 1));
};
