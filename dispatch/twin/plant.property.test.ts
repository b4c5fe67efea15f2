import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepPlant } from './plant.ts';
import type { PlantModel } from './plant-model.ts';
import type { PlantActuals, PlantStep } from './plant-records.ts';
import { anHour, met, onePlant, plantAt } from './testing-plant.ts';

const mw = (most: number) => fc.double({ min: 0, max: most, noNaN: true });
const dam = {
  id: 'dam',
  area: 1,
  ratedMw: 60,
  mwPerM3PerS: 1.3,
  minimumMm3: 5,
  maximumMm3: 5.6,
  initialMm3: 5.2,
  minimumReleaseM3PerS: 4,
};
/** Three areas in a ring, so that flows share two ways. */
const ring = (limitMw: number): PlantModel =>
  onePlant({
    areas: ['a', 'b', 'c'],
    acLines: [
      { id: 'ab', from: 0, to: 1, reactanceOhm: 10, limitMw },
      { id: 'bc', from: 1, to: 2, reactanceOhm: 20, limitMw },
      { id: 'ca', from: 2, to: 0, reactanceOhm: 15, limitMw },
    ],
    reservoirs: [dam],
    hvdcLinks: [{ id: 'dc', area: 2, ratedMw: 80, minimumMw: 8, lossRatio: 0.05 }],
  });

const situation = fc.record({
  wind: mw(100),
  loadA: mw(80),
  loadB: mw(60),
  inflow: mw(80),
  it: fc.tuple(mw(5), mw(5), mw(5), mw(5)),
  stored: fc.double({ min: 10, max: 90, noNaN: true }),
  water: fc.double({ min: 5, max: 5.6, noNaN: true }),
  plan: fc.record({
    charge: mw(20),
    discharge: mw(20),
    imported: mw(30),
    exported: mw(10),
    hydro: mw(60),
    sent: mw(80),
    curtailed: mw(30),
  }),
});
type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never;

const actualsOf = (s: Situation): PlantActuals =>
  met({
    availableMw: { wind: s.wind },
    loadMw: { a: s.loadA, b: s.loadB },
    inflowM3PerS: { dam: s.inflow },
    sites: { site: { itMwByTier: s.it, facilityPerIt: 1.15, fixedMw: 0.4 } },
  });
const run = (s: Situation, limitMw: number): PlantStep =>
  stepPlant(
    ring(limitMw),
    plantAt({ batteryMwh: { battery: s.stored }, reservoirMm3: { dam: s.water } }),
    anHour({
      wind: { generationMw: 0, curtailedMw: s.plan.curtailed },
      battery: { chargeMw: s.plan.charge, dischargeMw: s.plan.discharge },
      grid: { importMw: s.plan.imported, exportMw: s.plan.exported },
      dam: { generationMw: s.plan.hydro },
      dc: { sentMw: s.plan.sent },
    }),
    actualsOf(s),
  );
const meter = (step: PlantStep, quantity: string, element?: string): number =>
  step.readings
    .filter((row) => row.quantity === quantity && (element === undefined || row.element === element))
    .reduce((sum, row) => sum + row.value, 0);

test('what is generated, discharged and imported is what is used, charged, exported and sent', () => {
  fc.assert(
    fc.property(situation, fc.constantFrom(15, 1e6), (s, limitMw) => {
      const step = run(s, limitMw);
      const supply = meter(step, 'generationMw') + meter(step, 'dischargeMw') + meter(step, 'importMw');
      const use =
        meter(step, 'loadMw') + meter(step, 'facilityMw') + meter(step, 'chargeMw') + meter(step, 'exportMw');
      expect(supply).toBeCloseTo(use + meter(step, 'sentMw'), 6);
    }),
  );
});

test('the energy of each area closes over its lines', () => {
  fc.assert(
    fc.property(situation, (s) => {
      const step = run(s, 15);
      const flow = (id: string): number => meter(step, 'flowMw', id);
      const atC = flow('bc') - flow('ca');
      expect(atC).toBeCloseTo(meter(step, 'sentMw', 'dc'), 6);
      const atB = flow('ab') - flow('bc');
      expect(atB).toBeCloseTo(meter(step, 'loadMw', 'b') - meter(step, 'generationMw', 'dam'), 6);
    }),
  );
});

test('no battery, reservoir, connection or rating leaves its limits', () => {
  const slack = 1e-7;
  fc.assert(
    fc.property(situation, fc.constantFrom(15, 1e6), (s, limitMw) => {
      const step = run(s, limitMw);
      expect(step.state.batteryMwh.battery!).toBeGreaterThanOrEqual(10 - slack);
      expect(step.state.batteryMwh.battery!).toBeLessThanOrEqual(90 + slack);
      expect(step.state.reservoirMm3.dam!).toBeGreaterThanOrEqual(5 - slack);
      expect(step.state.reservoirMm3.dam!).toBeLessThanOrEqual(5.6 + slack);
      expect(meter(step, 'chargeMw')).toBeLessThanOrEqual(20 + slack);
      expect(meter(step, 'dischargeMw')).toBeLessThanOrEqual(20 + slack);
      expect(meter(step, 'importMw')).toBeLessThanOrEqual(30 + slack);
      expect(meter(step, 'exportMw')).toBeLessThanOrEqual(10 + slack);
      expect(meter(step, 'generationMw', 'wind')).toBeLessThanOrEqual(s.wind + slack);
      expect(meter(step, 'generationMw', 'dam')).toBeLessThanOrEqual(60 + slack);
      for (const row of step.readings) {
        if (row.quantity !== 'flowMw') expect(row.value).toBeGreaterThanOrEqual(-slack);
      }
    }),
  );
});

test('water is conserved: content changes by inflow less turbine flow and spill', () => {
  fc.assert(
    fc.property(situation, (s) => {
      const step = run(s, 1e6);
      const out = meter(step, 'turbineM3PerS') + meter(step, 'spillM3PerS');
      expect(step.state.reservoirMm3.dam! - s.water).toBeCloseTo((s.inflow - out) * 0.0036, 8);
    }),
  );
});

test('where lines are wide, more wind never means more import and never more unserved demand', () => {
  fc.assert(
    fc.property(situation, mw(40), (s, more) => {
      const before = run(s, 1e6);
      const after = run({ ...s, wind: Math.min(100, s.wind + more) }, 1e6);
      expect(meter(after, 'importMw')).toBeLessThanOrEqual(meter(before, 'importMw') + 1e-7);
      expect(meter(after, 'unservedMw')).toBeLessThanOrEqual(meter(before, 'unservedMw') + 1e-7);
    }),
  );
});

test('a line above its limit is said to be so', () => {
  fc.assert(
    fc.property(situation, (s) => {
      const step = run(s, 15);
      for (const line of ['ab', 'bc', 'ca']) {
        const over = Math.abs(meter(step, 'flowMw', line)) - 15;
        const said = step.events.some((event) => event.kind === 'lineOverload' && event.element === line);
        expect(said).toBe(over > 0.01);
      }
    }),
  );
});
