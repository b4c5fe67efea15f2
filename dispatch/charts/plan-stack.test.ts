import { expect, test } from 'vitest';
import type { Plan } from '#dispatch/domain';
import { balancedPlan } from './balanced-plan.ts';
import { planStackPicture } from './plan-stack.ts';
import { heatPicture } from './plan-storage.ts';
import { planTotals } from './plan-totals.ts';
import { testContext } from './test-context.ts';

const plan = balancedPlan(96, 10);

/** Sum of the drawn bands of one stack at point `t`. */
const stackAt = (stack: string, t: number, without: readonly string[] = []): number => {
  const { option } = planStackPicture(plan, testContext);
  const series = option.series as { id: string; stack?: string; data: [number, number][] }[];
  return series
    .filter((one) => one.stack === stack && !without.includes(one.id))
    .reduce((sum, one) => sum + one.data[2 * t]![1], 0);
};

test('in every period the supply drawn equals load, compute, charging and export together', () => {
  const totals = planTotals(plan);
  for (const t of [0, 20, 33, 50, 70, 95]) {
    const used = totals.loadMw[t]! + totals.computeMw[t]!;
    expect(stackAt('supply', t, ['curtailed'])).toBeCloseTo(used - stackAt('use', t), 6);
  }
});

test('what could have been and was not is drawn on top of what was used, hatched', () => {
  // 820 MW of at most 900 MW are used; at 12:45 (t = 51) the sun is at its height.
  const totals = planTotals(plan);
  expect(totals.curtailedMw[51]).toBeCloseTo(80, 0);
  const { keys } = planStackPicture(plan, testContext);
  expect(keys.find(({ id }) => id === 'curtailed')?.mark).toBe('hatched');
});

test('sources that never run are left out of picture and keys', () => {
  const dark = { ...plan, series: plan.series.filter(({ kind }) => kind !== 'pv') };
  const { keys, option } = planStackPicture(dark, testContext);
  expect(keys.map(({ id }) => id)).not.toContain('pv');
  expect((option.series as { id: string }[]).map(({ id }) => id)).not.toContain('pv');
});

test('every period is drawn from its start to its end, and the table has one row a period', () => {
  const picture = planStackPicture(plan, testContext);
  const [first] = picture.option.series as { data: unknown[] }[];
  expect(first!.data).toHaveLength(192);
  expect(picture.table().rows).toHaveLength(96);
});

test('the readout gives the value of the period that holds an instant, and nothing outside', () => {
  const pv = planStackPicture(plan, testContext).keys.find(({ id }) => id === 'pv')!;
  const noon = plan.horizon.startMs + 12 * 3_600_000;
  expect(pv.valueAt!(noon + 60_000)).toBe(planTotals(plan).pvMw[48]);
  expect(pv.valueAt!(plan.horizon.startMs - 1)).toBeNull();
});

test('fuel, heat of the sun and what is lost between areas are drawn too, and the balance still closes', () => {
  const flat = (value: number): number[] => Array.from({ length: 96 }, () => value);
  const row = (element: string, kind: Plan['series'][number]['kind'], quantity: string, value: number) => ({
    ...{ element, kind, quantity, values: flat(value) },
  });
  const richer: Plan = {
    ...plan,
    series: [
      ...plan.series,
      ...[row('coal', 'thermal', 'generationMw', 40), row('coal', 'thermal', 'heatMw', 10)],
      ...[row('tower', 'csp', 'generationMw', 30), row('tower', 'csp', 'heatMwh', 200)],
      ...[row('cable', 'dcLink', 'sentMw', 60), row('cable', 'dcLink', 'deliveredMw', 57)],
      ...[row('boiler', 'converter', 'takenMw', 20), row('boiler', 'converter', 'givenMw', 19)],
      // A store behind a site's meter is part of that site's power.
      row('ups', 'ups', 'dischargeMw', 5),
      // 40 + 10 + 30 made, 3 + 1 lost on the way.
      row('new-town', 'area', 'loadMw', 76),
    ],
  };
  const totals = planTotals(richer);
  expect([totals.thermalMw[9], totals.cspMw[9], totals.transferLossMw[9]]).toEqual([50, 30, 4]);
  const { option, keys } = planStackPicture(richer, testContext);
  const series = option.series as { id: string; stack?: string; data: [number, number][] }[];
  const stack = (name: string, t: number): number =>
    series
      .filter((one) => one.stack === name && one.id !== 'curtailed')
      .reduce((sum, one) => sum + one.data[2 * t]![1], 0);
  for (const t of [0, 33, 51, 95])
    expect(stack('supply', t) + stack('use', t)).toBeCloseTo(totals.loadMw[t]! + totals.computeMw[t]!, 6);
  expect(keys.map(({ id }) => id)).toEqual(expect.arrayContaining(['thermal', 'csp', 'transferLoss']));
  expect(heatPicture(richer, testContext)?.keys.map(({ id }) => id)).toEqual(['tower']);
  expect(heatPicture(plan, testContext)).toBeNull();
});
