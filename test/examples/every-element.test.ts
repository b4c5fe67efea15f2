import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { DayReport } from '#dispatch/domain';
import { wattbit } from '../command-line.ts';

const EXAMPLE = ['--scenario', 'examples/every-element', '--from', '2025-03-10'];
const folder = mkdtempSync(join(tmpdir(), 'wattbit-every-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a region with one of everything is planned: the terminal and the page name what only some regions have', async () => {
  const page = join(folder, 'plan.html');
  const words = ['plan', ...EXAMPLE, '--hours', '24', '--foresight', 'perfect', '--report', page];
  const { exitCode, out, err } = await wattbit(words);
  expect(exitCode, err).toBe(0);
  for (const name of [
    'Heat of the sun',
    'Fuel',
    'Ambient heat',
    'Lost on the way',
    'Lease of shared stores',
    'Feed-in',
    'Carbon budget',
  ])
    expect(out).toContain(name);
  const html = readFileSync(page, 'utf8');
  for (const name of [
    '光热',
    'Solar heat',
    '火电',
    'Thermal',
    '输送与转换损耗',
    'Heat in the stores of solar towers',
  ])
    expect(html).toContain(name);
  const [, sumIn, sumOut] = /Sum<\/td><td[^>]*>([\d,.]+)<\/td><td[^>]*>([\d,.]+)<\/td>/.exec(
    html.slice(html.indexOf('Energy in and out')),
  )!;
  expect(sumIn).toBe(sumOut);
});

test('it is lived through and traced for two windows, fuel apart from what is clean', async () => {
  const words = ['replay', ...EXAMPLE, '--hours', '12', '--replan-minutes', '360', '--json', '--no-report'];
  const { exitCode, out, err } = await wattbit(words);
  expect(exitCode, err).toBe(0);
  const answer = JSON.parse(out) as { readonly plans: number; readonly reports: readonly DayReport[] };
  expect(answer.plans).toBe(2);
  const kpi = (id: string): number => answer.reports[0]!.kpis.find((row) => row.id === id)!.value!;
  expect(kpi('thermalGenerationMwh')).toBeGreaterThan(0);
  expect(kpi('greenGenerationMwh')).toBeGreaterThan(0);
  expect(kpi('matchedGreenShareRatio')).toBeLessThan(1);
  expect(Object.keys(answer.reports[0]!.generationBySourceWh)).toEqual(
    expect.arrayContaining(['coal', 'boiler', 'tower', 'lower']),
  );
});
