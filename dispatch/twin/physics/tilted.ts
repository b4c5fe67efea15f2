import type { SunPosition } from './sun.ts';

const RADIANS = Math.PI / 180;
const SOLAR_CONSTANT_W_PER_M2 = 1361;
const GROUND_ALBEDO = 0.2;

export interface Tilt {
  /** Degrees from horizontal. */
  readonly tiltDeg: number;
  /** Degrees clockwise from north: 180 faces south. */
  readonly azimuthDeg: number;
}

/** Diffuse share of global irradiance by clearness index kt (Erbs, Klein and Duffie 1982, Solar Energy 28:293). */
export function diffuseRatio(clearnessIndex: number): number {
  const k = Math.min(1, Math.max(0, clearnessIndex));
  if (k <= 0.22) return 1 - 0.09 * k;
  if (k <= 0.8) return 0.9511 - 0.1604 * k + 4.388 * k ** 2 - 16.638 * k ** 3 + 12.336 * k ** 4;
  return 0.165;
}

/** Beam at right angles to the sun's rays in W/m², from global horizontal irradiance; at most 1100. */
export function beamNormalWPerM2(sun: SunPosition, ghiWPerM2: number): number {
  if (sun.cosZenith <= 0.02 || ghiWPerM2 <= 0) return 0;
  const diffuse = ghiWPerM2 * diffuseRatio(ghiWPerM2 / (SOLAR_CONSTANT_W_PER_M2 * sun.cosZenith));
  return Math.min(1100, (ghiWPerM2 - diffuse) / sun.cosZenith);
}

/**
 * Irradiance on a tilted plane in W/m² from global horizontal irradiance: beam by the angle of incidence, diffuse
 * isotropic, ground reflection (Liu and Jordan 1963).
 */
export function planeOfArrayWPerM2(sun: SunPosition, ghiWPerM2: number, tilt: Tilt): number {
  if (sun.cosZenith <= 0.02 || ghiWPerM2 <= 0) return Math.max(0, ghiWPerM2);
  const diffuse = ghiWPerM2 * diffuseRatio(ghiWPerM2 / (SOLAR_CONSTANT_W_PER_M2 * sun.cosZenith));
  const beamNormal = beamNormalWPerM2(sun, ghiWPerM2);
  const slope = tilt.tiltDeg * RADIANS;
  const sinZenith = Math.sqrt(1 - sun.cosZenith ** 2);
  const facing = Math.cos((sun.azimuthDeg - tilt.azimuthDeg) * RADIANS);
  const incidence = Math.max(0, sun.cosZenith * Math.cos(slope) + sinZenith * Math.sin(slope) * facing);
  const skyView = (1 + Math.cos(slope)) / 2;
  return beamNormal * incidence + diffuse * skyView + ghiWPerM2 * GROUND_ALBEDO * (1 - skyView);
}
