import type { CommitmentInput, Problem, ThermalInput } from '#dispatch/domain';
import type { LoadedLp, LpData, LpSolver } from '../solvers/lp-solver.ts';

/** On or off by period, with what switching and standing by cost. */
interface Sequence {
  readonly on: readonly boolean[];
  readonly yuan: number;
}

/**
 * The cheapest commitment of a tiny one-area case with linear fuel, by trying them all: for every unit each on-off
 * sequence that keeps its minimum times, and for every combination the dispatch as a linear program. Written without the
 * model's blocks, so that the two can be held against each other.
 */
export const bruteCommitment = (problem: Problem, solver: LpSolver): number => {
  const { thermalUnits, horizon } = problem;
  const sequences = thermalUnits.map((unit) =>
    sequencesOf(unit.commitment!, horizon.periodCount).sort((a, b) => a.yuan - b.yuan),
  );
  const dispatch = new TinyDispatch(problem, solver);
  let best = Number.POSITIVE_INFINITY;
  const chosen: Sequence[] = [];
  const choose = (yuan: number): void => {
    if (yuan >= best) return;
    if (chosen.length < thermalUnits.length) {
      for (const sequence of sequences[chosen.length]!) {
        chosen.push(sequence);
        choose(yuan + sequence.yuan);
        chosen.pop();
      }
      return;
    }
    best = Math.min(best, yuan + dispatch.cost(chosen.map(({ on }) => on)));
  };
  choose(0);
  dispatch.dispose();
  return best;
};

const sequencesOf = (input: CommitmentInput, periods: number): Sequence[] => {
  const found: Sequence[] = [];
  for (let bits = 0; bits < 1 << periods; bits++) {
    const on = Array.from({ length: periods }, (_, t) => ((bits >> t) & 1) === 1);
    const yuan = walk(input, on);
    if (yuan !== null) found.push({ on, yuan });
  }
  return found;
};

/** Goes through a sequence as an operator would; null where a minimum time is broken. */
const walk = (input: CommitmentInput, on: readonly boolean[]): number | null => {
  let { isOn, periods: since } = input.before;
  let yuan = 0;
  for (const next of on) {
    if (next !== isOn) {
      if (since < (isOn ? input.minimumUpPeriods : input.minimumDownPeriods)) return null;
      const isCold = input.coldStart !== undefined && since >= input.coldStart.afterPeriods;
      yuan += next ? (isCold ? input.coldStart!.yuan : input.startYuan) : input.stopYuan;
      isOn = next;
      since = 0;
    }
    since++;
    if (isOn) yuan += input.noLoadYuanPerH;
  }
  return yuan;
};

/** Output of every unit and shed load by hour; rows for the balance and for the change of each unit's output. */
class TinyDispatch {
  private readonly problem: Problem;
  private readonly periods: number;
  private readonly lp: LoadedLp;

  constructor(problem: Problem, solver: LpSolver) {
    this.problem = problem;
    this.periods = problem.horizon.periodCount;
    this.lp = solver.load(this.program());
  }

  private program(): LpData {
    const { thermalUnits: units, areas } = this.problem;
    const n = this.periods;
    const load = areas[0]!.loadMw;
    const [starts, rowIndex, value]: [number[], number[], number[]] = [[0], [], []];
    const enter = (row: number, amount: number): void => {
      rowIndex.push(row);
      value.push(amount);
    };
    for (let u = 0; u < units.length; u++)
      for (let t = 0; t < n; t++) {
        enter(t, 1);
        enter((1 + u) * n + t, 1);
        if (t + 1 < n) enter((1 + u) * n + t + 1, -1);
        starts.push(rowIndex.length);
      }
    for (let t = 0; t < n; t++) {
      enter(t, 1);
      starts.push(rowIndex.length);
    }
    const changes = units.length * n;
    const unlimited = Array.from({ length: changes }, () => Number.POSITIVE_INFINITY);
    return {
      columnCount: (units.length + 1) * n,
      rowCount: n + changes,
      columnCost: Float64Array.from([
        ...units.flatMap((unit) => [...unit.operatingYuanPerMwh]),
        ...Array.from({ length: n }, () => this.problem.unservedYuanPerMwh),
      ]),
      columnLower: new Float64Array((units.length + 1) * n),
      columnUpper: Float64Array.from([...unlimited, ...load]),
      rowLower: Float64Array.from([...load, ...unlimited.map((limit) => -limit)]),
      rowUpper: Float64Array.from([...load, ...unlimited]),
      columnStart: Int32Array.from(starts),
      rowIndex: Int32Array.from(rowIndex),
      value: Float64Array.from(value),
    };
  }

  /** Fuel and shed load when the units are on as given; Infinity where that cannot be. */
  cost(on: readonly (readonly boolean[])[]): number {
    const n = this.periods;
    this.problem.thermalUnits.forEach((unit, u) => {
      const hours = Array.from({ length: n }, (_, t) => limitsAt(unit, on[u]!, t));
      const of = (key: keyof HourLimits): Float64Array => Float64Array.from(hours, (hour) => hour[key]);
      this.lp.changeColumnBounds(u * n, of('least'), of('most'));
      this.lp.changeRowBounds((1 + u) * n, of('fall'), of('rise'));
    });
    const outcome = this.lp.run({ timeLimitS: 60, isCancelled: () => false, start: 'cold' });
    return outcome.kind === 'optimal' ? this.lp.objectiveValue() : Number.POSITIVE_INFINITY;
  }

  dispose(): void {
    this.lp.dispose();
  }
}

interface HourLimits {
  readonly least: number;
  readonly most: number;
  /** Least and most of the output less that of the hour before; the first hour counts from before the window. */
  readonly fall: number;
  readonly rise: number;
}

const limitsAt = (unit: ThermalInput, on: readonly boolean[], t: number): HourLimits => {
  const { startMw = unit.ratedMw, stopMw = unit.ratedMw, before } = unit.commitment!;
  const wasOn = t === 0 ? before.isOn : on[t - 1]!;
  const isOn = on[t]!;
  const starts = isOn && !wasOn;
  const stops = !isOn && wasOn;
  const stopsNext = isOn && t + 1 < on.length && !on[t + 1]!;
  // Whoever runs above what a stop allows cannot stop: nothing satisfies these limits.
  const isStuck = t === 0 && stops && (unit.beforeMw ?? 0) > stopMw;
  const known = t === 0 ? (unit.beforeMw ?? null) : 0;
  const up = Math.max(unit.rampUpMwPerH ?? Number.POSITIVE_INFINITY, starts ? startMw : 0);
  const down = Math.max(unit.rampDownMwPerH ?? Number.POSITIVE_INFINITY, stops ? stopMw : 0);
  return {
    least: isOn ? unit.minimumRatio * unit.ratedMw : 0,
    most: isOn ? Math.min(unit.ratedMw, starts ? startMw : Infinity, stopsNext ? stopMw : Infinity) : 0,
    fall: known === null ? Number.NEGATIVE_INFINITY : isStuck ? 1 : known - down,
    rise: known === null ? Number.POSITIVE_INFINITY : known + up,
  };
};
