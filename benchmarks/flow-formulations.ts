import { resolve } from 'node:path';
import type { Problem } from '#dispatch/domain';
import { createHighsSolver, cycleBasis, type LpData, type LpSolver } from '#dispatch/optimise';
import { readCase } from '#dispatch/sources';
import { type Bench, type BenchRow, row } from './report.ts';
import { sharedDataFolder } from './shared-data.ts';

const CASES = ['case118_ieee', 'case300_ieee', 'case1354_pegase'];
/** One hour, and a day of hours whose loads differ, since plans have many periods. */
const PERIODS = [1, 24];
const patient = { timeLimitS: 300, isCancelled: (): boolean => false, start: 'cold' as const };

const REPEATS = 3;

/** Kirchhoff's voltage law written in three ways on the same cases: columns, non-zeros, seconds of the processor. */
export const flowFormulations = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const rows: BenchRow[] = [];
  for (const name of CASES)
    for (const periods of PERIODS) {
      const file = resolve(sharedDataFolder(), `grid/pglib_opf_${name}.m.gz`);
      const problem = spread((await readCase(file, { convention: 'pglib' })).problem, periods);
      const cycles = measured(solver, () => withCycles(problem));
      for (const [way, other] of [
        ['angles', measured(solver, () => withAngles(problem))],
        ['transfer factors', measured(solver, () => withFactors(problem))],
      ] as const) {
        const label = `${name}, ${periods} h: cycles`;
        rows.push(row(`${label}, columns`, cycles.columns, other.columns, 'columns', way));
        rows.push(row(`${label}, entries`, cycles.entries, other.entries, 'non-zeros', way));
        rows.push(row(`${label}, build`, cycles.buildS, other.buildS, 'CPU s', way));
        rows.push(row(`${label}, solve`, cycles.solveS, other.solveS, 'CPU s', way));
        rows.push(row(`${label}, objective`, cycles.objective, other.objective, '$', way));
      }
    }
  return { bench: 'flow-formulations', rows };
};

/** The same network over some hours, the loads between 70 and 100 % of the case's. */
const spread = (problem: Problem, periodCount: number): Problem => {
  const over = (values: Float64Array, at: (t: number) => number): Float64Array =>
    Float64Array.from({ length: periodCount }, (_, t) => values[0]! * at(t));
  const load = (t: number): number => (periodCount === 1 ? 1 : 0.85 + 0.15 * Math.cos((t / 12) * Math.PI));
  const same = (): number => 1;
  return {
    ...problem,
    horizon: { ...problem.horizon, periodCount },
    areas: problem.areas.map((area) => ({ ...area, loadMw: over(area.loadMw, load) })),
    thermalUnits: problem.thermalUnits.map((unit) => ({
      ...unit,
      // Every unit may stand still, so that the lower loads of the day can be met.
      minimumRatio: Math.min(0, unit.minimumRatio),
      availableRatio: over(unit.availableRatio, same),
      operatingYuanPerMwh: over(unit.operatingYuanPerMwh, same),
    })),
  };
};

interface Measure {
  readonly columns: number;
  readonly entries: number;
  readonly buildS: number;
  readonly solveS: number;
  readonly objective: number;
}
const cpuS = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
/** The quickest of some runs, since the first ones also compile. */
const measured = (solver: LpSolver, build: () => LpData): Measure => {
  let [buildS, solveS, objective] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN];
  let data: LpData | null = null;
  for (let run = 0; run < REPEATS; run++) {
    const startS = cpuS();
    data = build();
    const builtS = cpuS();
    const lp = solver.load(data);
    lp.run(patient);
    objective = lp.objectiveValue();
    buildS = Math.min(buildS, builtS - startS);
    solveS = Math.min(solveS, cpuS() - builtS);
    lp.dispose();
  }
  return { columns: data!.columnCount, entries: data!.value.length, buildS, solveS, objective };
};

/** A program put together column by column. */
class Sketch {
  private readonly cost: number[] = [];
  private readonly square: number[] = [];
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];
  private readonly rowLower: number[] = [];
  private readonly rowUpper: number[] = [];
  private readonly entries: [number, number][][] = [];

  row(lower: number, upper: number): number {
    this.rowLower.push(lower);
    return this.rowUpper.push(upper) - 1;
  }
  column(lower: number, upper: number, entries: [number, number][], cost = 0, square = 0): void {
    this.lower.push(lower);
    this.upper.push(upper);
    this.cost.push(cost);
    this.square.push(square);
    this.entries.push(entries);
  }
  data(): LpData {
    const starts = [0];
    for (const own of this.entries) starts.push(starts.at(-1)! + own.length);
    const all = this.entries.flat();
    return {
      columnCount: this.cost.length,
      rowCount: this.rowLower.length,
      columnCost: Float64Array.from(this.cost),
      ...(this.square.some((value) => value !== 0) ? { columnSquare: Float64Array.from(this.square) } : {}),
      columnLower: Float64Array.from(this.lower),
      columnUpper: Float64Array.from(this.upper),
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
      columnStart: Int32Array.from(starts),
      rowIndex: Int32Array.from(all, ([row]) => row),
      value: Float64Array.from(all, ([, value]) => value),
    };
  }
}

const unitColumns = (
  sketch: Sketch,
  { thermalUnits }: Problem,
  t: number,
  entriesOf: (area: number) => [number, number][],
): void => {
  for (const unit of thermalUnits)
    sketch.column(
      unit.minimumRatio * unit.ratedMw,
      unit.availableRatio[t]! * unit.ratedMw,
      entriesOf(unit.area),
      unit.operatingYuanPerMwh[t]!,
      unit.quadraticYuanPerMw2H ?? 0,
    );
};

/** A flow for every line, one row a bus and one a cycle: as the optimiser does it. */
const withCycles = (problem: Problem): LpData => {
  const sketch = new Sketch();
  const { areas, acLines, horizon } = problem;
  const cycles = cycleBasis(areas.length, acLines);
  for (let t = 0; t < horizon.periodCount; t++) {
    const balance = areas.map((area) => sketch.row(area.loadMw[t]!, area.loadMw[t]!));
    const entries = acLines.map((line): [number, number][] => [
      [balance[line.fromArea]!, -1],
      [balance[line.toArea]!, 1],
    ]);
    for (const cycle of cycles) {
      const round = sketch.row(0, 0);
      for (const { line, direction } of cycle)
        entries[line]!.push([round, direction * acLines[line]!.reactanceOhm]);
    }
    unitColumns(sketch, problem, t, (area) => [[balance[area]!, 1]]);
    acLines.forEach((line, l) => {
      sketch.column(-(line.backLimitMw ?? line.limitMw), line.limitMw, entries[l]!);
    });
  }
  return sketch.data();
};

/** An angle for every bus: flow = difference of angles / x, one row a bus and one a line. */
const withAngles = (problem: Problem): LpData => {
  const sketch = new Sketch();
  const { areas, acLines, horizon } = problem;
  for (let t = 0; t < horizon.periodCount; t++) {
    const balance = areas.map((area) => sketch.row(area.loadMw[t]!, area.loadMw[t]!));
    const flows = acLines.map((line) => sketch.row(-(line.backLimitMw ?? line.limitMw), line.limitMw));
    unitColumns(sketch, problem, t, (area) => [[balance[area]!, 1]]);
    areas.forEach((_, area) => {
      const own = new Map<number, number>();
      const add = (row: number, value: number): void => {
        own.set(row, (own.get(row) ?? 0) + value);
      };
      acLines.forEach((line, l) => {
        const sign = line.fromArea === area ? 1 : line.toArea === area ? -1 : 0;
        if (sign === 0) return;
        add(flows[l]!, sign / line.reactanceOhm);
        add(balance[line.fromArea]!, -sign / line.reactanceOhm);
        add(balance[line.toArea]!, sign / line.reactanceOhm);
      });
      const bound = area === 0 ? 0 : Number.POSITIVE_INFINITY;
      sketch.column(-bound, bound, [...own]);
    });
  }
  return sketch.data();
};

/** No flows and no angles: each line's limit on the sum of factor x injection, one balance for all. */
const withFactors = (problem: Problem): LpData => {
  const sketch = new Sketch();
  const { areas, acLines, horizon } = problem;
  const factors = transferFactors(problem);
  for (let t = 0; t < horizon.periodCount; t++) {
    const total = areas.reduce((sum, area) => sum + area.loadMw[t]!, 0);
    const balance = sketch.row(total, total);
    const limits = acLines.map((line, l) => {
      const byLoads = areas.reduce((sum, area, a) => sum - factors[l]![a]! * area.loadMw[t]!, 0);
      return sketch.row(-(line.backLimitMw ?? line.limitMw) - byLoads, line.limitMw - byLoads);
    });
    unitColumns(sketch, problem, t, (area) => [
      [balance, 1],
      ...limits.flatMap((row, l): [number, number][] =>
        Math.abs(factors[l]![area]!) < 1e-9 ? [] : [[row, factors[l]![area]!]],
      ),
    ]);
  }
  return sketch.data();
};

/** Share of an injection that flows over each line, taken out at the first bus: B_line · inverse of B, dense. */
const transferFactors = ({ areas, acLines }: Problem): Float64Array[] => {
  const n = areas.length;
  const matrix = areas.map((_, i) => {
    const line = new Float64Array(2 * n);
    line[n + i] = 1;
    return line;
  });
  for (const { fromArea, toArea, reactanceOhm } of acLines) {
    const b = 1 / reactanceOhm;
    matrix[fromArea]![fromArea]! += b;
    matrix[toArea]![toArea]! += b;
    matrix[fromArea]![toArea]! -= b;
    matrix[toArea]![fromArea]! -= b;
  }
  for (let k = 1; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(matrix[i]![k]!) > Math.abs(matrix[best]![k]!)) best = i;
    [matrix[k], matrix[best]] = [matrix[best]!, matrix[k]!];
    const pivot = matrix[k]![k]!;
    for (let j = k; j < 2 * n; j++) matrix[k]![j]! /= pivot;
    for (let i = 1; i < n; i++) {
      const share = i === k ? 0 : matrix[i]![k]!;
      if (share !== 0) for (let j = k; j < 2 * n; j++) matrix[i]![j]! -= share * matrix[k]![j]!;
    }
  }
  const angle = (bus: number, injection: number): number =>
    bus === 0 || injection === 0 ? 0 : matrix[bus]![n + injection]!;
  return acLines.map((line) =>
    Float64Array.from(areas, (_, a) => (angle(line.fromArea, a) - angle(line.toArea, a)) / line.reactanceOhm),
  );
};
