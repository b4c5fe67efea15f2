import { describe, expect, test } from 'vitest';
import { stepPlant } from './plant.ts';
import type { PlantStep } from './plant-records.ts';
import { anHour, met, onePlant, plantAt } from './testing-plant.ts';

const read = (step: PlantStep, element: string, quantity: string): number | undefined =>
  step.readings.find((row) => row.element === element && row.quantity === quantity)?.value;

describe('stepPlant', () => {
  test('missing wind is made up by the battery first, then by import', () => {
    // Load 100; planned 80 of wind and 20 of import, 50 of wind come: 30 missing = 20 battery + 10 import.
    const step = stepPlant(
      onePlant(),
      plantAt(),
      anHour({ wind: { generationMw: 80 }, grid: { importMw: 20 } }),
      met({ availableMw: { wind: 50 }, loadMw: { a: 100 } }),
    );
    expect(read(step, 'battery', 'dischargeMw')).toBeCloseTo(20, 9);
    expect(read(step, 'grid', 'importMw')).toBeCloseTo(30, 9);
    // 20 MWh out at 0.9 take 22.22 MWh of content.
    expect(step.state.batteryMwh.battery).toBeCloseTo(50 - 20 / 0.9, 9);
    expect(step.deviationMw).toBeCloseTo(30, 9);
    expect(step.events.map((event) => event.kind).sort()).toEqual(['balancedByBattery', 'balancedByGrid']);
  });

  test('spare wind replaces import, then charges, is exported, and the rest is curtailed', () => {
    // Load 50, import planned 10, 95 of wind: 55 spare = 10 import + 20 charge + 10 export + 15 curtailed.
    const step = stepPlant(
      onePlant(),
      plantAt(),
      anHour({ wind: { generationMw: 40 }, grid: { importMw: 10 } }),
      met({ availableMw: { wind: 95 }, loadMw: { a: 50 } }),
    );
    expect(read(step, 'grid', 'importMw')).toBe(0);
    expect(read(step, 'battery', 'chargeMw')).toBeCloseTo(20, 9);
    expect(read(step, 'grid', 'exportMw')).toBeCloseTo(10, 9);
    expect(read(step, 'wind', 'generationMw')).toBeCloseTo(80, 9);
    expect(step.state.batteryMwh.battery).toBeCloseTo(50 + 20 * 0.9, 9);
    expect(step.events.find((event) => event.kind === 'curtailed')?.mw).toBeCloseTo(15, 9);
  });

  test('curtailment that was planned is kept aside until power is missing', () => {
    const plan = anHour({ wind: { generationMw: 60, curtailedMw: 20 } });
    const asPlanned = stepPlant(
      onePlant(),
      plantAt(),
      plan,
      met({ availableMw: { wind: 80 }, loadMw: { a: 60 } }),
    );
    expect(read(asPlanned, 'wind', 'generationMw')).toBeCloseTo(60, 9);
    expect(asPlanned.deviationMw).toBeCloseTo(0, 9);
    const moreLoad = stepPlant(
      onePlant(),
      plantAt(),
      plan,
      met({ availableMw: { wind: 80 }, loadMw: { a: 75 } }),
    );
    expect(read(moreLoad, 'wind', 'generationMw')).toBeCloseTo(75, 9);
    expect(read(moreLoad, 'battery', 'dischargeMw')).toBe(0);
  });

  test('an island sheds the most tolerant work first and says how much IT power that is', () => {
    // No grid, empty battery: 40 of wind against 10 load + 1.1 x (10 + 10 + 10 + 10) = 54; 14 missing:
    // tier 3 gives 11, tier 2 the other 3.
    const island = onePlant({ gridConnections: [] });
    const step = stepPlant(
      island,
      plantAt({ batteryMwh: { battery: 10 } }),
      anHour(),
      met({
        availableMw: { wind: 40 },
        loadMw: { a: 10 },
        sites: { site: { itMwByTier: [10, 10, 10, 10], facilityPerIt: 1.1, fixedMw: 0 } },
      }),
    );
    expect(step.shedItMw.site![3]).toBeCloseTo(10, 9);
    expect(step.shedItMw.site![2]).toBeCloseTo(3 / 1.1, 9);
    expect(step.shedItMw.site![0]).toBe(0);
    expect(read(step, 'a', 'unservedMw')).toBe(0);
    expect(read(step, 'site', 'facilityMw')).toBeCloseTo(30, 9);
  });

  test('a full reservoir spills, and its minimum release is kept when the turbines stand still', () => {
    const river = {
      id: 'dam',
      area: 0,
      ratedMw: 50,
      mwPerM3PerS: 1,
      minimumMm3: 10,
      maximumMm3: 100,
      initialMm3: 100,
      minimumReleaseM3PerS: 5,
    };
    const plant = onePlant({ reservoirs: [river], batteries: [] });
    const full = stepPlant(
      plant,
      plantAt(),
      anHour(),
      met({ availableMw: { wind: 20 }, loadMw: { a: 20 }, inflowM3PerS: { dam: 30 } }),
    );
    expect(read(full, 'dam', 'spillM3PerS')).toBeCloseTo(30, 9);
    expect(full.state.reservoirMm3.dam).toBeCloseTo(100, 9);
    const low = stepPlant(
      plant,
      plantAt({ reservoirMm3: { dam: 50 } }),
      anHour(),
      met({ availableMw: { wind: 20 }, loadMw: { a: 20 }, inflowM3PerS: { dam: 2 } }),
    );
    // 5 m³/s for an hour are 0.018 Mm³, the inflow of 2 m³/s gives 0.0072 back.
    expect(low.state.reservoirMm3.dam).toBeCloseTo(50 - 0.018 + 0.0072, 9);
  });

  test('an overloaded line is relieved by moving plants on both sides of it', () => {
    // 90 of wind in a, load 80 in b, the line carries 50: wind falls to 50, import in b rises to 30.
    const pair = onePlant({
      areas: ['a', 'b'],
      acLines: [{ id: 'line', from: 0, to: 1, reactanceOhm: 10, limitMw: 50 }],
      batteries: [],
      gridConnections: [{ id: 'grid', area: 1, importLimitMw: 40, exportLimitMw: 0 }],
    });
    const step = stepPlant(pair, plantAt(), anHour(), met({ availableMw: { wind: 90 }, loadMw: { b: 80 } }));
    expect(read(step, 'line', 'flowMw')).toBeCloseTo(50, 6);
    expect(read(step, 'wind', 'generationMw')).toBeCloseTo(50, 6);
    expect(read(step, 'grid', 'importMw')).toBeCloseTo(30, 6);
    expect(step.events.some((event) => event.kind === 'redispatched')).toBe(true);
    expect(step.events.some((event) => event.kind === 'lineOverload')).toBe(false);
  });

  test('the export line gives way before work or people do, down to its minimum', () => {
    const sending = onePlant({
      batteries: [],
      gridConnections: [],
      hvdcLinks: [{ id: 'dc', area: 0, ratedMw: 100, minimumMw: 10, lossRatio: 0.05 }],
    });
    const step = stepPlant(
      sending,
      plantAt(),
      anHour({ dc: { sentMw: 60 } }),
      met({ availableMw: { wind: 45 }, loadMw: { a: 40 } }),
    );
    // 45 against 40 + 60: the line falls to 10, 5 of load are still missing.
    expect(read(step, 'dc', 'sentMw')).toBeCloseTo(10, 9);
    expect(read(step, 'dc', 'deliveredMw')).toBeCloseTo(9.5, 9);
    expect(read(step, 'a', 'unservedMw')).toBeCloseTo(5, 9);
  });

  test('without a plan the export line holds its step, and sun and wind run at what is there', () => {
    const sending = onePlant({
      batteries: [],
      hvdcLinks: [{ id: 'dc', area: 0, ratedMw: 100, minimumMw: 10, lossRatio: 0.05 }],
    });
    const step = stepPlant(
      sending,
      plantAt({ hvdcMw: { dc: 40 } }),
      anHour(),
      met({ availableMw: { wind: 45 }, loadMw: { a: 5 } }),
    );
    expect(read(step, 'dc', 'sentMw')).toBe(40);
    expect(read(step, 'wind', 'generationMw')).toBe(45);
    expect(step.state.hvdcMw.dc).toBe(40);
  });
});
