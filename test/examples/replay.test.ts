import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { DayReport } from '#dispatch/domain';
import { wattbit } from '../command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'wattbit-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a few hours of one-site are replayed: planned anew every hour, lived through, traced and reported', async () => {
  const words = 'replay --scenario one-site --from 2025-03-10T09:00 --hours 3 --json --report'.split(' ');
  const { exitCode, out, err } = await wattbit([...words, folder]);
  expect(exitCode, err).toBe(0);
  const answer = JSON.parse(out) as {
    readonly region: string;
    readonly plans: number;
    readonly jobs: Readonly<Record<string, number>>;
    readonly reports: readonly DayReport[];
    readonly pages: readonly string[];
  };
  expect([answer.region, answer.plans]).toEqual(['one-site', 3]);
  expect(answer.jobs.running! + (answer.jobs.finished ?? 0)).toBeGreaterThan(0);
  const [report] = answer.reports;
  expect([answer.reports.length, report!.day]).toEqual([1, '2025-03-10']);
  const kpi = (id: string): number => report!.kpis.find((row) => row.id === id)!.value!;
  expect(kpi('matchedGreenShareRatio')).toBeGreaterThan(0);
  expect(kpi('matchedGreenShareRatio')).toBeLessThanOrEqual(kpi('annualGreenShareRatio') + 1e-9);
  const page = readFileSync(answer.pages[0]!, 'utf8');
  expect(page.includes('<svg') && page.includes('2025-03-10')).toBe(true);
});

test('a replay of a time without data is refused with the range there is, exit code 2', async () => {
  const words = 'replay --scenario one-site --from 2031-01-01 --hours 1 --json'.split(' ');
  const { exitCode, out } = await wattbit(words, { folder });
  expect(exitCode).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    status: 'refused',
    error: { remedy: expect.any(String) as string },
  });
});
