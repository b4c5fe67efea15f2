import type { Problem } from '#dispatch/domain';
import {
  bruteCommitment,
  createHighsSolver,
  type LpSolver,
  type PowerSolution,
  PowerSolver,
  randomCommitment,
} from '#dispatch/optimise';
import { BEST_KNOWN_DOLLARS, classicDay, RESERVE_RATIO, tenBusDay } from './classic-units.ts';
import { cpuOf } from './cpu-time.ts';
import { type Bench, type BenchRow, row } from './report.ts';

const TARGET_GAP_RATIO = 1e-4;
/** Within a minute on two cores, or it is no use in operation. */
const TARGET_S = 60;
const SEEDS = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11];
/** A tenth of the gap is left for what the tangents lie below the square. */
const limits = { timeLimitS: 300, isCancelled: () => false, gapRatio: 0.9 * TARGET_GAP_RATIO };

/**
 * Unit commitment: the classic ten-unit day against the best cost known, the same day on a ten-bus network of our own
 * with its proven gap, and tiny random cases against every commitment tried.
 */
export const uc = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  return {
    bench: 'uc',
    rows: [
      ...dayRows('ten units, one bus', classicDay(), solver, BEST_KNOWN_DOLLARS),
      ...dayRows('ten units, ten buses', tenBusDay(), solver, null),
      ...SEEDS.map((seed) => tinyRow(seed, solver)),
    ],
  };
};

const dayRows = (name: string, problem: Problem, solver: LpSolver, best: number | null): BenchRow[] => {
  let solution: PowerSolution | null = null;
  const seconds = cpuOf(() => {
    const power = new PowerSolver(solver);
    solution = power.solve(problem, limits);
    power.dispose();
  });
  const { outcome, objectiveValue, objectiveBound, series } = solution!;
  if (outcome.kind !== 'optimal') throw new Error(`${name} ended as ${outcome.kind}.`);
  const cost = costOf(problem, onOf(problem, series), solver);
  const gap = (cost - objectiveBound) / cost;
  return [
    ...(best === null ? [] : [row(`${name}: cost`, cost, best, '$', 'best known')]),
    row(`${name}: cost`, cost, objectiveBound, '$', 'proven bound'),
    row(`${name}: cost in the search`, objectiveValue, cost, '$', 'with true squares'),
    row(`${name}: gap`, gap, TARGET_GAP_RATIO, 'relative', 'target'),
    row(`${name}: time`, seconds, TARGET_S, 'CPU s', 'target'),
  ];
};

/** On or off by unit and hour. */
const onOf = (problem: Problem, series: PowerSolution['series']): boolean[][] =>
  problem.thermalUnits.map(({ id }) =>
    series
      .find(({ element, quantity }) => element === id && quantity === 'isOn')!
      .values.map((value) => value > 0.5),
  );

/**
 * What a commitment costs with the true squares of output: the search has tangents below them. Standing by and starts
 * are summed here, in plain steps; the dispatch is a quadratic program in which the units are simply there or not.
 */
const costOf = (problem: Problem, on: readonly (readonly boolean[])[], solver: LpSolver): number => {
  const demand = (t: number): number => problem.areas.reduce((sum, { loadMw }) => sum + loadMw[t]!, 0);
  for (let t = 0; t < problem.horizon.periodCount; t++) {
    const online = problem.thermalUnits.reduce((sum, { ratedMw }, u) => sum + (on[u]![t] ? ratedMw : 0), 0);
    if (online < (1 + RESERVE_RATIO) * demand(t) - 1e-6) throw new Error(`Hour ${t} lacks reserve.`);
  }
  const given: Problem = {
    ...problem,
    reserves: [],
    thermalUnits: problem.thermalUnits.map(({ commitment: _, ...unit }, u) => ({
      ...unit,
      availableRatio: Float64Array.from(on[u]!, (isOn) => (isOn ? 1 : 0)),
    })),
  };
  const power = new PowerSolver(solver);
  const { outcome, objectiveValue } = power.solve(given, limits);
  power.dispose();
  if (outcome.kind !== 'optimal')
    throw new Error(`The dispatch around a commitment ended as ${outcome.kind}.`);
  return objectiveValue + problem.thermalUnits.reduce((sum, unit, u) => sum + switchingOf(unit, on[u]!), 0);
};

/** Standing by and starts of one unit; throws where a minimum time is broken. */
const switchingOf = ({ id, commitment }: Problem['thermalUnits'][number], on: readonly boolean[]): number => {
  const { before, minimumUpPeriods, minimumDownPeriods, noLoadYuanPerH, startYuan, coldStart } = commitment!;
  let [isOn, since, dollars] = [before.isOn, before.periods, 0];
  for (const next of on) {
    if (next !== isOn) {
      if (since < (isOn ? minimumUpPeriods : minimumDownPeriods)) throw new Error(`${id} switches too soon.`);
      if (next) dollars += coldStart && since >= coldStart.afterPeriods ? coldStart.yuan : startYuan;
      [isOn, since] = [next, 0];
    }
    since++;
    if (isOn) dollars += noLoadYuanPerH;
  }
  return dollars;
};

const tinyRow = (seed: number, solver: LpSolver): BenchRow => {
  const problem = randomCommitment(seed);
  const power = new PowerSolver(solver);
  const { outcome, objectiveValue } = power.solve(problem, { ...limits, gapRatio: 1e-9 });
  power.dispose();
  const name = `${problem.thermalUnits.length} units, ${problem.horizon.periodCount} h, seed ${seed}: ${outcome.kind}`;
  return row(name, objectiveValue, bruteCommitment(problem, solver), 'yuan', 'every commitment tried');
};
