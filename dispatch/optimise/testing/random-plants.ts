import type { CommitmentInput, Problem, ReservoirInput, ThermalInput } from '#dispatch/domain';
import type { Dice } from './dice.ts';

/** Plants of a random region: wind, sun, thermal units, towers, cascades. */
export const randomPlants = (
  dice: Dice,
  anArea: () => number,
  withWhole: boolean,
): Pick<Problem, 'renewables' | 'thermalUnits' | 'cspPlants' | 'reservoirs'> => ({
  renewables: dice.some(2, (i) => ({
    id: `sun${i}`,
    area: anArea(),
    kind: dice.of('pv', 'wind'),
    availableMw: dice.chance(0.1) ? dice.flat(0) : dice.series(0, 20),
    operatingYuanPerMwh: dice.of(0, 12),
    ...(dice.chance(0.15)
      ? {
          expansion: {
            minimum: dice.of(0, 4),
            maximum: 20,
            paidFrom: 0,
            yuanPerUnit: dice.whole(0, 900),
            availableRatio: dice.flat(0.5),
          },
        }
      : {}),
  })),
  thermalUnits: dice.some(2, (i) => randomUnit(dice, i, anArea(), withWhole)),
  cspPlants: dice.some(1, (i) => ({
    id: `tower${i}`,
    area: anArea(),
    ratedMw: dice.of(0, 6),
    minimumRatio: withWhole && dice.chance(0.5) ? 0.4 : 0,
    efficiencyRatio: 0.4,
    fieldMw: dice.series(0, 20),
    minimumMwh: dice.of(0, 5),
    maximumMwh: 40,
    initialMwh: dice.of(0, 3, 20, 50),
    finalMwh: dice.of(0, 10, 500),
    lossRatioPerH: dice.of(0, 0.02),
    operatingYuanPerMwh: dice.of(0, 20),
    startYuan: dice.of(0, 80),
  })),
  reservoirs: randomCascade(dice, anArea),
});

const randomUnit = (dice: Dice, i: number, area: number, withWhole: boolean): ThermalInput => {
  const isSwitched = withWhole && dice.chance(0.6);
  return {
    id: `unit${i}`,
    area,
    ratedMw: dice.of(0, 10, 10, 20),
    minimumRatio: isSwitched || dice.chance(0.2) ? dice.of(0.3, 0.5) : 0,
    availableRatio: dice.chance(0.2)
      ? Float64Array.from(dice.series(0, 2), (half) => half / 2)
      : dice.flat(1),
    operatingYuanPerMwh: dice.flat(dice.whole(0, 500)),

    ...(dice.chance(0.15) ? { quadraticYuanPerMw2H: 2 } : {}),
    emissionTco2PerMwh: dice.of(0.4, 0.9),
    ...(dice.chance(0.3) ? { rampUpMwPerH: dice.whole(2, 12), rampDownMwPerH: dice.whole(2, 12) } : {}),
    ...(isSwitched ? { commitment: randomCommitment(dice) } : {}),
    ...(dice.chance(0.1)
      ? { expansion: { minimum: 0, maximum: 15, paidFrom: 0, yuanPerUnit: dice.whole(0, 500) } }
      : {}),
  };
};

const randomCommitment = (dice: Dice): CommitmentInput => ({
  noLoadYuanPerH: dice.of(0, 100),
  startYuan: dice.of(0, 500),
  ...(dice.chance(0.3) ? { coldStart: { afterPeriods: 2, yuan: 900 } } : {}),
  stopYuan: dice.of(0, 50),
  minimumUpPeriods: dice.whole(1, 3),
  minimumDownPeriods: dice.whole(1, 3),
  before: { isOn: dice.chance(0.5), periods: dice.whole(1, 4) },
});

const randomCascade = (dice: Dice, anArea: () => number): ReservoirInput[] => {
  const plants = dice.some(
    2,
    (i): ReservoirInput => ({
      id: `lake${i}`,
      area: anArea(),
      ratedMw: dice.of(0, 8),
      mwPerM3PerS: dice.of(0.5, 1.2),
      minimumMm3: 0.02,
      maximumMm3: 0.1,
      initialMm3: dice.of(0, 0.01, 0.05, 0.15),
      inflowM3PerS: dice.series(0, 8),
      minimumReleaseM3PerS: dice.of(0, 2),
      waterValueYuanPerMwh: dice.of(0, 150),
      ...(dice.chance(0.3) ? { rampMwPerH: dice.whole(1, 6), beforeMw: dice.whole(0, 2) } : {}),
    }),
  );
  if (plants.length < 2 || dice.chance(0.4)) return plants;
  const downstream = {
    reservoir: 1,
    delayPeriods: dice.whole(0, 3),
    underwayM3PerS: Float64Array.from({ length: dice.whole(0, 3) }, () => dice.whole(0, 5)),
  };
  return [{ ...plants[0]!, downstream }, plants[1]!];
};
