import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { loadScenario } from '#dispatch/sources';
import { MS_PER_HOUR, shanghaiDayStartMs } from '#units';

/** The README's first command, on the shipped region, as a person types it. */
const COMMAND = ['plan', '--scenario', 'qinghai', '--from', '2025-03-10', '--hours', '48'];
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'wattbit-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wattbit = (...more: string[]) =>
  run(process.execPath, ['apps/cli/wattbit.mjs', ...COMMAND, ...more], { maxBuffer: 64 * 1024 * 1024 });

interface Answer {
  readonly status: string;
  readonly costYuan: number;
  readonly boundYuan: number;
  readonly gapRatio: number;
  readonly co2Tonnes: number;
  readonly matchedGreenShareRatio: number;
  readonly annualGreenShareRatio: number;
  readonly curtailmentRatio: number;
  readonly jobsPlaced: number;
  readonly jobsRefused: readonly { readonly id: string; readonly reason: unknown }[];
}

test('two days of qinghai are planned with a proven gap under 5 %, every job placed or refused', async () => {
  const { stdout } = await wattbit('--json');
  const plan = JSON.parse(stdout) as Answer;
  expect(['optimal', 'feasible']).toContain(plan.status);
  expect(plan.gapRatio).toBeLessThan(0.05);
  expect(plan.gapRatio).toBeCloseTo((plan.costYuan - plan.boundYuan) / Math.abs(plan.costYuan), 6);
  expect(plan.co2Tonnes).toBeGreaterThan(0);
  for (const share of [plan.matchedGreenShareRatio, plan.annualGreenShareRatio, plan.curtailmentRatio]) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }
  const scenario = await loadScenario('qinghai');
  const fromMs = shanghaiDayStartMs('2025-03-10');
  const toMs = fromMs + 48 * MS_PER_HOUR;
  // Batch work counts when it may first start in the window, a service when it is up during it.
  const considered = (await scenario.jobs()).filter((job) => {
    const startMs = Date.parse(job.earliestStartAt ?? job.submittedAt);
    if (job.kind === 'online') return startMs < toMs && Date.parse(job.latestEndAt) > fromMs;
    return startMs >= fromMs && startMs < toMs;
  });
  expect(plan.jobsPlaced + plan.jobsRefused.length).toBe(considered.length);
});

test('without --json a table is printed and a report with pictures is written that asks nothing of the net', async () => {
  const report = join(folder, 'plan.html');
  const { stdout } = await wattbit('--report', report, '--time-limit', '20');
  expect(stdout.split('\n').length).toBeGreaterThan(15);
  expect(existsSync(report)).toBe(true);
  const html = readFileSync(report, 'utf8');
  expect(html.match(/<svg/g)?.length ?? 0).toBeGreaterThan(3);
  expect(html).not.toMatch(/(?:src|href)="https?:/);
});
