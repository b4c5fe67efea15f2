import { lagrangianBound } from '../bound/lagrangian-bound.ts';
import type { Weighing } from '../objective/objective.ts';
import type { PowerModel } from '../power-model.ts';
import type { LpData } from '../solvers/lp-solver.ts';
import { type Clusters, clustersOf } from './clusters.ts';
import type { Meeting } from './meeting.ts';
import { PHASES, type Phase } from './search-phases.ts';
import { WorkSide } from './work-side.ts';

export interface SearchInput {
  readonly data: LpData;
  secondsLeft(): number;
  isCancelled(): boolean;
  onRound(round: number, rounds: number, bound: number): void;
}

/** Where the search ended: the fluid optimum's prices, its load and what every group of bids runs there. */
export interface Found {
  readonly clusters: Clusters;
  readonly work: WorkSide;
  /** Null when there was no time for one round. */
  readonly duals: Float64Array | null;
  readonly rounds: number;
  /** Ended by the clock, not by itself. */
  readonly isCut: boolean;
}

/**
 * Groups of bids that the search works with at most, and the rounds it does with them. Prices are found with few groups
 * and finished with many: windows and lengths of a group are means, which costs the bound.
 */
const COARSE: Stage = { groups: 7000, firstRound: 0, lastRound: 60 };
const FINE: Stage = { groups: 25_000, firstRound: 40, lastRound: 70 };
interface Stage {
  readonly groups: number;
  readonly firstRound: number;
  readonly lastRound: number;
}
/** Rounds after which the usual level of prices is taken as known. */
const LEARN_ROUNDS = 10;
/** Rounds between two looks at the bound. */
const LOOK_EVERY = 5;
/** A stage ends when two looks in turn raised the bound by less than this, relative. */
const LEAST_RISE_RATIO = 1e-4;
/** Least weight of a round in the mean of duals, which begins anew with every phase and stage. */
const AVERAGE = 0.1;

/**
 * Finds prices at which work and power want the same. In turn the power side answers to the load that work asks for, and
 * work, as a fluid of groups of like bids, answers to the power side's prices; both are held near each other by prices that rise with
 * the difference (alternating directions: Gabay and Mercier 1976). What remains of the difference changes the prices.
 * The mean of the duals over rounds gives the bound.
 */
export const searchPrices = (
  power: PowerModel,
  weighing: Weighing,
  meeting: Meeting,
  input: SearchInput,
): Found => {
  const search = (stage: Stage, average: Float64Array | null): Found => {
    const clusters = clustersOf(power.table, stage.groups);
    const ofClusters = { ...power, table: clusters.table };
    return { clusters, ...new Search(ofClusters, weighing, meeting, input, stage, average).run() };
  };
  const coarse = search(COARSE, null);
  if (coarse.isCut || coarse.clusters.table.bidCount === power.table.bidCount) return coarse;
  return search(FINE, coarse.duals);
};

class Search {
  private readonly power: PowerModel;
  private readonly weighing: Weighing;
  private readonly meeting: Meeting;
  private readonly input: SearchInput;
  private readonly stage: Stage;
  private readonly work: WorkSide;
  /** Mean of the duals so far, and of how many rounds. */
  private average: Float64Array | null;
  private averaged: number;
  private best = Number.NEGATIVE_INFINITY;

  constructor(
    power: PowerModel,
    weighing: Weighing,
    meeting: Meeting,
    input: SearchInput,
    stage: Stage,
    average: Float64Array | null,
  ) {
    this.power = power;
    this.weighing = weighing;
    this.meeting = meeting;
    this.input = input;
    this.stage = stage;
    this.work = new WorkSide(power.problem, power.table);
    this.average = average;
    this.averaged = average === null ? 0 : 1 / AVERAGE;
  }

  run(): Omit<Found, 'clusters'> {
    let round = this.stage.firstRound;
    let isCut = false;
    let slow = 0;
    let phase = phaseOf(round);
    this.work.pass(this.meeting.steer(phase));
    for (; round < this.stage.lastRound && slow < 2; round++) {
      if (phase !== phaseOf(round)) this.averaged = 0;
      phase = phaseOf(round);
      const duals = this.askPower(phase);
      isCut = duals === null;
      if (duals === null) break;
      this.addToAverage(duals);
      if (round < LEARN_ROUNDS) this.meeting.learnScales();
      this.work.pass(this.meeting.steer(phase));
      if (this.averaged >= LOOK_EVERY && round % LOOK_EVERY === 0)
        slow = this.look(round) || round < phase.fromRound + 2 * LOOK_EVERY ? 0 : slow + 1;
    }
    return { work: this.work, duals: this.average, rounds: round, isCut };
  }

  private askPower(phase: Phase): Float64Array | null {
    const { isCancelled } = this.input;
    const timeLimitS = this.input.secondsLeft();
    if (timeLimitS <= 0 || isCancelled()) return null;
    return this.meeting.askPower(this.work.load, phase, { timeLimitS, isCancelled });
  }

  private addToAverage(duals: Float64Array): void {
    const part = Math.max(AVERAGE, 1 / ++this.averaged);
    this.average ??= duals;
    for (let row = 0; row < duals.length; row++)
      this.average[row]! += part * (duals[row]! - this.average[row]!);
  }

  /** Whether the bound over groups has risen since the last look. */
  private look(round: number): boolean {
    const { value } = lagrangianBound(this.power, this.input.data, this.weighing, this.average!);
    this.input.onRound(round, this.stage.lastRound, value);
    const hasRisen = value - this.best > LEAST_RISE_RATIO * Math.max(1e-9, Math.abs(value));
    this.best = Math.max(this.best, value);
    return hasRisen;
  }
}

const phaseOf = (round: number): Phase => PHASES.findLast(({ fromRound }) => fromRound <= round)!;
