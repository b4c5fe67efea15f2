import { describe, expect, test } from 'vitest';
import type { RegionSetting } from '#dispatch/domain';
import { createHighsSolver, type Planner, PlanningStopped, planProblem } from '#dispatch/optimise';
import { loadScenario, type Scenario } from '#dispatch/sources';
import { AppError } from '#platform/errors';
import { aJob, at, MIDNIGHT_MS, smallRegion, smallScenario } from './testing.ts';
import { readVariants, readWish } from './variants.ts';
import { planVariants, type Situation } from './what-if.ts';

const solver = createHighsSolver();
const planHere: Planner = async (problem, control) => planProblem(problem, await solver, control);

/** The small region with whole fields replaced: `carbonYuanPerTco2`, 100. */
const loadSmall = async (set: readonly RegionSetting[]): Promise<Scenario> =>
  smallScenario([aJob()], smallRegion(Object.fromEntries(set.map(({ path, value }) => [path, value]))));
const variantsOf = (wish: object) => readVariants(readWish(wish), loadSmall);
const midnight: Situation = { fromMs: MIDNIGHT_MS, foresight: 'perfect' };
const tools = {
  planner: planHere,
  timeLimitS: 60,
  isCancelled: () => false,
  progress: () => {},
};
async function planned(wish: object, change: Partial<typeof tools> = {}, situation = midnight) {
  const outcomes = [];
  for await (const { outcome } of planVariants(await variantsOf(wish), situation, { ...tools, ...change }))
    outcomes.push(outcome);
  return outcomes;
}

describe('variants side by side', () => {
  test('the base comes first, and each differs from it by its settings alone', async () => {
    const [base, dear, greenest] = await planned({
      variants: [
        { name: { zh: '碳价', en: 'dearer carbon' }, carbonYuanPerTco2: 100 },
        { name: 'greenest', objective: 'green' },
      ],
    });
    expect([base!.name.en, dear!.name.zh, greenest!.name.zh]).toEqual(['As it is', '碳价', 'greenest']);
    // 24 h at 0 yuan a tonne against 100: the same dispatch, whose tonnes are now paid for.
    expect(dear!.figures!.costYuan).toBeCloseTo(base!.figures!.costYuan + 100 * dear!.figures!.co2Tonnes, 3);
    expect(dear!.set).toEqual([{ path: 'carbonYuanPerTco2', value: 100 }]);
    expect(greenest!.figures!.co2Tonnes).toBeLessThanOrEqual(base!.figures!.co2Tonnes + 1e-6);
    expect(greenest!.objective).toBe('green');
  });

  test('figures are sums of the plan: import is metered by the hour', async () => {
    const [base, dark] = await planned({ variants: [{ name: 'no sun', set: [{ path: 'pv', value: [] }] }] });
    // Sun of 5 MW for 8 h = 40 MWh; what is not curtailed is bought without it, give or take the battery's losses.
    const sunMwh = 40 - base!.figures!.curtailedMwh;
    expect(dark!.figures!.importMwh).toBeGreaterThan(base!.figures!.importMwh + 0.9 * sunMwh - 1e-6);
    expect(dark!.figures!.curtailedMwh).toBe(0);
    expect(base!.figures!.jobsPlaced).toBe(1);
  });

  test('jobs of the longest window are left out where a variant ends before they come', async () => {
    const late = aJob({ id: 'late', earliestStartAt: at('20:00'), latestEndAt: '2025-03-11T12:00:00+08:00' });
    const wish = { hours: 24, variants: [{ name: 'half a day', hours: 12 }] };
    const situation = { ...midnight, jobs: [aJob(), late], jobsAreChosen: true };
    const outcomes = await planned(wish, {}, situation);
    expect(outcomes.map((each) => each.figures!.jobsPlaced)).toEqual([2, 1]);
  });

  test('a variant without a plan says why, and the others are planned', async () => {
    const failing: Planner = async (problem, control) => {
      if (problem.carbonYuanPerTco2 === 7)
        throw new PlanningStopped({
          kind: 'infeasible',
          blocks: ['island'],
          conflicts: [],
          relaxation: null,
        });
      return planHere(problem, control);
    };
    const wish = {
      variants: [
        { name: 'bad', carbonYuanPerTco2: 7 },
        { name: 'good', carbonYuanPerTco2: 8 },
      ],
    };
    const [base, bad, good] = await planned(wish, { planner: failing });
    expect([base!.state, bad!.state, good!.state]).toEqual(['done', 'failed', 'done']);
    expect(bad!.problem!.en).toContain('island');
    expect(bad!.figures).toBeNull();
  });

  test('a cancelled comparison ends before its next plan', async () => {
    let plans = 0;
    const counting: Planner = (problem, control) => {
      plans += 1;
      return planHere(problem, control);
    };
    const wish = { variants: [{ name: 'one', carbonYuanPerTco2: 1 }] };
    const stopped = planned(wish, { planner: counting, isCancelled: () => plans > 0 });
    await expect(stopped).rejects.toBeInstanceOf(PlanningStopped);
    expect(plans).toBe(1);
  });
});

describe('what cannot be compared', () => {
  const problemsOf = async (deed: Promise<unknown>) => {
    const refusal = await deed.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect((refusal as AppError).kind).toBe('invalid-input');
    return (refusal as AppError).problems;
  };

  test('every problem of every variant is told at once, each at its setting', async () => {
    const wish = readWish({
      variants: [
        {
          name: 'wind',
          set: [
            { path: 'wind.lenghu-wind.capacityMw', value: -5 },
            { path: 'wind.nowhere.capacityMw', value: 5 },
          ],
        },
        { name: 'good', set: [{ path: 'gridConnections.northwest-grid.exportLimitMw', value: 0 }] },
        { name: 'wind', set: [{ path: 'gridConnection.0.exportLimitMw', value: 0 }] },
      ],
    });
    const problems = await problemsOf(readVariants(wish, (set) => loadScenario('qinghai', { set })));
    expect(problems.map((each) => each.field).sort()).toEqual([
      'variants[0].set[0]',
      'variants[0].set[1]',
      'variants[2].name',
      'variants[2].set[0]',
    ]);
    expect(problems.every((each) => each.remedy !== '')).toBe(true);
  });

  test('a form that is none is refused field by field', async () => {
    const read = async () => readWish({ hours: 0, variants: [{ name: '', objective: 'speed' }], more: 1 });
    expect((await problemsOf(read())).map((each) => each.field).sort()).toEqual([
      '',
      'hours',
      'variants[0].name',
      'variants[0].objective',
    ]);
  });
});
