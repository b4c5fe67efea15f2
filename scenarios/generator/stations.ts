import {
  airDensityKgPerM3,
  beamNormalWPerM2,
  LOW_WIND_CURVE,
  type PvModule,
  planeOfArrayWPerM2,
  pvAvailableRatio,
  sunPosition,
  type Tilt,
  windAvailableRatio,
} from '#dispatch/twin';
import { smoothed, type YearClock } from './processes.ts';
import type { Place, Weather } from './weather.ts';

/** Modules of a desert plant: coefficient -0.3 %/K, 14 % losses, 97 % inverters; DC/AC ratio [A]. */
export const DESERT_MODULE: PvModule = {
  temperatureCoefficientPerK: -0.003,
  lossRatio: 0.14,
  inverterEfficiencyRatio: 0.97,
  dcAcRatio: 1.02,
};
export const FIXED_TILT: Tilt = { tiltDeg: 36, azimuthDeg: 180 };

/** Share of a wind farm's rating that is left after wakes and availability [A]. */
const WIND_FARM_RATIO = 0.88;
/** Wind at the modules against wind at the hub. */
const GROUND_WIND_RATIO = 0.45;

/** Available share of a PV plant: its sky smoothed over half an hour, tilted irradiance, Faiman, PVWatts. */
export function pvSeries(
  clock: YearClock,
  place: Place,
  weather: Weather,
  module = DESERT_MODULE,
): Float64Array {
  const irradiance = smoothed(weather.ghiWPerM2, 1);
  return irradiance.map((ghi, i) => {
    const middleMs = clock.startMs + (i + 0.5) * clock.stepMinutes * 60_000;
    const sun = sunPosition(place.latitude, place.longitude, middleMs);
    if (sun.cosZenith <= 0) return 0;
    const onModules = planeOfArrayWPerM2(sun, ghi, FIXED_TILT) * (1 - 0.4 * weather.dustRatio[i]!);
    return pvAvailableRatio(
      module,
      onModules,
      weather.temperatureC[i]!,
      weather.windMPerS[i]! * GROUND_WIND_RATIO,
    );
  });
}

/** Beam at which a field of mirrors gives its most heat [A]. */
const DESIGN_BEAM_W_PER_M2 = 900;
/** Below this beam the receiver stays off: it would lose more than it gains [A]. */
const LEAST_BEAM_W_PER_M2 = 250;

/**
 * Share of its most heat that a field of mirrors round a tower gives: beam by its design value, a fifth less at the
 * horizon than at noon for mirrors that shade each other [A], dust on every mirror.
 */
export function heatSeries(clock: YearClock, place: Place, weather: Weather): Float64Array {
  const irradiance = smoothed(weather.ghiWPerM2, 1);
  return irradiance.map((ghi, i) => {
    const middleMs = clock.startMs + (i + 0.5) * clock.stepMinutes * 60_000;
    const sun = sunPosition(place.latitude, place.longitude, middleMs);
    const beam = beamNormalWPerM2(sun, ghi);
    if (beam < LEAST_BEAM_W_PER_M2 || sun.cosZenith < 0.15) return 0;
    const field = (0.8 + 0.2 * sun.cosZenith) * (1 - 0.6 * weather.dustRatio[i]!);
    return Math.min(1, (beam / DESIGN_BEAM_W_PER_M2) * field);
  });
}

/** Available share of a wind farm: speeds smoothed over its extent, thinned by altitude, read off the curve. */
export function windSeries(place: Place, weather: Weather): Float64Array {
  const speeds = smoothed(weather.windMPerS, 2);
  return speeds.map((speed, i) => {
    const density = airDensityKgPerM3(place.altitudeM, weather.temperatureC[i]!);
    return WIND_FARM_RATIO * windAvailableRatio(LOW_WIND_CURVE, speed, density);
  });
}
