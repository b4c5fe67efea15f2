import type { AreaFlow } from './flows.ts';

/**
 * Areas such that whoever sends comes before whoever receives. Areas that feed each other in a circle come as one pool, in
 * which everything mixes.
 */
export function poolsInOrder(areaCount: number, flows: readonly AreaFlow[]): number[][] {
  const carrying = flows.filter(({ from, to, arrivedWh }) => from !== to && arrivedWh > 0);
  const left = new Set(Array.from({ length: areaCount }, (_, area) => area));
  const pools: number[][] = [];
  const isFed = (area: number): boolean => carrying.some(({ from, to }) => to === area && left.has(from));
  while (left.size > 0) {
    const ready = [...left].filter((area) => !isFed(area));
    const next = ready.length > 0 ? ready.map((area) => [area]) : [firstCircle(left, carrying)];
    for (const pool of next) {
      for (const area of pool) left.delete(area);
      pools.push(pool);
    }
  }
  return pools;
}

/** Areas that reach each other and that nothing else feeds: among areas that are all fed there is such a circle. */
function firstCircle(left: ReadonlySet<number>, flows: readonly AreaFlow[]): number[] {
  let circle: Set<number> | null = null;
  for (const area of left) {
    const above = reachedFrom(area, left, flows);
    if (circle === null || above.size < circle.size) circle = above;
  }
  return [...circle!].sort((a, b) => a - b);
}

/** An area and all from which it gets anything, directly or through others. */
function reachedFrom(area: number, left: ReadonlySet<number>, flows: readonly AreaFlow[]): Set<number> {
  const reached = new Set([area]);
  for (const next of reached)
    for (const { from, to } of flows) if (to === next && left.has(from)) reached.add(from);
  return reached;
}
