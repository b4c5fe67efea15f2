import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  airDensityKgPerM3,
  airPressureKpa,
  type CapCurve,
  cellTemperatureC,
  clearSkyGhiWPerM2,
  clearSkyRatio,
  diffuseRatio,
  facilityPerIt,
  flowOf,
  hydroMwPerM3PerS,
  LOW_WIND_CURVE,
  normalisedSpeedMPerS,
  planeOfArrayWPerM2,
  powerForSlowdown,
  pvAvailableRatio,
  sunPosition,
  throughputAtPower,
  volumeOver,
  wetBulbC,
  windAvailableRatio,
} from './index.ts';

describe('air', () => {
  test('is 1.225 kg/m³ at sea level and 15 °C, and as thin as measured in Xining and Golmud', () => {
    expect(airPressureKpa(0)).toBeCloseTo(101.325, 9);
    expect(airDensityKgPerM3(0, 15)).toBeCloseTo(1.225, 3);
    expect(airDensityKgPerM3(2261, 6)).toBeCloseTo(0.96, 2);
    expect(airDensityKgPerM3(2808, 6)).toBeCloseTo(0.9, 2);
  });
});

describe('sun', () => {
  test('stands where the almanac says at Greenwich, solstice, noon', () => {
    // Declination 23.44°, latitude 51.48°: zenith 28.04°, due south.
    const sun = sunPosition(51.48, 0, Date.parse('2025-06-21T12:02:00Z'));
    expect((Math.acos(sun.cosZenith) * 180) / Math.PI).toBeCloseTo(28.04, 1);
    expect(sun.azimuthDeg).toBeGreaterThan(179);
    expect(sun.azimuthDeg).toBeLessThan(181);
  });

  test('rises in the east of Gonghe and is highest at 13:17 +08:00 about the equinox', () => {
    // Longitude 100.6° is 19.4° west of the zone's 120°: 78 min late; the equation of time adds 7 min on 20 March.
    const at = (clock: string): number =>
      sunPosition(36.3, 100.6, Date.parse(`2025-03-20T${clock}:00+08:00`)).cosZenith;
    expect(at('13:25')).toBeGreaterThan(at('13:05'));
    expect(at('13:25')).toBeGreaterThan(at('13:45'));
    const morning = sunPosition(36.3, 100.6, Date.parse('2025-03-20T07:40:00+08:00'));
    expect(morning.azimuthDeg).toBeCloseTo(92, -1);
  });

  test('gives Haurwitz at sea level and more on the plateau; nothing at night', () => {
    expect(clearSkyGhiWPerM2(1)).toBeCloseTo(1098 * Math.exp(-0.059), 9);
    expect(clearSkyGhiWPerM2(0.5, 2900)).toBeGreaterThan(clearSkyGhiWPerM2(0.5));
    expect(clearSkyRatio(36, 100, Date.parse('2025-03-20T00:00:00+08:00'))).toBe(0);
  });

  test('a plane that lies flat sees the horizontal irradiance', () => {
    const sun = { cosZenith: 0.7, azimuthDeg: 150 };
    expect(planeOfArrayWPerM2(sun, 600, { tiltDeg: 0, azimuthDeg: 180 })).toBeCloseTo(600, 9);
    expect(planeOfArrayWPerM2(sun, 600, { tiltDeg: 36, azimuthDeg: 180 })).toBeGreaterThan(600);
    expect(diffuseRatio(0.1)).toBeCloseTo(0.991, 9);
  });
});

describe('modules', () => {
  const module = {
    temperatureCoefficientPerK: -0.003,
    lossRatio: 0.14,
    inverterEfficiencyRatio: 0.97,
    dcAcRatio: 1,
  };
  test('warm up by Faiman and lose 0.3 % a kelvin', () => {
    // 20 + 800 / (25 + 6.84 x 2) = 40.68 °C
    expect(cellTemperatureC(20, 800, 2)).toBeCloseTo(40.68, 2);
    // 0.8 x (1 - 0.003 x 15.683) x 0.86 x 0.97
    expect(pvAvailableRatio(module, 800, 20, 2)).toBeCloseTo(0.8 * 0.95295 * 0.8342, 4);
  });
  test('never give more than the inverter or less than nothing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1400, noNaN: true }),
        fc.double({ min: -30, max: 40, noNaN: true }),
        (irradiance, ambient) => {
          const ratio = pvAvailableRatio({ ...module, dcAcRatio: 1.3 }, irradiance, ambient, 2);
          expect(ratio).toBeGreaterThanOrEqual(0);
          expect(ratio).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('wind', () => {
  test('counts less in thin air: 10 m/s at 0.96 kg/m³ are 9.22 m/s at sea level', () => {
    expect(normalisedSpeedMPerS(10, 0.96)).toBeCloseTo(9.22, 2);
    const loss =
      1 - windAvailableRatio(LOW_WIND_CURVE, 6, 0.9) / windAvailableRatio(LOW_WIND_CURVE, 6, 1.225);
    expect(loss).toBeGreaterThan(0.2);
    expect(loss).toBeLessThan(0.35);
  });
  test('gives nothing below cut-in and above cut-out, everything between rated and cut-out', () => {
    expect(windAvailableRatio(LOW_WIND_CURVE, 2, 1.225)).toBe(0);
    expect(windAvailableRatio(LOW_WIND_CURVE, 26, 1.225)).toBe(0);
    expect(windAvailableRatio(LOW_WIND_CURVE, 15, 1.225)).toBe(1);
    // Halfway from 6 m/s (0.28) to 7 m/s (0.455).
    expect(windAvailableRatio(LOW_WIND_CURVE, 6.5, 1.225)).toBeCloseTo(0.3675, 9);
  });
});

test('a cubic metre a second through Longyangxia is 1.307 MW; 1,280 MW take 980 of them', () => {
  expect(hydroMwPerM3PerS(148, 0.9)).toBeCloseTo(1.3067, 4);
  expect(1280 / hydroMwPerM3PerS(148, 0.9)).toBeCloseTo(979.6, 1);
  expect(volumeOver(1, 1000)).toBeCloseTo(3.6, 12);
  expect(flowOf(1, 3.6)).toBeCloseTo(1000, 9);
});

test("the wet bulb of 20 °C at 50 % is Stull's 13.7 °C", () => {
  expect(wetBulbC(20, 0.5)).toBeCloseTo(13.7, 1);
});

describe('data centres', () => {
  const cooling = {
    lossRatio: 0.05,
    partLoadLossRatio: 0,
    fanRatio: 0.02,
    fixedMw: 1,
    freeCoolingBelowC: 12,
    chillerRatio: 0.12,
    chillerFullAtC: 20,
  };
  test('pay for thin air with fans and for warm damp air with chillers', () => {
    // Golmud at 6 °C: (1.225 / 0.8987)² = 1.86, fans 0.037; at 16 °C wet bulb half of the chillers: 0.06.
    expect(facilityPerIt(cooling, 2808, 6, 5)).toBeCloseTo(1.087, 3);
    expect(facilityPerIt(cooling, 2808, 6, 16)).toBeCloseTo(1.147, 3);
    expect(facilityPerIt(cooling, 0, 15, 25)).toBeCloseTo(1.19, 3);
  });
});

describe('power caps', () => {
  const pretrain: CapCurve = [
    [1, 1],
    [0.88, 0.92],
    [0.76, 0.87],
    [0.64, 0.78],
    [0.52, 0.63],
    [0.27, 0.19],
  ];
  test('lie on the line between measured points', () => {
    expect(throughputAtPower(pretrain, 0.82)).toBeCloseTo(0.895, 9);
    expect(throughputAtPower(pretrain, 0.1)).toBe(0.19);
    expect(throughputAtPower([], 0.5)).toBe(1);
  });
  test('of a tolerated slowdown of 10 % is found on the curve: 0.854', () => {
    // 1/1.1 = 0.9091 lies 0.782 of the way from 0.87 to 0.92.
    expect(powerForSlowdown(pretrain, 0.1)).toBeCloseTo(0.76 + 0.12 * 0.7818, 3);
    expect(powerForSlowdown([[1, 1]], 0.5)).toBe(1);
  });
  test('and slowdowns are inverse to each other', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (slowdown) => {
        const power = powerForSlowdown(pretrain, slowdown);
        expect(throughputAtPower(pretrain, power)).toBeGreaterThanOrEqual(1 / (1 + slowdown) - 1e-9);
      }),
    );
  });
});
