import { expect, test } from 'vitest';
import { dayReport } from './day-report.ts';
import type { PeriodMeters } from './meters.ts';
import { traceNetwork } from './network.ts';
import type { StorageContent } from './stored-content.ts';
import { tracePeriod } from './trace-period.ts';

const DAY_MS = Date.parse('2025-03-10T00:00:00+08:00');
const period = (hour: number, sunWh: number, gridWh: number): PeriodMeters => ({
  periodStartMs: DAY_MS + hour * 3_600_000,
  periodMinutes: 60,
  quality: 'generated',
  residualTco2PerMwh: 0.8,
  network: traceNetwork(['z'], []),
  lines: [],
  pools: [],
  contracts: [],
  sources: [
    {
      id: 'sun',
      kind: 'pv',
      area: 'z',
      energyWh: sunWh,
      availableWh: sunWh * 2,
      cleanShareRatio: 1,
      emissionTco2PerMwh: 0,
    },
    { id: 'grid', kind: 'grid', area: 'z', energyWh: gridWh, cleanShareRatio: 0, emissionTco2PerMwh: 0.5 },
  ],
  storages: [],
  transfers: [],
  consumers: [
    { id: 'xining', kind: 'site', area: 'z', energyWh: 2_000_000, itWh: 1_600_000 },
    { id: 'line', kind: 'export', area: 'z', energyWh: sunWh + gridWh - 2_000_000 },
  ],
  jobs: [
    {
      periodStartMs: DAY_MS + hour * 3_600_000,
      jobId: 'a',
      poolId: 'p',
      siteId: 'xining',
      unitHours: 1,
      energyWh: 500_000,
      method: 'modelled',
    },
  ],
});

function reportOf(meters: readonly PeriodMeters[]) {
  let content: StorageContent = {};
  const traces = meters.map((one) => {
    const result = tracePeriod(one, content);
    content = result.content;
    return result.trace;
  });
  return dayReport({
    regionId: 'r',
    day: '2025-03-10',
    meters,
    traces,
    atMs: DAY_MS,
    source: { zh: '孪生', en: 'twin' },
  });
}

test('matched and total shares differ when the sun and the load do not meet', () => {
  // Noon: 4 MWh of sun for 2 MWh of load; midnight: none. Matched half, by totals all.
  const report = reportOf([period(12, 4_000_000, 0), period(0, 0, 2_000_000)]);
  const value = (id: string) => report.kpis.find((kpi) => kpi.id === id)!.value;
  expect(value('matchedGreenShareRatio')).toBeCloseTo(0.5, 12);
  expect(value('annualGreenShareRatio')).toBe(1);
  expect(value('curtailmentRatio')).toBeCloseTo(0.5, 12);
  expect(value('pueRatio')).toBeCloseTo(1.25, 12);
  // 2 MWh of grid at 0.5 t.
  expect(value('loadCo2Tonnes')).toBeCloseTo(1, 12);
  expect(report.periods).toEqual({
    startMs: [DAY_MS, DAY_MS + 12 * 3_600_000],
    loadMw: [2, 2],
    cleanMw: [0, 4],
  });
});

test('a job of the day names its site, its energy and where it came from', () => {
  const report = reportOf([period(12, 4_000_000, 0), period(0, 0, 2_000_000)]);
  expect(report.jobs).toEqual([
    {
      jobId: 'a',
      siteId: 'xining',
      energyWh: 1_000_000,
      cleanWh: 500_000,
      co2Tonnes: expect.closeTo(0.25, 12),
      bySourceWh: { sun: 500_000, grid: 500_000 },
    },
  ]);
  expect(report.generationBySourceWh).toEqual({ sun: 4_000_000, grid: 2_000_000 });
  expect(report.consumptionByConsumerWh).toEqual({ xining: 4_000_000, line: 2_000_000 });
});

test('every figure opens to a formula and inputs, and a day without readings has gaps, not zeros', () => {
  const report = reportOf([]);
  for (const kpi of report.kpis) {
    expect(kpi.formula.zh).not.toBe('');
    expect(kpi.formula.en).not.toBe('');
    expect(kpi.inputs.length).toBeGreaterThan(0);
  }
  expect(report.kpis.find((kpi) => kpi.id === 'matchedGreenShareRatio')!.value).toBeNull();
});
