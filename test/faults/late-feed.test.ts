import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { planWindow } from '#dispatch/cycle';
import { lateFeeds } from '#dispatch/forecast';
import { loadScenario } from '#dispatch/sources';
import { createWorkerPlanner } from '../../apps/worker/index.ts';

const ISSUED_AT = '2025-03-12T12:00:00+08:00';
const ISSUED_MS = Date.parse(ISSUED_AT);
const LATE_HOURS = 9;

const folder = mkdtempSync(join(tmpdir(), 'wattbit-late-feed-'));
const planner = createWorkerPlanner();
afterAll(async () => {
  await planner.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The shipped region `one-site` with the cells of a column emptied between two instants: a feed that broke off. */
async function withGap(column: string, fromMs: number, untilMs: number) {
  cpSync('scenarios/one-site', folder, { recursive: true });
  const file = join(folder, 'series/power.csv.gz');
  const [head, ...rows] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const index = head!.split(',').indexOf(column);
  const broken = rows.map((row) => {
    const cells = row.split(',');
    const atMs = Date.parse(cells[0]!);
    if (atMs >= fromMs && atMs < untilMs) cells[index] = '';
    return cells.join(',');
  });
  writeFileSync(file, gzipSync([head, ...broken].join('\n')));
  return loadScenario(folder);
}

test('a feed that broke off nine hours ago is flagged, and the plan goes on with quantiles from before it', async () => {
  const lastMs = ISSUED_MS - LATE_HOURS * 3_600_000;
  const scenario = await withGap('pv', lastMs, ISSUED_MS);
  const { plan, forecasts, problem } = await planWindow({
    scenario,
    fromMs: ISSUED_MS,
    hours: 24,
    objective: 'cost',
    foresight: 'forecast',
    planner: planner.plan,
  });
  expect(['optimal', 'feasible']).toContain(plan.status);
  expect(lateFeeds(forecasts, 1)).toEqual([{ target: 'roof-pv.availableRatio', ageHours: LATE_HOURS }]);
  const forecast = forecasts.find((one) => one.target === 'roof-pv.availableRatio')!;
  expect(forecast.lastObservationMs).toBe(lastMs - 900_000);
  // The gap is neither noon without sun nor the last value held on: the median of the forecast is planned with.
  const median = forecast.quantiles[forecast.levels.indexOf(0.5)]!;
  const capacityMw = scenario.region.pv[0]!.capacityMw;
  expect(Array.from(problem.renewables[0]!.availableMw)).toEqual(
    Array.from(median, (ratio) => ratio * capacityMw),
  );
  expect(Math.max(...median.subarray(0, 8))).toBeGreaterThan(0.1);
});
