import type { Placement } from '#dispatch/domain';
import type { EpochMs } from '#units';

/**
 * Where running work goes on under a new plan. A plan is often ready before it was expected; a stretch that would begin
 * between now and then begins now, since work that runs is not paused to wait for a plan that is here already.
 */
export function goOn(placement: Placement, nowMs: EpochMs, readyByMs: EpochMs): Placement {
  const [first, ...later] = placement.segments;
  if (first === undefined || first.startMs <= nowMs || first.startMs > readyByMs) return placement;
  return { ...placement, segments: [{ ...first, startMs: nowMs }, ...later] };
}
