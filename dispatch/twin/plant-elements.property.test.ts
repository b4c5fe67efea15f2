import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepPlant } from './plant.ts';
import type { PlantModel } from './plant-model.ts';
import type { PlantStep } from './plant-records.ts';
import { anHour, met, onePlant, plantAt } from './testing-plant.ts';

const mw = (most: number) => fc.double({ min: 0, max: most, noNaN: true });
const lake = { area: 0, ratedMw: 30, mwPerM3PerS: 1, minimumMm3: 1, maximumMm3: 2, minimumReleaseM3PerS: 2 };

/** Area a of power and area b of heat, with a unit that feeds both, a heat pump, a solar tower, a cascade and a UPS. */
const plant: PlantModel = onePlant({
  areas: ['a', 'b', 'c'],
  thermalUnits: [
    {
      ...{ id: 'coal', area: 0, ratedMw: 40, leastMw: 12, rampUpMwPerH: 10, rampDownMwPerH: 15 },
      ...{ commitment: { startMw: 15, stopMw: 15 }, heat: null, initialMw: 20, initialHours: 5 },
    },
    {
      ...{ id: 'chp', area: 0, ratedMw: 10, leastMw: 3, rampUpMwPerH: 5, rampDownMwPerH: 5 },
      ...{ commitment: null, heat: { area: 1, mwPerMw: 0.8 }, initialMw: 5, initialHours: 5 },
    },
    {
      ...{ id: 'boiler', area: 1, ratedMw: 20, leastMw: 0, rampUpMwPerH: 99, rampDownMwPerH: 99 },
      ...{ commitment: null, heat: null, initialMw: undefined, initialHours: 0 },
    },
  ],
  cspPlants: [
    {
      ...{ id: 'tower', area: 0, ratedMw: 20, leastMw: 4, efficiencyRatio: 0.4, lossRatioPerH: 0.01 },
      ...{ minimumMwh: 5, maximumMwh: 200, initialMwh: 60 },
    },
  ],
  reservoirs: [
    {
      ...lake,
      id: 'upper',
      initialMm3: 1.5,
      rampMwPerH: 8,
      downstream: { reservoir: 'lower', delayHours: 2 },
    },
    { ...lake, id: 'lower', initialMm3: 1.5 },
  ],
  batteries: [
    {
      ...{ id: 'ups', area: 0, behindMeterOf: 'site', chargeMw: 6, dischargeMw: 6, lossRatioPerH: 0.01 },
      ...{ minimumMwh: 1, maximumMwh: 12, initialMwh: 6 },
      ...{ chargeEfficiencyRatio: 0.9, dischargeEfficiencyRatio: 0.9 },
    },
  ],
  hvdcLinks: [{ id: 'cable', area: 0, toArea: 2, ratedMw: 20, minimumMw: 2, lossRatio: 0.05 }],
  converters: [{ id: 'pump', fromArea: 0, toArea: 1, ratedMw: 6 }],
});

const situation = fc.record({
  ...{ wind: mw(100), loadA: mw(90), heat: mw(40), loadC: mw(25), inflow: mw(40), field: mw(80) },
  ...{ it: fc.tuple(mw(3), mw(3), mw(3), mw(3)), stored: mw(12), heatStored: mw(200), water: mw(1) },
  ...{
    coalBefore: fc.constantFrom(0, 12, 25, 40),
    hydroBefore: mw(30),
    available: fc.constantFrom(0, 0.5, 1),
  },
  plan: fc.record({
    ...{
      coal: fc.constantFrom(0, 12, 30, 40),
      chp: mw(10),
      boiler: mw(20),
      tower: fc.constantFrom(0, 4, 15),
    },
    ...{
      upper: mw(30),
      lower: mw(30),
      pump: mw(6),
      sent: mw(20),
      charge: mw(6),
      discharge: mw(6),
      grid: mw(30),
    },
  }),
});
type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never;

const run = (s: Situation): PlantStep =>
  stepPlant(
    plant,
    plantAt({
      batteryMwh: { ups: s.stored },
      reservoirMm3: { upper: 1 + s.water, lower: 2 - s.water },
      heatMwh: { tower: s.heatStored },
      outputMw: { coal: s.coalBefore, chp: 5, upper: s.hydroBefore },
      releasedM3PerS: { upper: [7, 9] },
    }),
    anHour({
      ...{ coal: { generationMw: s.plan.coal }, chp: { generationMw: s.plan.chp } },
      ...{ boiler: { generationMw: s.plan.boiler }, tower: { generationMw: s.plan.tower } },
      ...{ upper: { generationMw: s.plan.upper }, lower: { generationMw: s.plan.lower } },
      ...{ pump: { takenMw: s.plan.pump }, cable: { sentMw: s.plan.sent }, grid: { importMw: s.plan.grid } },
      ups: { chargeMw: s.plan.charge, dischargeMw: s.plan.discharge },
    }),
    met({
      availableMw: { wind: s.wind },
      loadMw: { a: s.loadA, b: s.heat, c: s.loadC },
      inflowM3PerS: { upper: s.inflow, lower: 1 },
      fieldMw: { tower: s.field },
      thermalRatio: { coal: s.available },
      converters: { pump: { minimumRatio: 0, maximumRatio: 1, efficiencyRatio: 3 } },
      sites: { site: { itMwByTier: s.it, facilityPerIt: 1.2, fixedMw: 0.5 } },
    }),
  );
const meter = (step: PlantStep, element: string, quantity: string): number =>
  step.readings.find((row) => row.element === element && row.quantity === quantity)?.value ?? 0;

test('the balance of power, of heat and of the area behind the cable closes, whatever the plan was', () => {
  fc.assert(
    fc.property(situation, (s) => {
      const step = run(s);
      const of = (quantity: string, ...ids: readonly string[]): number =>
        ids.reduce((sum, id) => sum + meter(step, id, quantity), 0);
      const supply =
        of('generationMw', 'wind', 'coal', 'chp', 'tower', 'upper', 'lower') + of('importMw', 'grid');
      const use = of('loadMw', 'a') + of('facilityMw', 'site') + of('exportMw', 'grid') + of('dumpedMw', 'a');
      expect(supply).toBeCloseTo(use + of('takenMw', 'pump') + of('sentMw', 'cable'), 6);
      const heat = of('heatMw', 'chp') + of('generationMw', 'boiler') + of('givenMw', 'pump');
      expect(heat).toBeCloseTo(of('loadMw', 'b') + of('dumpedMw', 'b'), 6);
      expect(of('deliveredMw', 'cable')).toBeCloseTo(of('loadMw', 'c') + of('dumpedMw', 'c'), 6);
    }),
    { numRuns: 400 },
  );
});

test('units keep their ramps and least outputs, and start and stop only as planned', () => {
  fc.assert(
    fc.property(situation, (s) => {
      const coal = meter(run(s), 'coal', 'generationMw');
      const most = 40 * s.available;
      expect(coal).toBeLessThanOrEqual(most + 1e-9);
      if (s.plan.coal > 0) {
        expect(coal).toBeGreaterThanOrEqual(Math.min(12, most) - 1e-9);
        const rise = s.coalBefore === 0 ? 15 : 10;
        expect(coal).toBeLessThanOrEqual(Math.max(s.coalBefore + rise, 12) + 1e-9);
        expect(coal).toBeGreaterThanOrEqual(Math.min(s.coalBefore - 15, most) - 1e-9);
      } else if (s.coalBefore <= 15) expect(coal).toBe(0);
      else expect(coal).toBeGreaterThanOrEqual(Math.min(s.coalBefore - 15, most) - 1e-9);
    }),
    { numRuns: 400 },
  );
});

test('heat and water are conserved, and what left the upper reservoir two hours ago arrives', () => {
  fc.assert(
    fc.property(situation, (s) => {
      const step = run(s);
      const turned =
        s.field - meter(step, 'tower', 'defocusedMw') - meter(step, 'tower', 'generationMw') / 0.4;
      expect(meter(step, 'tower', 'heatMwh')).toBeCloseTo(0.99 * s.heatStored + turned, 6);
      expect(meter(step, 'tower', 'heatMwh')).toBeLessThanOrEqual(200 + 1e-9);
      const out = meter(step, 'lower', 'turbineM3PerS') + meter(step, 'lower', 'spillM3PerS');
      expect(meter(step, 'lower', 'storedMm3')).toBeCloseTo(2 - s.water + 0.0036 * (1 + 7 - out), 8);
      const left = meter(step, 'upper', 'turbineM3PerS') + meter(step, 'upper', 'spillM3PerS');
      expect(step.state.releasedM3PerS!.upper![0]).toBe(9);
      expect(step.state.releasedM3PerS!.upper![1]).toBeCloseTo(left, 9);
    }),
    { numRuns: 400 },
  );
});

test('a UPS gives no more than its site takes, and its content follows its meters', () => {
  fc.assert(
    fc.property(situation, (s) => {
      const step = run(s);
      const [charge, given] = [meter(step, 'ups', 'chargeMw'), meter(step, 'ups', 'dischargeMw')];
      const wanted = s.it.reduce((sum, part) => sum + part, 0) * 1.2 + 0.5;
      const used = wanted - meter(step, 'site', 'unservedMw');
      expect(given).toBeLessThanOrEqual(used + charge + 1e-6);
      expect(meter(step, 'site', 'facilityMw')).toBeCloseTo(used + charge - given, 6);
      expect(step.state.batteryMwh.ups).toBeCloseTo(0.99 * s.stored + 0.9 * charge - given / 0.9, 6);
    }),
    { numRuns: 400 },
  );
});
