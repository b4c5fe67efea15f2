import { type Reading, Region, type Rule, Rule as RuleSchema } from '#dispatch/domain';
import { MS_PER_HOUR, shanghaiDayStartMs } from '#units';
import type { RecordsOfDay } from './count-day.ts';
import { daysAfter } from './dated-rules.ts';
import type { RecordedDay } from './projection.ts';

const name = { zh: '测试', en: 'test' };

/** A town of 10 MW with a roof, a site, a dirty unit and a grid that is a fifth clean: small enough to count by hand. */
export const smallRegion = (rules: readonly Rule[] = []): Region =>
  Region.parse({
    id: 'small',
    name,
    periodMinutes: 60,
    areas: [{ id: 'town', name, loadMw: 10, position: { x: 0, y: 0 } }],
    pv: [
      { id: 'roof', name, area: 'town', capacityMw: 20, latitude: 36, longitude: 100, availableRatio: 0.5 },
    ],
    thermalUnits: [
      {
        ...{ id: 'coal', name, area: 'town', ratedMw: 10 },
        ...{ fuelYuanPerMwh: 300, emissionTco2PerMwh: 0.8 },
      },
    ],
    gridConnections: [
      {
        ...{ id: 'grid', name, area: 'town', importLimitMw: 20, exportLimitMw: 20 },
        ...{ importYuanPerMwh: 400, exportYuanPerMwh: 200, emissionTco2PerMwh: 0.5, cleanShareRatio: 0.2 },
      },
    ],
    sites: [
      {
        ...{ id: 'hall', name, area: 'town', altitudeM: 0, temperatureC: 5, wetBulbC: 5 },
        cooling: {
          ...{ lossRatio: 0.05, fanRatio: 0, fixedMw: 0.1, freeCoolingBelowC: 10 },
          ...{ chillerRatio: 0.2, chillerFullAtC: 20 },
        },
        pools: [{ id: 'gpu', name, kind: 'gpu', unitCount: 10, idleKwPerUnit: 0.1, peakKwPerUnit: 0.6 }],
      },
    ],
    certificates: { yuanPerMwh: 6, mostMwhPerDay: 100 },
    rules,
  });

export const aRule = (change: Readonly<Record<string, unknown>>): Rule =>
  RuleSchema.parse({
    ...{ id: 'rule', title: name, jurisdiction: 'nowhere', effectiveFrom: '2025-01-01', source: 'made up' },
    ...{ kind: 'greenShare', limitRatio: 0.8, excessYuanPerMwh: 300 },
    ...change,
  });

/** One hour of a day in which each meter shows what is told, `element.quantity` by MW. */
export const anHour = (meters: Readonly<Record<string, number>>, region = smallRegion()): RecordsOfDay => {
  const readings = Object.entries(meters).map(([key, value]): Reading => {
    const [element, quantity] = key.split('.') as [string, string];
    return { periodStartMs: MORNING_MS, periodMinutes: 60, element, quantity, value, quality: 'measured' };
  });
  return {
    region,
    periods: [
      {
        ...{ region, hours: 1, readings, jobReadings: [] },
        gridTco2PerMwh: { grid: 0.5 },
        importYuanPerMwh: { grid: 400 },
        exportYuanPerMwh: { grid: 200 },
        fuelYuanPerMwh: { coal: 300 },
      },
    ],
    jobReadings: [],
    traces: [],
    accuracies: {},
  };
};
export const MORNING_MS = shanghaiDayStartMs('2025-03-10') + 8 * MS_PER_HOUR;

/** Days in a row with the parts and wholes told, MWh. */
export const daysOf = (first: string, counts: readonly (readonly [number, number])[]): RecordedDay[] =>
  counts.map(([part, whole], at) => ({ day: daysAfter(first, at), part: part * 1e6, whole: whole * 1e6 }));
