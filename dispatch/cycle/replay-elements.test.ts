import { beforeAll, describe, expect, it } from 'vitest';
import type { PlantState, Reading } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '#dispatch/optimise';
import { everyElement } from './every-element.testing.ts';
import { type ReplayResult, replay } from './replay.ts';
import { aJob, at, MIDNIGHT_MS, smallScenario } from './testing.ts';

const HOURS = 12;
const HOUR_MS = 3_600_000;
let result: ReplayResult;

/** A reading of one hour; MW and MWh are the same number then. */
const read = (t: number, element: string, quantity: string): number =>
  found(t, element, quantity)?.value ?? 0;
const found = (t: number, element: string, quantity: string): Reading | undefined =>
  result.readings.find(
    (row) =>
      row.periodStartMs === MIDNIGHT_MS + t * HOUR_MS && row.element === element && row.quantity === quantity,
  );
const planned = (plan: number, element: string, quantity: string): readonly number[] =>
  result.plans[plan]!.series.find((row) => row.element === element && row.quantity === quantity)!.values;
const eachHour = (check: (t: number) => void): void => {
  for (let t = 0; t < HOURS; t += 1) check(t);
};

describe('a region with every kind of element, planned and lived through for two windows', () => {
  beforeAll(async () => {
    const solver = await createHighsSolver();
    result = await replay({
      scenario: smallScenario(
        [
          aJob({ latestEndAt: at('20:00') }),
          aJob({ id: 'wide', units: 60, durationHours: 5, latestEndAt: at('22:00') }),
        ],
        everyElement(),
      ),
      ...{ fromMs: MIDNIGHT_MS, hours: HOURS, objective: 'cost', foresight: 'perfect' },
      ...{ windowHours: 12, replanMinutes: 360 },
      planner: (problem, control) => planProblem(problem, solver, control),
    });
  }, 240_000);

  it('has a plan for each window, and nobody goes without', () => {
    expect(result.plans.map((plan) => plan.degraded)).toEqual([undefined, undefined]);
    eachHour((t) => {
      for (const area of ['town', 'valley', 'warmth', 'camp', 'harbour'])
        expect(read(t, area, 'unservedMw')).toBeLessThan(1e-6);
    });
  });

  it('follows its plan, as the weather is the one foreseen', () => {
    eachHour((t) => {
      const [plan, at] = t < 6 ? [0, t] : [1, t - 6];
      for (const [element, quantity] of [
        ['coal', 'generationMw'],
        ['boiler', 'generationMw'],
        ['tower', 'generationMw'],
        ['upper', 'storedMm3'],
        ['lower', 'storedMm3'],
        ['heat-pump', 'takenMw'],
        ['cable', 'deliveredMw'],
        ['ups', 'storedMwh'],
        ['east', 'facilityMw'],
        ['grid', 'importMw'],
      ] as const)
        expect(read(t, element, quantity), `${element} ${quantity} ${t}`).toBeCloseTo(
          planned(plan, element, quantity)[at]!,
          3,
        );
    });
  });

  it('closes the balance of each separate network, heat among them', () => {
    eachHour((t) => {
      const sum = (...rows: readonly (readonly [string, string])[]): number =>
        rows.reduce((total, [element, quantity]) => total + read(t, element, quantity), 0);
      const town =
        sum(
          ...(['roof', 'mill', 'coal', 'tower', 'upper', 'lower'] as const).map(
            (id) => [id, 'generationMw'] as const,
          ),
          ...[['store', 'dischargeMw'] as const, ['grid', 'importMw'] as const],
        ) -
        sum(
          ...[['town', 'loadMw'] as const, ['valley', 'loadMw'] as const, ['east', 'facilityMw'] as const],
          ...[['west', 'facilityMw'] as const, ['store', 'chargeMw'] as const, ['grid', 'exportMw'] as const],
          ...[['cable', 'sentMw'] as const, ['heat-pump', 'takenMw'] as const, ['town', 'dumpedMw'] as const],
          ['valley', 'dumpedMw'],
        );
      expect(town).toBeCloseTo(0, 6);
      const warmth =
        sum(['coal', 'heatMw'], ['boiler', 'generationMw'], ['heat-pump', 'givenMw']) -
        sum(['warmth', 'loadMw'], ['warmth', 'dumpedMw']);
      expect(warmth).toBeCloseTo(0, 6);
      const harbour = sum(['cable', 'deliveredMw']) - sum(['harbour', 'loadMw'], ['harbour', 'dumpedMw']);
      expect(harbour).toBeCloseTo(0, 6);
    });
  });

  it('keeps heat, water and the content of the UPS from hour to hour', () => {
    let [heat, lower, ups] = [15, 3, 0.5];
    eachHour((t) => {
      const flow = (id: string, hour: number): number =>
        hour < 0 ? 2 : read(hour, id, 'turbineM3PerS') + read(hour, id, 'spillM3PerS');
      heat += -0.001 * heat + read(t, 'tower', 'fieldMw') - read(t, 'tower', 'defocusedMw');
      heat -= read(t, 'tower', 'generationMw') / 0.4;
      expect(read(t, 'tower', 'heatMwh')).toBeCloseTo(heat, 6);
      lower += 0.0036 * (0.5 + flow('upper', t - 2) - flow('lower', t));
      expect(read(t, 'lower', 'storedMm3')).toBeCloseTo(lower, 6);
      ups += 0.9 * read(t, 'ups', 'chargeMw') - read(t, 'ups', 'dischargeMw') / 0.9;
      expect(read(t, 'ups', 'storedMwh')).toBeCloseTo(ups, 6);
    });
  });

  it('keeps ramps, and the site’s meter counts its own store', () => {
    eachHour((t) => {
      const earlier = (id: string, first: number): number =>
        t === 0 ? first : read(t - 1, id, 'generationMw');
      expect(Math.abs(read(t, 'coal', 'generationMw') - earlier('coal', 3))).toBeLessThan(3 + 1e-6);
      if (t > 0)
        expect(Math.abs(read(t, 'upper', 'generationMw') - earlier('upper', 0))).toBeLessThan(2 + 1e-6);
      const it = read(t, 'east', 'itMw');
      const used = 0.1 + 1.15 * it + (0.04 / 0.06) * it * it;
      const store = read(t, 'ups', 'chargeMw') - read(t, 'ups', 'dischargeMw');
      expect(read(t, 'east', 'facilityMw')).toBeCloseTo(used + store, 6);
    });
  });

  it('traces every watt-hour to where it was made, across areas, and fuel is never clean', () => {
    const rows = result.traces.flatMap((trace) => trace.rows);
    for (const row of rows)
      expect(Object.values(row.bySourceWh).reduce((a, b) => a + b, 0)).toBe(row.energyWh);
    const harbour = rows.filter(({ consumer }) => consumer.id === 'harbour');
    expect(harbour).toHaveLength(HOURS);
    // Meters are rounded to the watt-hour each.
    for (const row of harbour) expect(row.bySourceWh.unknown ?? 0).toBeLessThan(10);
    const warmth = rows.filter(({ consumer }) => consumer.id === 'warmth');
    const burnt = (row: (typeof rows)[number]): number =>
      (row.bySourceWh.coal ?? 0) + (row.bySourceWh.boiler ?? 0);
    expect(warmth.reduce((sum, row) => sum + burnt(row), 0)).toBeGreaterThan(0);
    for (const row of rows) expect(row.cleanWh).toBeLessThanOrEqual(row.energyWh - burnt(row));
  });

  it('hands the next window what it needs to go on', () => {
    const { state } = result;
    expect(JSON.parse(JSON.stringify(state)) as PlantState).toEqual(state);
    expect(state.outputMw!.coal).toBeCloseTo(read(HOURS - 1, 'coal', 'generationMw'), 9);
    expect(state.running!.coal!.isOn).toBe(read(HOURS - 1, 'coal', 'generationMw') > 0);
    expect(state.heatMwh!.tower).toBeCloseTo(read(HOURS - 1, 'tower', 'heatMwh'), 9);
    expect(state.releasedM3PerS!.upper).toHaveLength(2);
    let [peak, bought, burnt] = [2, 990, 0];
    eachHour((t) => {
      peak = Math.max(peak, read(t, 'grid', 'importMw'));
      bought += read(t, 'grid', 'importMw');
      burnt += 0.5 * read(t, 'grid', 'importMw') + 0.9 * read(t, 'coal', 'generationMw');
      burnt += 0.3 * read(t, 'boiler', 'generationMw');
    });
    expect(state.bought!.grid).toMatchObject({ month: '2025-03' });
    expect(state.bought!.grid!.peakMw).toBeCloseTo(peak, 9);
    expect(state.bought!.grid!.energyMwh).toBeCloseTo(bought, 9);
    expect(state.counted!.carbon).toMatchObject({ since: '2025-03-01', whole: 0 });
    expect(state.counted!.carbon!.part).toBeCloseTo(100 + burnt, 6);
    expect(state.counted!['feed-in']!.since).toBe('2025-01-01');
    let changes = 0;
    eachHour((t) => {
      if (t > 0 && Math.abs(read(t, 'cable', 'sentMw') - read(t - 1, 'cable', 'sentMw')) > 1e-3) changes += 1;
    });
    expect(state.hvdcChanges!.cable).toEqual({ day: '2025-03-10', count: changes });
    expect(changes).toBeLessThanOrEqual(4);
  });
});
