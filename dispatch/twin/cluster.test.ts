import { expect, test } from 'vitest';
import { type ClusterRun, runsToPause, stepCluster } from './cluster.ts';

const HOUR = 3_600_000;
const pools = [
  { id: 'gpu', siteId: 'site', unitCount: 100, idleKwPerUnit: 0.1, peakKwPerUnit: 1 },
  { id: 'link', siteId: 'site', unitCount: Number.POSITIVE_INFINITY, idleKwPerUnit: 0, peakKwPerUnit: 0 },
];
const run = (change: Partial<ClusterRun> = {}): ClusterRun => ({
  jobId: 'j',
  poolId: 'gpu',
  units: 10,
  powerRatio: 1,
  tier: 1,
  remainingHours: 2,
  checkpointHours: 0.25,
  segments: [{ startMs: 0, endMs: 2 * HOUR }],
  finishedAtMs: null,
  ...change,
});
const hour = (n: number) => ({
  startMs: n * HOUR,
  endMs: (n + 1) * HOUR,
  facilityPerIt: { site: 1.2 },
});

test('a run draws its power above idle, cooling included, in whole watt-hours', () => {
  // 10 cards x 0.9 kW x 1 h x 1.2 = 10.8 kWh; idle of 100 cards is 10 kW.
  const step = stepCluster(pools, [run()], [], hour(0));
  expect(step.readings).toEqual([
    {
      periodStartMs: 0,
      jobId: 'j',
      poolId: 'gpu',
      siteId: 'site',
      unitHours: 10,
      energyWh: 10_800,
      method: 'modelled',
    },
  ]);
  expect(step.itMwByTier.site).toEqual([0.01, 0.009, 0, 0]);
  expect(step.usedUnits.gpu).toBe(10);
  expect(step.runs[0]!.remainingHours).toBe(1);
});

test('a run ends within the period to the second and draws nothing afterwards', () => {
  const step = stepCluster(pools, [run({ remainingHours: 0.5 })], [], hour(0));
  expect(step.runs[0]!.finishedAtMs).toBe(HOUR / 2);
  expect(step.readings[0]!.energyWh).toBe(5400);
  const later = stepCluster(pools, step.runs, [], hour(1));
  expect(later.readings).toEqual([]);
});

test('a pause repeats the checkpoint once', () => {
  const paused = run({
    segments: [
      { startMs: 0, endMs: HOUR / 2 },
      { startMs: 2 * HOUR, endMs: 4 * HOUR },
    ],
  });
  const first = stepCluster(pools, [paused], [], hour(0));
  expect(first.runs[0]!.remainingHours).toBeCloseTo(1.75, 9);
  const second = stepCluster(pools, first.runs, [], hour(1));
  expect(second.readings).toEqual([]);
  const third = stepCluster(pools, second.runs, [], hour(2));
  const fourth = stepCluster(pools, third.runs, [], hour(3));
  expect(fourth.runs[0]!.finishedAtMs).toBe(3.75 * HOUR);
});

test('a power cap cuts the draw but not below idle', () => {
  const capped = stepCluster(pools, [run({ powerRatio: 0.5 })], [], hour(0));
  // 10 x (0.5 - 0.1) kW x 1.2 = 4.8 kWh.
  expect(capped.readings[0]!.energyWh).toBe(4800);
  expect(stepCluster(pools, [run({ powerRatio: 0.05 })], [], hour(0)).readings[0]!.energyWh).toBe(0);
});

test('units that serve users draw their share all through the period', () => {
  const step = stepCluster(pools, [], [{ jobId: 's', poolId: 'gpu', units: 20 }], hour(0));
  expect(step.readings[0]!.energyWh).toBe(21_600);
  expect(step.itMwByTier.site![0]).toBeCloseTo(0.01 + 0.018, 12);
});

test('the narrowest run that covers the missing power is paused, in the tier that was shed', () => {
  const running = [
    run({ jobId: 'small', units: 5, tier: 3 }),
    run({ jobId: 'fitting', units: 20, tier: 3 }),
    run({ jobId: 'wide', units: 50, tier: 3 }),
    run({ jobId: 'dear', units: 20, tier: 0 }),
  ];
  expect(runsToPause(pools, running, { site: [0, 0, 0, 0.015] })).toEqual(['fitting']);
  expect(runsToPause(pools, running, { site: [0, 0, 0, 0.06] }).sort()).toEqual(['fitting', 'wide']);
});
