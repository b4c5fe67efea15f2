import { NO_PARTS, type Problem, type ThermalInput } from '#dispatch/domain';

/**
 * The classic ten-unit day of unit commitment: S. A. Kazarlis, A. G. Bakirtzis, V. Petridis, "A genetic algorithm
 * solution to the unit commitment problem", IEEE Transactions on Power Systems 11 (1996), tables of the appendix. Fuel is
 * a + b p + c p² dollars an hour. A start is hot up to `coldHours` beyond the minimum down time, cold later. Positive
 * `beforeHours`: so long on already; negative: so long off.
 */
const UNITS = [
  // most, least MW; a, b, c; minimum up, down h; hot, cold start $; cold h; before h
  [455, 150, 1000, 16.19, 0.00048, 8, 8, 4500, 9000, 5, 8],
  [455, 150, 970, 17.26, 0.00031, 8, 8, 5000, 10_000, 5, 8],
  [130, 20, 700, 16.6, 0.002, 5, 5, 550, 1100, 4, -5],
  [130, 20, 680, 16.5, 0.00211, 5, 5, 560, 1120, 4, -5],
  [162, 25, 450, 19.7, 0.00398, 6, 6, 900, 1800, 4, -6],
  [80, 20, 370, 22.26, 0.00712, 3, 3, 170, 340, 2, -3],
  [85, 25, 480, 27.74, 0.00079, 3, 3, 260, 520, 2, -3],
  [55, 10, 660, 25.92, 0.00413, 1, 1, 30, 60, 0, -1],
  [55, 10, 665, 27.27, 0.00222, 1, 1, 30, 60, 0, -1],
  [55, 10, 670, 27.79, 0.00173, 1, 1, 30, 60, 0, -1],
] as const;

const DEMAND_MW = [
  ...[700, 750, 850, 950, 1000, 1100, 1150, 1200, 1300, 1400, 1450, 1500],
  ...[1400, 1300, 1200, 1050, 1000, 1100, 1200, 1400, 1300, 1100, 900, 800],
] as const;
const HOURS = DEMAND_MW.length;
/** Spinning reserve, as a share of the demand. */
export const RESERVE_RATIO = 0.1;
/** Load that is not met, reserve that is missing: dearer than any unit, so that neither ever is. */
const UNSERVED_PER_MWH = 10_000;

/** What the best known schedule costs, dollars: reported alike by many exact methods since (rounded to 563,938). */
export const BEST_KNOWN_DOLLARS = 563_937.7;

const flat = (value: number): Float64Array => new Float64Array(HOURS).fill(value);

/** All units and the whole demand at one bus. */
export const classicDay = (): Problem =>
  day(
    [Float64Array.from(DEMAND_MW)],
    UNITS.map(() => 0),
  );

/** Shares of the demand at ten buses of our own, a unit at each: the large units feed the small ones' towns. */
const BUS_SHARES = [0.06, 0.07, 0.13, 0.12, 0.1, 0.12, 0.11, 0.1, 0.1, 0.09] as const;
/** A ring, with two chords from the large units' side to the other: from, to, ohm, MW. */
const LINES = [
  [0, 1, 12, 400],
  [1, 2, 10, 240],
  [2, 3, 14, 288],
  [3, 4, 16, 256],
  [4, 5, 12, 256],
  [5, 6, 15, 256],
  [6, 7, 11, 256],
  [7, 8, 13, 256],
  [8, 9, 14, 320],
  [9, 0, 10, 272],
  [0, 5, 22, 208],
  [1, 7, 24, 192],
] as const;

/** The same units and demand on ten buses of our own making, whose lines bind in the dear hours. */
export const tenBusDay = (): Problem => ({
  ...day(
    BUS_SHARES.map((share) => Float64Array.from(DEMAND_MW, (mw) => share * mw)),
    UNITS.map((_, bus) => bus),
  ),
  acLines: LINES.map(([fromArea, toArea, reactanceOhm, limitMw]) => ({
    id: `line${fromArea}-${toArea}`,
    fromArea,
    toArea,
    reactanceOhm,
    limitMw,
  })),
});

const day = (loads: readonly Float64Array[], busOf: readonly number[]): Problem => ({
  ...NO_PARTS,
  regionId: 'classic-units',
  horizon: { startMs: Date.UTC(2025, 2, 10), periodMinutes: 60, periodCount: HOURS },
  objective: 'cost',
  areas: loads.map((loadMw, bus) => ({ id: `bus${bus}`, loadMw })),
  thermalUnits: UNITS.map((_, u) => unitOf(u, busOf[u]!)),
  reserves: [
    {
      id: 'spinning',
      areas: loads.map((_, bus) => bus),
      upMw: Float64Array.from(DEMAND_MW, (mw) => RESERVE_RATIO * mw),
      downMw: flat(0),
      sustainHours: 1,
      shortfallYuanPerMwh: UNSERVED_PER_MWH,
    },
  ],
  unservedYuanPerMwh: UNSERVED_PER_MWH,
  curtailedYuanPerMwh: 0,
  carbonYuanPerTco2: 0,
});

const unitOf = (u: number, area: number): ThermalInput => {
  const [most, least, a, b, c, up, down, hot, cold, coldHours, before] = UNITS[u]!;
  return {
    id: `unit${u + 1}`,
    area,
    ratedMw: most,
    minimumRatio: least / most,
    availableRatio: flat(1),
    operatingYuanPerMwh: flat(b),
    quadraticYuanPerMw2H: c,
    emissionTco2PerMwh: 0,
    commitment: {
      noLoadYuanPerH: a,
      startYuan: hot,
      coldStart: { afterPeriods: down + coldHours + 1, yuan: cold },
      stopYuan: 0,
      minimumUpPeriods: up,
      minimumDownPeriods: down,
      before: { isOn: before > 0, periods: Math.abs(before) },
    },
  };
};
