import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem, ThermalInput } from '#dispatch/domain';
import { createHighsSolver } from '../index.ts';
import { beside, unit } from '../testing/small-unit.ts';
import { solveBlocks } from '../testing/solve-blocks.ts';

const solver = await createHighsSolver();
const solve = (problem: Problem, isRelaxed = false) => solveBlocks(problem, solver, isRelaxed);

interface UnitState {
  readonly isOn: boolean;
  /** Periods since it was switched. */
  readonly periods: number;
  readonly outputMw: number;
}

/**
 * The cheapest run of one unit beside the grid, by trying every output in whole MW and every switch: the laws in plain
 * words. Exact where all limits are whole, as the limits on outputs are differences only.
 */
const enumerate = (thermal: ThermalInput, loadMw: readonly number[], gridYuan: readonly number[]): number => {
  const input = thermal.commitment!;
  const known = new Map<string, number>();
  const rated = thermal.ratedMw;
  const stepCost = (t: number, from: UnitState, to: UnitState): number => {
    const most = thermal.availableRatio[t]! * rated;
    const least = Math.min(thermal.minimumRatio * rated, most);
    const infeasible = Number.POSITIVE_INFINITY;
    if (to.outputMw > loadMw[t]!) return infeasible;
    if (to.isOn && (to.outputMw < least || to.outputMw > most)) return infeasible;
    let yuan = to.outputMw * thermal.operatingYuanPerMwh[t]! + (loadMw[t]! - to.outputMw) * gridYuan[t]!;
    if (to.isOn) yuan += input.noLoadYuanPerH;
    if (to.isOn && !from.isOn) {
      if (from.periods < input.minimumDownPeriods || to.outputMw > (input.startMw ?? rated))
        return infeasible;
      const { coldStart } = input;
      yuan += coldStart && from.periods >= coldStart.afterPeriods ? coldStart.yuan : input.startYuan;
    } else if (!to.isOn && from.isOn) {
      if (from.periods < input.minimumUpPeriods || from.outputMw > (input.stopMw ?? rated)) return infeasible;
      yuan += input.stopYuan;
    } else if (to.isOn) {
      if (to.outputMw - from.outputMw > (thermal.rampUpMwPerH ?? rated)) return infeasible;
      if (from.outputMw - to.outputMw > (thermal.rampDownMwPerH ?? rated)) return infeasible;
    }
    return yuan;
  };
  const best = (t: number, from: UnitState): number => {
    if (t === loadMw.length) return 0;
    const key = `${t}/${from.isOn}/${from.periods}/${from.outputMw}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    let least = Number.POSITIVE_INFINITY;
    for (let outputMw = -1; outputMw <= rated; outputMw++) {
      const isOn = outputMw >= 0;
      const to = {
        isOn,
        periods: isOn === from.isOn ? from.periods + 1 : 1,
        outputMw: Math.max(0, outputMw),
      };
      const yuan = stepCost(t, from, to);
      if (yuan < Number.POSITIVE_INFINITY) least = Math.min(least, yuan + best(t + 1, to));
    }
    known.set(key, least);
    return least;
  };
  return best(0, { ...input.before, outputMw: thermal.beforeMw ?? 0 });
};

const whole = (min: number, max: number) => fc.integer({ min, max });
const PERIODS = 6;
const series = (min: number, max: number) =>
  fc.array(whole(min, max), { minLength: PERIODS, maxLength: PERIODS });
const randomCase = fc
  .record({
    minimumMw: whole(1, 5),
    ramps: fc.record({ up: fc.option(whole(1, 5)), down: fc.option(whole(1, 5)) }),
    limits: fc.record({ start: fc.option(whole(5, 10)), stop: fc.option(whole(5, 10)) }),
    up: whole(1, 4),
    down: whole(1, 4),
    isOn: fc.boolean(),
    periods: whole(1, 4),
    beforeMw: whole(5, 10),
    noLoad: whole(0, 100),
    start: whole(0, 400),
    stop: whole(0, 50),
    cold: fc.option(fc.record({ afterPeriods: whole(1, 4), more: whole(1, 400) })),
    available: series(0, 3),
    loadMw: series(0, 14),
    gridYuan: series(20, 250),
  })
  .map((drawn) => {
    const thermal = unit(PERIODS, {
      minimumRatio: drawn.minimumMw / 10,
      availableRatio: Float64Array.from(drawn.available, (level) => (level === 0 ? 0.5 : 1)),
      beforeMw: drawn.isOn ? drawn.beforeMw : 0,
      ...(drawn.ramps.up === null ? {} : { rampUpMwPerH: drawn.ramps.up }),
      ...(drawn.ramps.down === null ? {} : { rampDownMwPerH: drawn.ramps.down }),
      commitment: {
        noLoadYuanPerH: drawn.noLoad,
        startYuan: drawn.start,
        stopYuan: drawn.stop,
        ...(drawn.cold === null
          ? {}
          : { coldStart: { afterPeriods: drawn.cold.afterPeriods, yuan: drawn.start + drawn.cold.more } }),
        minimumUpPeriods: drawn.up,
        minimumDownPeriods: drawn.down,
        ...(drawn.limits.start === null ? {} : { startMw: drawn.limits.start }),
        ...(drawn.limits.stop === null ? {} : { stopMw: drawn.limits.stop }),
        before: { isOn: drawn.isOn, periods: drawn.periods },
      },
    });
    return { thermal, loadMw: drawn.loadMw, gridYuan: drawn.gridYuan };
  });

test('commitment finds what trying every switch and every output finds, and says so where there is none', () => {
  let solvable = 0;
  fc.assert(
    fc.property(randomCase, ({ thermal, loadMw, gridYuan }) => {
      const best = enumerate(thermal, loadMw, gridYuan);
      const solved = solve(beside(thermal, loadMw, gridYuan));
      if (best === Number.POSITIVE_INFINITY) {
        expect(solved.kind).toBe('infeasible');
        return;
      }
      solvable += 1;
      expect(solved.objective).toBeCloseTo(best, 4);
      expect(solve(beside(thermal, loadMw, gridYuan), true).objective).toBeLessThanOrEqual(best + 1e-4);
    }),
    { numRuns: 150, seed: 11 },
  );
  expect(solvable).toBeGreaterThan(75);
});
