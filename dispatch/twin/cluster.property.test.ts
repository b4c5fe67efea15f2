import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClusterRun, stepCluster } from './cluster.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const pools = [{ id: 'gpu', siteId: 'site', unitCount: 64, idleKwPerUnit: 0.1, peakKwPerUnit: 0.9 }];

/** A run with up to four stretches of a day, minutes apart, and some work. */
const run = fc
  .record({
    edges: fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 8 }),
    hours: fc.double({ min: 0.05, max: 20, noNaN: true }),
    checkpointHours: fc.double({ min: 0, max: 0.5, noNaN: true }),
    units: fc.integer({ min: 1, max: 64 }),
  })
  .map(({ edges, hours, checkpointHours, units }): ClusterRun => {
    const sorted = [...edges].sort((a, b) => a - b);
    const segments = [];
    for (let i = 0; i + 1 < sorted.length; i += 2) {
      segments.push({ startMs: sorted[i]! * MINUTE, endMs: sorted[i + 1]! * MINUTE });
    }
    const fixed = { jobId: 'j', poolId: 'gpu', powerRatio: 1, tier: 0 as const, finishedAtMs: null };
    return { ...fixed, units, remainingHours: hours, checkpointHours, segments };
  });

/** Two days in periods of some minutes. */
function play(start: ClusterRun, minutes: number) {
  let runs: readonly ClusterRun[] = [start];
  let unitHours = 0;
  let energyWh = 0;
  for (let at = 0; at < 2 * DAY; at += minutes * MINUTE) {
    const period = { startMs: at, endMs: at + minutes * MINUTE, facilityPerIt: { site: 1.15 } };
    const step = stepCluster(pools, runs, [], period);
    runs = step.runs;
    for (const row of step.readings) {
      unitHours += row.unitHours;
      energyWh += row.energyWh;
    }
  }
  return { run: runs[0]!, unitHours, energyWh };
}

test('work ends at the same second and draws the same energy whether metered every 5 minutes or every hour', () => {
  fc.assert(
    fc.property(run, (start) => {
      const [fine, coarse] = [play(start, 5), play(start, 60)];
      expect(fine.unitHours).toBeCloseTo(coarse.unitHours, 4);
      // Each reading is rounded to a whole watt-hour.
      expect(Math.abs(fine.energyWh - coarse.energyWh)).toBeLessThan(48 * 12 + 48);
      expect(fine.run.finishedAtMs === null).toBe(coarse.run.finishedAtMs === null);
      const apartMs = (fine.run.finishedAtMs ?? 0) - (coarse.run.finishedAtMs ?? 0);
      expect(Math.abs(apartMs)).toBeLessThan(1000);
    }),
    { numRuns: 60 },
  );
});

test('a finished run held its units for its work and for each checkpoint it had to repeat, no more', () => {
  fc.assert(
    fc.property(run, (start) => {
      const { run: after, unitHours } = play(start, 15);
      const ran = unitHours / start.units;
      const most = start.remainingHours + (start.segments.length - 1) * start.checkpointHours;
      expect(ran).toBeLessThanOrEqual(most + 1e-6);
      if (after.finishedAtMs !== null) expect(ran).toBeGreaterThanOrEqual(start.remainingHours - 1e-5);
    }),
    { numRuns: 60 },
  );
});
