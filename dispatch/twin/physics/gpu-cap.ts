import type { Ratio } from '#units';

/** Measured throughput under a power cap: [power ratio, throughput ratio], falling from [1, 1]. */
export type CapCurve = readonly (readonly [Ratio, Ratio])[];

/** Throughput at a power cap, linear between measured points, held at the ends; an empty curve cannot be capped. */
export function throughputAtPower(curve: CapCurve, powerRatio: Ratio): Ratio {
  const points = [...curve].sort((a, b) => a[0] - b[0]);
  const first = points[0];
  if (first === undefined) return 1;
  if (powerRatio <= first[0]) return first[1];
  for (let i = 1; i < points.length; i += 1) {
    const [p0, s0] = points[i - 1]!;
    const [p1, s1] = points[i]!;
    if (powerRatio <= p1) return s0 + ((s1 - s0) * (powerRatio - p0)) / (p1 - p0);
  }
  return points[points.length - 1]![1];
}

/** Lowest power ratio on the curve whose throughput is still at least 1/(1 + slowdown); 1 when none is. */
export function powerForSlowdown(curve: CapCurve, slowdownRatio: Ratio): Ratio {
  const wanted = 1 / (1 + slowdownRatio);
  const points = [...curve].sort((a, b) => a[0] - b[0]);
  for (let i = 0; i < points.length; i += 1) {
    const [p1, s1] = points[i]!;
    if (s1 < wanted) continue;
    const below = points[i - 1];
    if (below === undefined || s1 === below[1]) return p1;
    return below[0] + ((p1 - below[0]) * (wanted - below[1])) / (s1 - below[1]);
  }
  return 1;
}
