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

/** Exponents by which a box grows with its units, from a fair square root down to one height for all. */
const GROWTHS = [0.5, 0.35, 0.2, 0] as const;

/** A wide gang stands taller, but a thousand cards not a thousand times. */
export const slotsOf = (units: number, growth: number = GROWTHS[0]): number =>
  Math.max(1, Math.min(40, Math.round(units ** growth)));

const fits = (freeAtMs: readonly number[], first: number, count: number, startMs: number): boolean => {
  for (let slot = first; slot < first + count; slot++)
    if ((freeAtMs[slot] ?? -Infinity) > startMs) return false;
  return true;
};

/** Packs the jobs of a pool into slots so that no two boxes overlap: by start, each at the first free place. */
const packed = (placements: readonly Placement[], growth: number): LanePlace[] => {
  const freeAtMs: number[] = [];
  const spans = placements
    .filter(({ segments }) => segments.length > 0)
    .map((placement) => ({
      placement,
      startMs: placement.segments[0]!.startMs,
      endMs: placement.segments.at(-1)!.endMs,
      slotCount: slotsOf(placement.units, growth),
    }))
    .sort((a, b) => a.startMs - b.startMs || b.slotCount - a.slotCount || b.endMs - a.endMs);
  return spans.map((span) => {
    let firstSlot = 0;
    while (!fits(freeAtMs, firstSlot, span.slotCount, span.startMs)) firstSlot++;
    for (let slot = firstSlot; slot < firstSlot + span.slotCount; slot++) freeAtMs[slot] = span.endMs;
    return { ...span, firstSlot };
  });
};

const packedLanes = (placements: readonly Placement[], growth: number): Lane[] => {
  const byPool = new Map<string, Placement[]>();
  for (const placement of placements) {
    const list = byPool.get(placement.poolId);
    if (list) list.push(placement);
    else byPool.set(placement.poolId, [placement]);
  }
  return [...byPool]
    .map(([poolId, list]): Lane => {
      const places = packed(list, growth);
      const slotCount = places.reduce((most, place) => Math.max(most, place.firstSlot + place.slotCount), 1);
      return { poolId, siteId: list[0]!.siteId, slotCount, places };
    })
    .sort((a, b) => (a.siteId === b.siteId ? (a.poolId < b.poolId ? -1 : 1) : a.siteId < b.siteId ? -1 : 1));
};

const slotTotal = (lanes: readonly Lane[]): number =>
  lanes.reduce((sum, { slotCount }) => sum + slotCount, 0);

/**
 * One lane a pool, pools of one site together. Boxes grow with their units as far as all lanes together stay within
 * `mostSlots`, so that a crowded week remains a picture of one screen.
 */
export const lanesOf = (placements: readonly Placement[], mostSlots: number): Lane[] => {
  for (const growth of GROWTHS) {
    const lanes = packedLanes(placements, growth);
    if (slotTotal(lanes) <= mostSlots) return lanes;
  }
  return packedLanes(placements, 0);
};
