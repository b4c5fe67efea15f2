import type { BatteryInput, HvdcInput, Problem } from '#dispatch/domain';
import type { Dice } from './dice.ts';
import { smallBattery } from './small-problem.ts';

/** Lines, DC links and converters between the areas of a random region. */
export const randomNetwork = (
  dice: Dice,
  areas: number,
  anArea: () => number,
  withWhole: boolean,
): Pick<Problem, 'acLines' | 'hvdcLinks' | 'converters' | 'batteries'> => ({
  acLines: areas < 2 ? [] : randomLines(dice, areas),
  hvdcLinks: dice.some(1, (i) => randomLink(dice, i, areas, anArea, withWhole)),
  converters: areas < 2 || dice.chance(0.7) ? [] : [randomConverter(dice)],
  batteries: dice.some(2, (i) => randomBattery(dice, i, anArea(), withWhole)),
});

const randomLines = (dice: Dice, areas: number): Problem['acLines'] => {
  const isMeshed = areas === 3 && dice.chance(0.6);
  const pairs = isMeshed
    ? [
        [0, 1],
        [1, 2],
        [2, 0],
      ]
    : dice.chance(0.3)
      ? []
      : [[0, 1]];
  return pairs.map(([fromArea, toArea], i) => ({
    id: `line${i}`,
    fromArea: fromArea!,
    toArea: toArea!,
    reactanceOhm: dice.whole(1, 9),
    limitMw: dice.of(0, 4, 20, Number.POSITIVE_INFINITY),
    ...(isMeshed && dice.chance(0.4) ? { postContingencyMw: dice.whole(3, 10) } : {}),
    ...(isMeshed && dice.chance(0.4) ? { isOutage: true } : {}),
  }));
};

const randomConverter = (dice: Dice): Problem['converters'][number] => ({
  id: 'converter',
  fromArea: 0,
  toArea: 1,
  ratedMw: dice.of(0, 5),
  minimumRatio: dice.flat(dice.of(0, 0, -1, 0.2)),
  maximumRatio: dice.flat(1),
  efficiencyRatio: dice.flat(dice.of(0.95, 3)),
  operatingYuanPerMwh: dice.flat(dice.of(0, 5)),
});

const randomLink = (
  dice: Dice,
  i: number,
  areas: number,
  anArea: () => number,
  withWhole: boolean,
): HvdcInput => {
  const area = anArea();
  const other = (area + 1) % areas;
  return {
    id: `dc${i}`,
    area,
    ...(other !== area && dice.chance(0.4) ? { toArea: other } : {}),
    ratedMw: dice.of(0, 10),
    minimumRatio: dice.of(0, 0, 0.1),
    lossRatio: dice.of(0, 0.05),
    holdPeriods: dice.whole(1, 3),
    ...(withWhole && dice.chance(0.4) ? { stepMw: dice.of(1, 4) } : {}),
    ...(withWhole && dice.chance(0.4)
      ? { changes: { mostPerDay: dice.whole(1, 3), madeToday: dice.whole(0, 2) }, beforeMw: dice.of(1, 10) }
      : {}),
    deliveredYuanPerMwh: dice.series(-50, 500),
    contractedMw: dice.chance(0.5) ? dice.flat(0) : dice.series(0, 12),
    shortfallYuanPerMwh: dice.of(0, 600),
  };
};

const randomBattery = (dice: Dice, i: number, area: number, withWhole: boolean): BatteryInput => ({
  ...smallBattery({ id: `battery${i}`, area }),
  chargeMw: dice.of(0, 5),
  dischargeMw: dice.of(0, 5),
  minimumMwh: dice.of(0, 2),
  initialMwh: dice.of(0, 1, 6, 10, 14),
  finalMwh: dice.of(0, 5, 90),
  chargeEfficiencyRatio: dice.of(1, 0.9),
  dischargeEfficiencyRatio: dice.of(1, 0.8),
  wearYuanPerMwh: dice.of(0, 40),
  ...(dice.chance(0.2) ? { leaseYuanPerMwh: 15 } : {}),
  ...(dice.chance(0.2) ? { lossRatioPerH: 0.01 } : {}),
  ...(dice.chance(0.1) ? { inflowMw: dice.series(0, 4) } : {}),
  ...(dice.chance(0.1) ? { isCyclic: true } : {}),
  ...(dice.chance(0.05) ? { contents: [{ period: 0, mwh: dice.whole(0, 10) }] } : {}),
  ...(dice.chance(0.15) ? { site: 0 } : {}),
  ...(withWhole && dice.chance(0.2) ? { isOneWay: true } : {}),
  ...(withWhole && dice.chance(0.1) ? { minimumChargeMw: 1 } : {}),
  ...(dice.chance(0.1)
    ? { expansion: { power: { minimum: 0, maximum: 6, paidFrom: 0, yuanPerUnit: 50 }, hoursAtFullPower: 2 } }
    : {}),
});
