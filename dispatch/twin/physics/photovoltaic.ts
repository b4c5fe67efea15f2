import type { Celsius, Ratio } from '#units';

/** Faiman's coefficients for a free-standing module (Faiman 2008, Prog. Photovolt. 16:307). */
const FAIMAN_U0_W_PER_M2K = 25;
const FAIMAN_U1_WS_PER_M3K = 6.84;

export interface PvModule {
  /** Change of power per kelvin of cell temperature above 25 °C, negative. */
  readonly temperatureCoefficientPerK: number;
  /** Soiling, mismatch, wiring, availability. */
  readonly lossRatio: Ratio;
  readonly inverterEfficiencyRatio: Ratio;
  /** Direct-current capacity over the inverter's: the plant clips at 1. */
  readonly dcAcRatio: number;
}

/** Cell temperature in °C: Tc = Ta + G / (25 + 6.84 v), Faiman 2008; G in W/m² on the module, v in m/s. */
export const cellTemperatureC = (ambientC: Celsius, irradianceWPerM2: number, windMPerS: number): Celsius =>
  ambientC + irradianceWPerM2 / (FAIMAN_U0_W_PER_M2K + FAIMAN_U1_WS_PER_M3K * windMPerS);

/**
 * Available power as a share of the plant's AC capacity, 0..1.
 * PVWatts DC model (NREL/TP-6A20-62641): P = P0 G/1000 (1 + gamma (Tc - 25)), then losses and the inverter, clipped.
 */
export function pvAvailableRatio(
  module: PvModule,
  irradianceWPerM2: number,
  ambientC: Celsius,
  windMPerS: number,
): Ratio {
  const cellC = cellTemperatureC(ambientC, irradianceWPerM2, windMPerS);
  const direct = (irradianceWPerM2 / 1000) * (1 + module.temperatureCoefficientPerK * (cellC - 25));
  const alternating = module.dcAcRatio * direct * (1 - module.lossRatio) * module.inverterEfficiencyRatio;
  return Math.min(1, Math.max(0, alternating));
}
