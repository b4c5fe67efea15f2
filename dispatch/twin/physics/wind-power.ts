import type { Ratio } from '#units';
import { SEA_LEVEL_DENSITY_KG_PER_M3 } from './air.ts';

/** Power curve of a turbine at sea-level density: [wind speed m/s, share of rated power], speeds rising. */
export type PowerCurve = readonly (readonly [number, Ratio])[];

/** Class III low-wind turbine, about 200 W/m² specific power: typical figures [A], not one maker's. */
export const LOW_WIND_CURVE: PowerCurve = [
  [2.5, 0],
  [3, 0.015],
  [4, 0.07],
  [5, 0.155],
  [6, 0.28],
  [7, 0.455],
  [8, 0.665],
  [9, 0.86],
  [10, 0.965],
  [11, 1],
  [22, 1],
  [25, 0.6],
  [25.01, 0],
];

/** Speed that would carry the same power at sea level: vn = v (rho / 1.225)^(1/3), IEC 61400-12-1. */
export const normalisedSpeedMPerS = (speedMPerS: number, densityKgPerM3: number): number =>
  speedMPerS * Math.cbrt(densityKgPerM3 / SEA_LEVEL_DENSITY_KG_PER_M3);

/** Share of rated power at a speed and density: the normalised speed read off the power curve, linear between points. */
export function windAvailableRatio(curve: PowerCurve, speedMPerS: number, densityKgPerM3: number): Ratio {
  const speed = normalisedSpeedMPerS(speedMPerS, densityKgPerM3);
  const above = curve.findIndex(([v]) => v > speed);
  if (above <= 0) return 0;
  const [v0, p0] = curve[above - 1]!;
  const [v1, p1] = curve[above]!;
  return p0 + ((p1 - p0) * (speed - v0)) / (v1 - v0);
}
