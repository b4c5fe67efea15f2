import type { PlantState } from '#dispatch/domain';
import type { PlantModel } from './plant-model.ts';
import type { PlantActuals } from './plant-records.ts';
import type { SetPoints } from './set-points.ts';

/** Plants small enough to be worked out by hand, for the tests of this folder. */
export const onePlant = (change: Partial<PlantModel> = {}): PlantModel => ({
  areas: ['a'],
  acLines: [],
  renewables: [{ id: 'wind', area: 0, capacityMw: 100 }],
  thermalUnits: [],
  cspPlants: [],
  reservoirs: [],
  batteries: [
    {
      id: 'battery',
      area: 0,
      chargeMw: 20,
      dischargeMw: 20,
      minimumMwh: 10,
      maximumMwh: 90,
      initialMwh: 50,
      chargeEfficiencyRatio: 0.9,
      dischargeEfficiencyRatio: 0.9,
    },
  ],
  gridConnections: [{ id: 'grid', area: 0, importLimitMw: 30, exportLimitMw: 10 }],
  hvdcLinks: [],
  converters: [],
  sites: [{ id: 'site', area: 0 }],
  ...change,
});

export const plantAt = (change: Partial<PlantState> = {}): PlantState => ({
  atMs: 0,
  batteryMwh: {},
  reservoirMm3: {},
  hvdcMw: {},
  ...change,
});

/** One hour, so that MW and MWh are the same number. */
export const anHour = (values: SetPoints['values'] = {}): SetPoints => ({
  periodStartMs: 0,
  periodMinutes: 60,
  values,
});

export const met = (change: Partial<PlantActuals> = {}): PlantActuals => ({
  availableMw: {},
  loadMw: {},
  inflowM3PerS: {},
  sites: {},
  ...change,
});
