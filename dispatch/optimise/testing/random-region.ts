import type { Bid, BudgetInput, GridConnectionInput, Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { Dice } from './dice.ts';
import { randomNetwork } from './random-network.ts';
import { randomPlants } from './random-plants.ts';
import { smallBid, smallGrid, smallPool, smallProblem, smallSite } from './small-problem.ts';

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
