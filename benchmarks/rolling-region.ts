import { NO_PARTS, type Problem } from '#dispatch/domain';

/** How many areas and quarter hours a window has. */
export interface RollingSize {
  readonly areas: number;
  readonly periods: number;
}

/** Content at which every battery starts and ends, MWh. */
export const USUAL_CONTENT_MWH = 50;

const noise = (a: number, step: number): number => 0.5 + 0.5 * Math.sin(12.9898 * (a + 1) + 78.233 * step);
const hourOf = (step: number): number => (step / 4) % 24;
const sun = (step: number): number => Math.max(0, Math.sin(((hourOf(step) - 6) / 12) * Math.PI));
const priceAt = (step: number): number =>
  hourOf(step) >= 17 && hourOf(step) < 22 ? 620 : hourOf(step) < 7 ? 260 : 400;

/**
 * Areas on a ring with sun, wind and a battery each, three in ten of them on the grid, and three in ten with a flexible
 * load, from a quarter hour of one endless record on. `stored`: what is in each battery at the start.
 */
export const rollingWindow = (
  { areas: count, periods }: RollingSize,
  from: number,
  stored: readonly number[],
): Problem => {
  const record = (at: (step: number) => number): Float64Array =>
    Float64Array.from({ length: periods }, (_, t) => at(from + t));
  const areas = Array.from({ length: count }, (_, a) => a);
  const price = record(priceAt);
  return {
    ...NO_PARTS,
    regionId: 'rolling',
    horizon: { startMs: Date.UTC(2025, 2, 10) + from * 900_000, periodMinutes: 15, periodCount: periods },
    objective: 'cost',
    areas: areas.map((a) => ({
      id: `area${a}`,
      loadMw: record(
        (step) => 80 + 20 * Math.sin(((hourOf(step) - 9) / 24) * 2 * Math.PI) + 10 * noise(a, step),
      ),
    })),
    acLines: areas.map((a) => ({
      id: `line${a}`,
      fromArea: a,
      toArea: (a + 1) % count,
      reactanceOhm: 10 + (a % 10),
      limitMw: 120,
    })),
    renewables: areas.flatMap((a) => [
      {
        id: `pv${a}`,
        area: a,
        kind: 'pv' as const,
        availableMw: record((step) => 120 * sun(step) * noise(a, step)),
        operatingYuanPerMwh: 2,
      },
      {
        id: `wind${a}`,
        area: a,
        kind: 'wind' as const,
        availableMw: record((step) => 60 * noise(a + 20, Math.floor(step / 8))),
        operatingYuanPerMwh: 5,
      },
    ]),
    batteries: storesOf(areas, stored),
    gridConnections: areas
      .filter((a) => [0, 3, 6].includes(a % 10))
      .map((a) => ({
        id: `grid${a}`,
        area: a,
        importLimitMw: 300,
        exportLimitMw: 100,
        importYuanPerMwh: price.map((yuan) => yuan + (a % 10)),
        exportYuanPerMwh: new Float64Array(periods).fill(120),
        emissionTco2PerMwh: new Float64Array(periods).fill(0.6),
        cleanShareRatio: 0,
      })),
    unservedYuanPerMwh: 10_000,
    curtailedYuanPerMwh: 1,
    carbonYuanPerTco2: 60,
  };
};

const storesOf = (areas: readonly number[], stored: readonly number[]): Problem['batteries'] => [
  ...areas.map((a) => ({
    id: `battery${a}`,
    area: a,
    chargeMw: 25,
    dischargeMw: 25,
    minimumMwh: 10,
    maximumMwh: 90,
    initialMwh: stored[a]!,
    finalMwh: USUAL_CONTENT_MWH,
    chargeEfficiencyRatio: 0.93,
    dischargeEfficiencyRatio: 0.93,
    wearYuanPerMwh: 30,
  })),
  // A flexible load is a store of work to be done: it may run ahead or behind by so many MWh.
  ...areas
    .filter((a) => [0, 4, 7].includes(a % 10))
    .map((a) => ({
      id: `flexible${a}`,
      area: a,
      chargeMw: 12,
      dischargeMw: 12,
      minimumMwh: 0,
      maximumMwh: 48,
      initialMwh: 24,
      finalMwh: 24,
      chargeEfficiencyRatio: 1,
      dischargeEfficiencyRatio: 1,
      wearYuanPerMwh: 1,
    })),
];
