import { beforeAll, describe, expect, test } from 'vitest';
import { planWindow } from '#dispatch/cycle';
import type { Plan, Problem } from '#dispatch/domain';
import { createHighsSolver, type PlanControl, planProblem } from '#dispatch/optimise';
import { loadScenario } from '#dispatch/sources';
import { type PlantActuals, type PlantStep, plantModel, setPointsAt, stepPlant } from '#dispatch/twin';

const HOURS = 12;
const control: PlanControl = {
  progress: () => {},
  elapsedS: () => 0,
  timeLimitS: 60,
  isCancelled: () => false,
};
let plan: Plan;
let steps: PlantStep[];

/** What the plan itself expects to come. */
const asExpected = (problem: Problem, t: number): PlantActuals => ({
  availableMw: Object.fromEntries(problem.renewables.map((row) => [row.id, row.availableMw[t]!])),
  loadMw: Object.fromEntries(problem.areas.map((row) => [row.id, row.loadMw[t]!])),
  inflowM3PerS: Object.fromEntries(problem.reservoirs.map((row) => [row.id, row.inflowM3PerS[t]!])),
  fieldMw: Object.fromEntries(problem.cspPlants.map((row) => [row.id, row.fieldMw[t]!])),
  sites: Object.fromEntries(
    problem.sites.map((site) => [
      site.id,
      {
        itMwByTier: [planned(site.id, 'itMw', t), 0, 0, 0],
        facilityPerIt: site.facilityPerIt[t]!,
        fixedMw: site.fixedMw[t]!,
      },
    ]),
  ),
});
const planned = (element: string, quantity: string, t: number): number =>
  plan.series.find((row) => row.element === element && row.quantity === quantity)!.values[t]!;

describe('a plan of qinghai that is met by exactly the weather it foresaw', () => {
  beforeAll(async () => {
    const scenario = await loadScenario('qinghai');
    const solver = await createHighsSolver();
    const window = await planWindow({
      scenario,
      fromMs: Date.parse('2025-03-10T06:00:00+08:00'),
      hours: HOURS,
      objective: 'cost',
      foresight: 'perfect',
      jobs: [],
      planner: (problem, asked) => planProblem(problem, solver, asked),
      control,
    });
    plan = window.plan;
    const model = plantModel(scenario.region);
    let state: PlantStep['state'] = { atMs: 0, batteryMwh: {}, reservoirMm3: {}, hvdcMw: {} };
    steps = Array.from({ length: plan.horizon.periodCount }, (_, t) => {
      const step = stepPlant(model, state, setPointsAt(plan, t), asExpected(window.problem, t));
      state = step.state;
      return step;
    });
  });

  test('the plant follows every set-point: nothing has to be balanced, moved or shed', () => {
    for (const step of steps) {
      expect(step.deviationMw).toBeLessThan(1e-5);
      expect(step.events.filter((event) => event.kind !== 'spilled')).toEqual([]);
    }
  });

  test('lines, batteries and reservoirs end each period where the plan saw them', () => {
    for (const [t, step] of steps.entries()) {
      for (const { element, quantity, value } of step.readings) {
        if (['flowMw', 'storedMwh', 'storedMm3', 'generationMw', 'sentMw'].includes(quantity)) {
          expect(Math.abs(value - planned(element, quantity, t)), `${element} ${quantity}`).toBeLessThan(
            1e-5,
          );
        }
      }
    }
  });
});
