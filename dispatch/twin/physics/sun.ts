import type { EpochMs, Metres, Ratio } from '#units';
import { airPressureKpa } from './air.ts';

const RADIANS = Math.PI / 180;
const MS_PER_DAY = 86_400_000;
/** Epoch J2000.0: 2000-01-01T12:00Z. */
const J2000_MS = 946_728_000_000;

export interface SunPosition {
  /** Cosine of the zenith angle; negative below the horizon. */
  readonly cosZenith: number;
  /** Degrees clockwise from north. */
  readonly azimuthDeg: number;
}

/**
 * Where the sun stands, to about 0.01°. Low-precision formulas of the Astronomical Almanac (Michalsky 1988,
 * Solar Energy 40:227). Latitude north and longitude east in degrees.
 */
export function sunPosition(latitude: number, longitude: number, instantMs: EpochMs): SunPosition {
  const days = (instantMs - J2000_MS) / MS_PER_DAY;
  const meanAnomaly = (357.528 + 0.9856003 * days) * RADIANS;
  const eclipticLongitude =
    (280.46 + 0.9856474 * days + 1.915 * Math.sin(meanAnomaly) + 0.02 * Math.sin(2 * meanAnomaly)) * RADIANS;
  const obliquity = (23.439 - 4e-7 * days) * RADIANS;
  const sinDeclination = Math.sin(obliquity) * Math.sin(eclipticLongitude);
  const cosDeclination = Math.sqrt(1 - sinDeclination ** 2);
  const rightAscension = Math.atan2(
    Math.cos(obliquity) * Math.sin(eclipticLongitude),
    Math.cos(eclipticLongitude),
  );
  const siderealDeg = 280.46061837 + 360.98564736629 * days + longitude;
  const hourAngle = siderealDeg * RADIANS - rightAscension;
  const sinLatitude = Math.sin(latitude * RADIANS);
  const cosLatitude = Math.cos(latitude * RADIANS);
  const cosZenith = sinLatitude * sinDeclination + cosLatitude * cosDeclination * Math.cos(hourAngle);
  const east = -cosDeclination * Math.sin(hourAngle);
  const north = cosLatitude * sinDeclination - sinLatitude * cosDeclination * Math.cos(hourAngle);
  return { cosZenith, azimuthDeg: (Math.atan2(east, north) / RADIANS + 360) % 360 };
}

/**
 * Clear-sky global horizontal irradiance in W/m². Haurwitz 1945: 1098 cos z exp(-0.059 / cos z), at sea level; the
 * path through the air is shortened with the pressure at altitude (the exponent scales with p/p0), as for absolute
 * air mass.
 */
export function clearSkyGhiWPerM2(cosZenith: number, altitudeM: Metres = 0): number {
  if (cosZenith <= 0.001) return 0;
  const pressureRatio = airPressureKpa(altitudeM) / 101.325;
  return 1098 * cosZenith * Math.exp((-0.059 * pressureRatio) / cosZenith);
}

/** Clear-sky irradiance at a place and instant over 1000 W/m²: the shape that a clear-sky forecast scales. */
export const clearSkyRatio = (
  latitude: number,
  longitude: number,
  instantMs: EpochMs,
  altitudeM: Metres = 0,
): Ratio => clearSkyGhiWPerM2(sunPosition(latitude, longitude, instantMs).cosZenith, altitudeM) / 1000;
