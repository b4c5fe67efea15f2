import type { Celsius, Metres } from '#units';

/** Density of air at sea level in the standard atmosphere (ISO 2533), kg/m³. */
export const SEA_LEVEL_DENSITY_KG_PER_M3 = 1.225;

/** Air pressure in kPa at an altitude. Standard atmosphere: p = 101.325 (1 - 2.2558e-5 h)^5.256 (ISO 2533). */
export const airPressureKpa = (altitudeM: Metres): number => 101.325 * (1 - 2.2558e-5 * altitudeM) ** 5.256;

/** Density of dry air in kg/m³: rho = p / (0.287 T), the ideal gas law with p in kPa and T in K. */
export const airDensityKgPerM3 = (altitudeM: Metres, temperatureC: Celsius): number =>
  airPressureKpa(altitudeM) / (0.287 * (temperatureC + 273.15));
