import { expect, test } from 'vitest';
import { balancedPlan } from './balanced-plan.ts';
import { provenByRound } from './bound-rounds.ts';
import { costPartsPicture } from './cost-parts.ts';
import { bandsOf, coverageRatio } from './forecast-fan.ts';
import { jobEnergyPicture } from './job-energy.ts';
import { planDifferencePicture } from './plan-change.ts';
import { areaPrices } from './plan-prices.ts';
import { poolRows } from './pool-occupancy.ts';
import { readerAt } from './steps.ts';
import { testContext } from './test-context.ts';
import { clockText, fromTimeAxis, momentText, onTimeAxis } from './time-axis.ts';

const plan = balancedPlan(96, 60);

test('the time axis shows the wall clock of Shanghai', () => {
  const midnight = Date.parse('2025-03-10T00:00:00+08:00');
  expect(clockText(onTimeAxis(midnight))).toBe('00:00');
  expect(fromTimeAxis(onTimeAxis(midnight))).toBe(midnight);
  expect(momentText(midnight, 'en')).toBe('Mon 10 Mar 00:00');
  expect(momentText(midnight, 'zh')).toBe('3月10日 周一 00:00');
});

test('a pool holds exactly the unit-hours of its jobs', () => {
  const rows = poolRows(plan);
  const horizonEnd = plan.horizon.startMs + 96 * 900_000;
  for (const { poolId, usedUnits } of rows) {
    const unitHours = plan.placements
      .filter((placement) => placement.poolId === poolId)
      .flatMap(({ units, segments }) =>
        segments.map(
          ({ startMs, endMs }) => (units * Math.max(0, Math.min(endMs, horizonEnd) - startMs)) / 3_600_000,
        ),
      );
    const drawn = usedUnits.reduce((sum, units) => sum + units * 0.25, 0);
    expect(drawn).toBeCloseTo(
      unitHours.reduce((sum, hours) => sum + hours, 0),
      6,
    );
  }
});

test('the waterfall of costs steps from part to part down to the total', () => {
  const rows = costPartsPicture(plan, testContext).table().rows;
  const parts = rows.slice(0, -1).reduce((sum, row) => sum + Number(row[1]), 0);
  expect(parts).toBe(812_000);
  expect(rows.at(-1)).toEqual(['Total', 812_000]);
});

test('what is proven by a round never gets worse', () => {
  const proven = provenByRound(plan.rounds);
  expect(proven.map(({ value }) => value)).toEqual([905_000, 840_000, 840_000, 812_000]);
  expect(proven.map(({ bound }) => bound)).toEqual([610_000, 770_000, 800_000, 800_000]);
});

test('quantiles pair up into bands from the widest inwards; the median stands alone', () => {
  expect(bandsOf([0.1, 0.25, 0.5, 0.75, 0.9])).toEqual([
    [0, 4],
    [1, 3],
  ]);
  expect(bandsOf([0.5])).toEqual([]);
});

test('coverage counts only periods whose actual value is known', () => {
  const view = {
    levels: [0.1, 0.9],
    quantiles: [
      [0, 0, 0, 0],
      [10, 10, 10, 10],
    ],
    actual: [5, 12, null, 9],
  };
  expect(coverageRatio(view as never)).toBeCloseTo(2 / 3);
  expect(coverageRatio({ ...view, actual: [null, null, null, null] } as never)).toBeNull();
});

test("a job's power by source adds up to its energy", () => {
  const at = (i: number) => plan.horizon.startMs + i * 900_000;
  const energy = [
    {
      periodStartMs: at(0),
      energyWh: 600,
      bySourceWh: { pv1: 400, grid: 200 },
      co2Tonnes: 0,
      method: 'metered',
    },
    { periodStartMs: at(3), energyWh: 200, bySourceWh: { pv1: 200 }, co2Tonnes: 0, method: 'metered' },
    { periodStartMs: at(4), energyWh: 100, bySourceWh: { other: 100 }, co2Tonnes: 0, method: 'metered' },
  ];
  const context = { ...testContext, sourceKinds: { pv1: 'pv', grid: 'grid' } as const };
  const rows = jobEnergyPicture({ energy, energyWh: 900, cleanWh: 600 }, context).table().rows;
  expect(rows).toHaveLength(5);
  const kwh = rows.flatMap((row) => row.slice(1)).reduce((sum: number, kw) => sum + Number(kw) * 0.25, 0);
  expect(kwh).toBeCloseTo(0.9, 9);
});

test('a job of one period is drawn over that quarter of an hour', () => {
  const periodStartMs = Date.parse('2025-03-10T15:00:00+08:00');
  const energy = [{ periodStartMs, energyWh: 10, bySourceWh: { sun: 10 }, co2Tonnes: 0, method: 'modelled' }];
  const picture = jobEnergyPicture({ energy, energyWh: 10, cleanWh: 10 }, testContext);
  expect(picture.extentMs).toEqual([periodStartMs, periodStartMs + 900_000]);
});

test('the band of area prices encloses their mean', () => {
  const { mean, low, high } = areaPrices(plan);
  for (let t = 0; t < 96; t++) {
    expect(low[t]!).toBeLessThanOrEqual(mean[t]!);
    expect(high[t]!).toBeGreaterThanOrEqual(mean[t]!);
  }
});

test('a plan against itself shows no difference, and none where they do not overlap', () => {
  expect(planDifferencePicture(plan, plan, testContext).description).toContain(
    'up to 0 MW and falls by up to 0 MW',
  );
  const later = balancedPlan(96, 60, plan.horizon.startMs + 48 * 3_600_000);
  const before = planDifferencePicture(plan, later, testContext).keys.find(({ id }) => id === 'before')!;
  expect(before.valueAt!(later.horizon.startMs)).toBeNull();
});

test('a reading in a gap is nothing, never zero', () => {
  const read = readerAt([0, 900_000, 1_800_000], 900_000, [1, null, 3]);
  expect(read(10)).toBe(1);
  expect(read(900_001)).toBeNull();
  expect(read(2_699_999)).toBe(3);
  expect(read(2_700_000)).toBeNull();
});
