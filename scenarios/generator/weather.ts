import { clearSkyGhiWPerM2, sunPosition, wetBulbC } from '#dispatch/twin';
import { blended, bump, daily, normalCdf, ornsteinUhlenbeck, seasonal, type YearClock } from './processes.ts';
import { randomStream } from './random.ts';

/** The climate of one place, as the generator needs it. All figures are assumptions after climate normals [A]. */
export interface Place {
  readonly id: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeM: number;
  readonly meanTemperatureC: number;
  /** Half the difference of the warmest and the coldest month's mean. */
  readonly seasonTemperatureC: number;
  /** Half the difference of afternoon and dawn on a clear day. */
  readonly dayTemperatureC: number;
  /** Mean wind speed at hub height over the year, m/s. */
  readonly meanWindMPerS: number;
  /** How cloudy: 0 desert, 1 the wet east in summer. */
  readonly cloudiness: number;
  /** How far the mean dew point lies below the season's mean temperature. */
  readonly dewDepressionC: number;
  /** Dust events in a spring. */
  readonly dustEvents: number;
}

export interface Weather {
  readonly temperatureC: Float64Array;
  readonly wetBulbC: Float64Array;
  readonly windMPerS: Float64Array;
  readonly ghiWPerM2: Float64Array;
  /** Share of clear-sky irradiance that arrives. */
  readonly clearnessRatio: Float64Array;
  /** Share lost to dust on modules and in the air. */
  readonly dustRatio: Float64Array;
}

/** Fronts that cross the whole region within a day: shared by every place, so that sun and wind go together. */
export interface Synoptic {
  readonly front: Float64Array;
  readonly warmth: Float64Array;
}

export function synoptic(seed: number, clock: YearClock): Synoptic {
  const hours = clock.stepMinutes / 60;
  return {
    front: ornsteinUhlenbeck(randomStream(seed, 'front'), clock.count, hours, 40),
    warmth: ornsteinUhlenbeck(randomStream(seed, 'warmth'), clock.count, hours, 90),
  };
}

/** A year of weather at one place, driven by the region's fronts and the place's own disturbances. */
export function placeWeather(seed: number, clock: YearClock, place: Place, shared: Synoptic): Weather {
  const hours = clock.stepMinutes / 60;
  const own = (name: string, memoryHours: number): Float64Array =>
    ornsteinUhlenbeck(randomStream(seed, `${place.id}.${name}`), clock.count, hours, memoryHours);
  const sky = blended([
    [shared.front, 0.62],
    [own('sky', 18), 0.66],
    [own('clouds', 3), 0.42],
  ]);
  const gusts = blended([
    [shared.front, 0.42],
    [own('wind', 22), 0.72],
    [own('breeze', 4), 0.5],
    [own('gusts', 0.6), 0.22],
  ]);
  const windMPerS = windSpeeds(clock, place, gusts);
  const dustRatio = dust(seed, clock, place);
  const broken = own('broken', 0.7);
  const clearnessRatio = clearness(clock, place, sky, broken);
  const ghiWPerM2 = clearnessRatio.map((clear, i) => {
    const middleMs = clock.startMs + (i + 0.5) * clock.stepMinutes * 60_000;
    const { cosZenith } = sunPosition(place.latitude, place.longitude, middleMs);
    return clearSkyGhiWPerM2(cosZenith, place.altitudeM) * clear * (1 - 0.6 * dustRatio[i]!);
  });
  const temperatureC = temperatures(clock, place, clearnessRatio, shared.warmth, own('warmth', 30));
  const damp = own('damp', 24);
  return {
    temperatureC,
    wetBulbC: wetBulbs(clock, place, temperatureC, clearnessRatio, damp),
    windMPerS,
    ghiWPerM2,
    clearnessRatio,
    dustRatio,
  };
}

/**
 * Share of clear-sky light under three sky regimes (clear, broken, overcast), cut from one Gaussian process at levels
 * that move with the season: the wet season is June to September.
 */
function clearness(clock: YearClock, place: Place, sky: Float64Array, broken: Float64Array): Float64Array {
  return sky.map((z, i) => {
    const wet = place.cloudiness * (0.55 + 0.45 * seasonal(clock.yearDay[i]!, 205));
    // Convection builds clouds in the afternoon of the wet season.
    const cloud = normalCdf(z + 0.25 * wet * daily(clock.hour[i]!, 17));
    const clearUntil = 0.72 - 0.42 * wet;
    const overcastFrom = 0.97 - 0.27 * wet;
    if (cloud < clearUntil) return 1 - 0.05 * (cloud / clearUntil);
    if (cloud < overcastFrom) {
      const depth = (cloud - clearUntil) / (overcastFrom - clearUntil);
      return Math.min(1.02, Math.max(0.2, 0.95 - 0.4 * depth + 0.14 * (0.3 + depth) * broken[i]!));
    }
    const depth = (cloud - overcastFrom) / (1 - overcastFrom);
    return Math.max(0.08, 0.5 - 0.32 * depth + 0.05 * broken[i]!);
  });
}

/** Hub-height speeds: a Gaussian process bent to a Weibull law (shape 1.9) whose scale follows season and hour. */
function windSpeeds(clock: YearClock, place: Place, gusts: Float64Array): Float64Array {
  const shape = 1.9;
  // Gamma(1 + 1/1.9), so that the mean is the place's.
  const meanOverScale = 0.8874;
  return gusts.map((z, i) => {
    const season =
      1 + 0.17 * seasonal(clock.yearDay[i]!, 105) + 0.04 * Math.cos((4 * Math.PI * clock.yearDay[i]!) / 365);
    const hour = 1 + 0.16 * daily(clock.hour[i]!, 18);
    const scale = (place.meanWindMPerS / meanOverScale) * season * hour;
    const exceed = Math.max(1e-9, 1 - normalCdf(z));
    return scale * (-Math.log(exceed)) ** (1 / shape);
  });
}

function temperatures(
  clock: YearClock,
  place: Place,
  clear: Float64Array,
  shared: Float64Array,
  own: Float64Array,
): Float64Array {
  return clear.map((clearNow, i) => {
    const season = place.seasonTemperatureC * seasonal(clock.yearDay[i]!, 203);
    // Clouds flatten the day.
    const day = place.dayTemperatureC * (0.35 + 0.65 * clearNow) * daily(clock.hour[i]!, 15.5);
    return place.meanTemperatureC + season + day + 2.6 * shared[i]! + 1.4 * own[i]!;
  });
}

/** Wet bulb from a dew point that follows the season, clouds and slow moist spells, and hardly the hour. */
function wetBulbs(
  clock: YearClock,
  place: Place,
  temperatureC: Float64Array,
  clear: Float64Array,
  damp: Float64Array,
): Float64Array {
  return temperatureC.map((t, i) => {
    const season = place.meanTemperatureC + place.seasonTemperatureC * seasonal(clock.yearDay[i]!, 206);
    const dewPointC = season - place.dewDepressionC + 3.5 * (1 - clear[i]!) + 2 * damp[i]!;
    const humidityRatio = saturationPressure(dewPointC) / saturationPressure(t);
    return Math.min(t, wetBulbC(t, Math.min(0.98, Math.max(0.05, humidityRatio))));
  });
}

/** Tetens' formula over water, up to the factor that cancels in a ratio. */
const saturationPressure = (temperatureC: number): number =>
  Math.exp((17.27 * temperatureC) / (temperatureC + 237.3));

/** Spring dust: events of half a day to two days in March to May, and soiling that wears off over a week. */
function dust(seed: number, clock: YearClock, place: Place): Float64Array {
  const random = randomStream(seed, `${place.id}.dust`);
  const values = new Float64Array(clock.count);
  const perDay = 1440 / clock.stepMinutes;
  for (let event = 0; event < place.dustEvents; event += 1) {
    const start = Math.floor((60 + 90 * random.uniform()) * perDay);
    const length = (0.5 + 1.5 * random.uniform()) * perDay;
    const strength = 0.1 + 0.22 * random.uniform();
    for (let i = start; i < Math.min(clock.count, start + 8 * perDay); i += 1) {
      const age = i - start;
      const storm = strength * bump(age, length / 2, length / 3, 1e9);
      const soil = 0.2 * strength * Math.exp(-age / (3 * perDay)) * Math.min(1, age / length);
      values[i] = Math.min(0.45, values[i]! + storm + soil);
    }
  }
  return values;
}
