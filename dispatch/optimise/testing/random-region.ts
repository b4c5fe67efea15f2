import type {
  BatteryInput,
  Bid,
  BudgetInput,
  CommitmentInput,
  GridConnectionInput,
  HvdcInput,
  Problem,
  ReservoirInput,
  ThermalInput,
} from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { smallBattery, smallBid, smallGrid, smallPool, smallProblem, smallSite } from './small-problem.ts';
import { seeded } from './synthetic.ts';

/** Draws numbers for a region: the same seed draws the same region. */
class Dice {
  private readonly random: () => number;
  readonly periods: number;

  constructor(seed: number) {
    this.random = seeded(seed * 7919);
    for (let i = 0; i < 5; i++) this.random();
    this.periods = this.whole(2, 5);
  }
  chance(share: number): boolean {
    return this.random() < share;
  }
  /** Whole numbers make ties and zeros, where mistakes hide. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }
  of<Item>(...items: readonly Item[]): Item {
    return items[this.whole(0, items.length - 1)]!;
  }
  series(least: number, most: number): Float64Array {
    return Float64Array.from({ length: this.periods }, () => this.whole(least, most));
  }
  flat(value: number): Float64Array {
    return new Float64Array(this.periods).fill(value);
  }
  /** Between none and so many of something. */
  some<Item>(most: number, make: (i: number) => Item): Item[] {
    return Array.from({ length: this.whole(0, most) }, (_, i) => make(i));
  }
}

/**
 * A small region with a random part of all elements, at its edges on purpose: contents outside their limits, targets out
 * of reach, no capacity, negative prices, windows of no length, islands without supply, more must-run than load, rules
 * that nothing can hold. `withWhole`: decisions of whole numbers too.
 */
export const randomRegion = (seed: number, withWhole = true): Problem => {
  const dice = new Dice(seed);
  const areas = dice.whole(1, 3);
  const anArea = (): number => dice.whole(0, areas - 1);
  const base = smallProblem(dice.periods, {
    horizon: {
      startMs: Date.UTC(2025, 2, 10, dice.whole(0, 23)),
      periodMinutes: dice.of(15, 60),
      periodCount: dice.periods,
    },
    objective: dice.of('cost', 'cost', 'cost', 'carbon', 'green', 'stability'),
    areas: Array.from({ length: areas }, (_, a) => ({
      id: `area${a}`,
      loadMw: dice.chance(0.2) ? dice.flat(0) : dice.series(0, 15),
      ...(dice.chance(0.15)
        ? { island: { autonomyHours: dice.whole(0, 3), formingRatio: dice.of(0, 0.3, 1.2) } }
        : {}),
    })),
    unservedYuanPerMwh: dice.of(5000, 20_000),
    curtailedYuanPerMwh: dice.of(0, 5),
    carbonYuanPerTco2: dice.of(0, 60),
    gridConnections: dice.some(2, (i) => randomGrid(dice, i, anArea(), withWhole)),
  });
  return {
    ...base,
    ...randomPlants(dice, anArea, withWhole),
    ...randomNetwork(dice, areas, anArea, withWhole),
    ...randomRules(dice, areas),
    ...randomWork(dice, anArea, base.horizon.startMs, base.horizon.periodMinutes / 60),
  };
};

const randomGrid = (dice: Dice, i: number, area: number, withWhole: boolean): GridConnectionInput => ({
  ...smallGrid(dice.series(-200, 900), { id: `grid${i}`, area }),
  importLimitMw: dice.of(0, 5, 30, Number.POSITIVE_INFINITY),
  exportLimitMw: dice.of(0, 0, 10, Number.POSITIVE_INFINITY),
  exportYuanPerMwh: dice.series(-100, 300),
  emissionTco2PerMwh: dice.flat(dice.of(0, 0.6)),
  cleanShareRatio: dice.of(0, 0.3),
  ...(dice.chance(0.3)
    ? {
        demandCharges: [
          { fromPeriod: 0, toPeriod: 1, yuanPerMw: 900, soFarMw: dice.whole(0, 9) },
          { fromPeriod: 1, toPeriod: dice.periods, yuanPerMw: 900, soFarMw: 0 },
        ],
      }
    : {}),
  ...(dice.chance(0.2)
    ? {
        tiers: [
          {
            fromPeriod: 0,
            toPeriod: dice.periods,
            soFarMwh: dice.whole(0, 20),
            steps: [
              { fromMwh: 10, addedYuanPerMwh: 30 },
              { fromMwh: 25, addedYuanPerMwh: 60 },
            ],
          },
        ],
      }
    : {}),
  ...(withWhole && dice.chance(0.2) ? { isOneWay: true } : {}),
});

const randomPlants = (
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

const randomNetwork = (
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

const randomRules = (
  dice: Dice,
  areas: number,
): Pick<Problem, 'reserves' | 'budgets'> & Partial<Problem> => ({
  reserves: dice.some(1, (i) => ({
    id: `reserve${i}`,
    areas: Array.from({ length: areas }, (_, a) => a),
    upMw: dice.series(-1, 6),
    downMw: dice.series(-1, 4),
    sustainHours: dice.of(0.25, 1),
    shortfallYuanPerMwh: dice.of(0, 700),
  })),
  budgets: dice.some(1, (i): BudgetInput => {
    const kind = dice.of('carbon', 'greenShare', 'selfUse', 'selfSupply', 'feedIn', 'curtailment');
    return {
      id: `rule${i}`,
      kind,
      limit: kind === 'carbon' ? dice.whole(0, 40) : dice.of(0.1, 0.5, 0.9),
      soFar: { part: dice.whole(0, 20), whole: dice.whole(20, 60) },
      excessYuanPerUnit: dice.chance(0.3) ? null : dice.of(50, 900),
      ...(dice.chance(0.3) ? { certificatesCount: true } : {}),
    };
  }),
  ...(dice.chance(0.3) ? { certificates: { yuanPerMwh: 20, mostMwh: dice.of(0, 30) } } : {}),
});

const randomWork = (
  dice: Dice,
  anArea: () => number,
  startMs: number,
  hours: number,
): Pick<Problem, 'sites' | 'pools' | 'bids' | 'online'> => {
  const sites = Array.from({ length: dice.whole(1, 2) }, (_, s) => ({
    ...smallSite(dice.periods, { id: `site${s}`, area: anArea() }),
    facilityPerIt: dice.flat(dice.of(1, 1.25)),
    fixedMw: dice.flat(dice.of(0, 0.5)),
    facilityLimitMw: dice.of(1, 8, Number.POSITIVE_INFINITY),
    ...(dice.chance(0.2) ? { facilityPerItSquared: 0.03 } : {}),
  }));
  const pools = sites.map((_, s) => ({
    ...smallPool({ id: `pool${s}`, site: s }),
    unitCount: dice.of(0, 6, 8, 12, Number.POSITIVE_INFINITY),
    idleKwPerUnit: dice.of(0, 100),
    committedUnits: dice.chance(0.3) ? dice.series(0, 5) : new Float64Array(0),
    ...(dice.chance(0.2) ? { committedItMw: dice.series(0, 4) } : {}),
    ...(dice.chance(0.1) ? { expansion: { minimum: 2, maximum: 9, paidFrom: 2, yuanPerUnit: 90 } } : {}),
  }));
  return {
    sites,
    pools,
    bids: dice.some(5, (i) => randomBid(dice, i, pools.length, startMs, hours)),
    online: dice.some(1, (i) => ({
      id: `service${i}`,
      streams: [{ userRegion: 'users', demandUnits: dice.series(0, 5), pools: pools.map((_, p) => p) }],
      unservedYuanPerUnitHour: dice.of(0, 100, 2000),
    })),
  };
};

/** Windows before, across and after the horizon, some too short, some of no length at all. */
const randomBid = (dice: Dice, i: number, pools: number, startMs: number, hours: number): Bid => {
  const kind = dice.of('rigid', 'preemptible');
  const from = startMs + dice.whole(-2, dice.periods) * hours * MS_PER_HOUR;
  const duration = hours * dice.of(0.5, 1, 1.5, 2, 3);
  const bid = smallBid(`job${i}`, kind, 0, 0, duration, dice.whole(1, 5));
  const latestEndMs = from + dice.of(0, 2, 3, 5, 8) * hours * MS_PER_HOUR;
  const options = Array.from({ length: dice.whole(1, 2) }, (_, o) => ({
    ...bid.options[0]!,
    pool: dice.whole(0, pools - 1),
    fixedYuan: dice.of(0, 40 * o),
    ...(dice.chance(0.2) ? { earliestMs: from + hours * MS_PER_HOUR } : {}),
  }));
  return {
    ...bid,
    releaseMs: from,
    latestEndMs,
    dueMs: dice.chance(0.3) ? from : latestEndMs,
    latenessYuanPerH: dice.of(0, 0, 100),
    checkpointHours: kind === 'rigid' ? 0 : dice.of(0, 0, hours / 2),
    ...(kind === 'preemptible' && dice.chance(0.4) ? { minimumRunHours: hours * dice.of(0.5, 1.5, 2) } : {}),
    options,
  };
};
