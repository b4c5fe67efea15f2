import type { Celsius, Ratio } from '#units';

/**
 * Wet-bulb temperature in °C from dry bulb and relative humidity (0..1). Stull 2011, J. Appl. Meteor. Climatol.
 * 50:2267, fitted at sea-level pressure for humidity 5-99 % and -20..50 °C; at 3,000 m it reads up to 1 K high,
 * which errs towards more cooling.
 */
export function wetBulbC(temperatureC: Celsius, relativeHumidityRatio: Ratio): Celsius {
  const rh = Math.min(99, Math.max(5, relativeHumidityRatio * 100));
  return (
    temperatureC * Math.atan(0.151977 * Math.sqrt(rh + 8.313659)) +
    Math.atan(temperatureC + rh) -
    Math.atan(rh - 1.676331) +
    0.00391838 * rh ** 1.5 * Math.atan(0.023101 * rh) -
    4.686035
  );
}
