import type { AreaDemand, River } from './demand.ts';
import type { Place } from './weather.ts';

/**
 * Climates after published normals and wind atlases, rounded [A]: Qaidam is dry, clear and windy; the east is lower,
 * milder, cloudier in summer. Wind is at hub height.
 */
const common = { seasonTemperatureC: 13, dayTemperatureC: 6.5 };
export const QINGHAI_PLACES = {
  talatan: {
    ...common,
    id: 'talatan',
    latitude: 36.15,
    longitude: 100.6,
    altitudeM: 2900,
    meanTemperatureC: 4.6,
    meanWindMPerS: 6.3,
    cloudiness: 0.72,
    dewDepressionC: 10.3,
    dustEvents: 3,
  },
  gonghe: {
    ...common,
    id: 'gonghe',
    latitude: 36.27,
    longitude: 100.62,
    altitudeM: 2880,
    meanTemperatureC: 4.7,
    meanWindMPerS: 6.3,
    cloudiness: 0.75,
    dewDepressionC: 10.1,
    dustEvents: 3,
  },
  golmud: {
    ...common,
    id: 'golmud',
    latitude: 36.35,
    longitude: 95.2,
    altitudeM: 2808,
    meanTemperatureC: 6.2,
    seasonTemperatureC: 14,
    meanWindMPerS: 6.0,
    cloudiness: 0.5,
    dewDepressionC: 12.9,
    dustEvents: 5,
  },
  lenghu: {
    ...common,
    id: 'lenghu',
    latitude: 38.75,
    longitude: 93.3,
    altitudeM: 2750,
    meanTemperatureC: 3.6,
    seasonTemperatureC: 15,
    meanWindMPerS: 6.5,
    cloudiness: 0.45,
    dewDepressionC: 13.7,
    dustEvents: 6,
  },
  delingha: {
    ...common,
    id: 'delingha',
    latitude: 37.37,
    longitude: 97.37,
    altitudeM: 2980,
    meanTemperatureC: 4.6,
    meanWindMPerS: 6.2,
    cloudiness: 0.55,
    dewDepressionC: 12.2,
    dustEvents: 4,
  },
  qaidam: {
    ...common,
    id: 'qaidam',
    latitude: 37.85,
    longitude: 95.35,
    altitudeM: 3000,
    meanTemperatureC: 3.4,
    seasonTemperatureC: 14,
    meanWindMPerS: 6.6,
    cloudiness: 0.48,
    dewDepressionC: 12.9,
    dustEvents: 5,
  },
  xining: {
    ...common,
    id: 'xining',
    latitude: 36.62,
    longitude: 101.78,
    altitudeM: 2261,
    meanTemperatureC: 6.6,
    seasonTemperatureC: 12.5,
    meanWindMPerS: 3.6,
    cloudiness: 0.88,
    dewDepressionC: 8.5,
    dustEvents: 3,
  },
  haidong: {
    ...common,
    id: 'haidong',
    latitude: 36.5,
    longitude: 102.1,
    altitudeM: 2125,
    meanTemperatureC: 7.6,
    seasonTemperatureC: 12.5,
    meanWindMPerS: 3.4,
    cloudiness: 0.88,
    dewDepressionC: 8.5,
    dustEvents: 3,
  },
} as const satisfies Record<string, Place>;

/** Demand apart from compute: a slice of the province without its large smelters [A]. */
export const QINGHAI_DEMAND: readonly (AreaDemand & { readonly place: keyof typeof QINGHAI_PLACES })[] = [
  { id: 'xining', meanMw: 640, industryRatio: 0.45, place: 'xining' },
  { id: 'haidong', meanMw: 300, industryRatio: 0.55, place: 'haidong' },
  { id: 'hainan', meanMw: 130, industryRatio: 0.35, place: 'gonghe' },
  { id: 'haixi', meanMw: 380, industryRatio: 0.8, place: 'golmud' },
  { id: 'delingha', meanMw: 130, industryRatio: 0.65, place: 'delingha' },
  { id: 'haibei', meanMw: 70, industryRatio: 0.35, place: 'gonghe' },
  { id: 'guoluo', meanMw: 40, industryRatio: 0.1, place: 'gonghe' },
];

/** Mean of the upper Yellow River at Longyangxia about 650 m³/s; of the Datong river at Nazixia about 40 m³/s [A]. */
export const QINGHAI_RIVERS: readonly River[] = [
  { id: 'longyangxia', winterM3PerS: 220, snowMeltM3PerS: 380, summerM3PerS: 1300, autumnM3PerS: 1000 },
  { id: 'nazixia', winterM3PerS: 15, snowMeltM3PerS: 22, summerM3PerS: 90, autumnM3PerS: 45 },
];
