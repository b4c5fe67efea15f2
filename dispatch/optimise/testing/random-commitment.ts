import { NO_PARTS, type Problem, type ThermalInput } from '#dispatch/domain';
import { seeded } from './synthetic.ts';

/** Units and hours of tiny cases: few enough that every commitment can be tried. */
const SIZES = [
  [2, 4],
  [2, 5],
  [2, 6],
  [3, 4],
  [3, 5],
  [4, 4],
] as const;

/**
 * A tiny commitment case: two to four units with all that starting and stopping asks of them feed one load for four to
 * six hours; what they cannot make is shed at a price. The same seed gives the same case everywhere.
 */
export const randomCommitment = (seed: number): Problem => {
  const random = seeded(seed);
  for (let i = 0; i < 10; i++) random();
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const [units, hours] = SIZES[whole(0, SIZES.length - 1)]!;
  const thermalUnits = Array.from({ length: units }, (_, u) => randomUnit(u, hours, whole));
  const rated = thermalUnits.reduce((sum, unit) => sum + unit.ratedMw, 0);
  return {
    ...NO_PARTS,
    regionId: `commitment-${seed}`,
    horizon: { startMs: Date.UTC(2025, 2, 10), periodMinutes: 60, periodCount: hours },
    objective: 'cost',
    areas: [
      { id: 'a', loadMw: Float64Array.from({ length: hours }, () => whole(10, Math.round(0.9 * rated))) },
    ],
    thermalUnits,
    unservedYuanPerMwh: 2000,
    curtailedYuanPerMwh: 0,
    carbonYuanPerTco2: 0,
  };
};

const randomUnit = (u: number, hours: number, whole: (from: number, to: number) => number): ThermalInput => {
  const ratedMw = whole(20, 60);
  const minimumRatio = whole(3, 6) / 10;
  const isOn = whole(0, 1) === 1;
  const least = minimumRatio * ratedMw;
  const isRamped = whole(0, 1) === 1;
  const startYuan = whole(0, 3000);
  return {
    id: `unit${u}`,
    area: 0,
    ratedMw,
    minimumRatio,
    availableRatio: new Float64Array(hours).fill(1),
    operatingYuanPerMwh: new Float64Array(hours).fill(whole(100, 400)),
    emissionTco2PerMwh: 0.8,
    ...(isRamped && { rampUpMwPerH: whole(8, 20), rampDownMwPerH: whole(8, 20) }),
    ...(isRamped && { beforeMw: isOn ? least : 0 }),
    commitment: {
      noLoadYuanPerH: whole(0, 800),
      startYuan,
      ...(whole(0, 1) === 1 && {
        coldStart: { afterPeriods: whole(2, 4), yuan: startYuan + whole(500, 3000) },
      }),
      stopYuan: whole(0, 300),
      minimumUpPeriods: whole(1, 3),
      minimumDownPeriods: whole(1, 3),
      ...(isRamped && { startMw: least + whole(0, 10), stopMw: least + whole(0, 10) }),
      before: { isOn, periods: whole(1, 4) },
    },
  };
};
