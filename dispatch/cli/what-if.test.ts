import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VariantOutcome } from '#dispatch/domain';
import { createHighsSolver, planProblem } from '#dispatch/optimise';
import { runCli, type Terminal } from '#platform/cli-shell';
import { dispatchCliRoom } from '../cli-room.ts';
import { collectVariant } from './what-if-options.ts';

const solver = createHighsSolver();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattbit-what-if-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(words: readonly string[], language: Terminal['language'] = 'en') {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    print: (text) => out.push(text),
    note: (text) => err.push(text),
    ...{ watched: false, width: 100, colourful: false, language, environment: {}, folder },
  };
  const room = dispatchCliRoom({
    projectRoot: process.cwd(),
    startPlanner: async () => ({
      plan: async (problem, control) => planProblem(problem, await solver, control),
      dispatchPower: () => Promise.reject(new Error('no case is solved here')),
      close: async () => {},
    }),
    generatedScenarios: [],
    generateScenario: async () => ({ files: [], bytes: 0 }),
  });
  const frame = { version: '1', description: 'd', examples: '', rooms: [room] };
  const asked = ['what-if', '--scenario', 'one-site', '--from', '2025-03-10', '--hours', '6', ...words];
  const exitCode = await runCli(frame, asked, terminal);
  process.exitCode = undefined;
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

describe('a variant on the command line', () => {
  test('is read part by part', () => {
    const [first, second] = collectVariant(
      'expand; carbon=200;hours=48;objective=green',
      collectVariant('name=more wind;set=wind.0.capacityMw=800;set=pv.0.availableRatio={ series: sun }'),
    );
    expect(first).toEqual({
      name: 'more wind',
      set: [
        { path: 'wind.0.capacityMw', value: 800 },
        { path: 'pv.0.availableRatio', value: { series: 'sun' } },
      ],
    });
    expect(second).toEqual({ expand: true, carbonYuanPerTco2: 200, hours: 48, objective: 'green' });
  });

  test('with an unknown part is refused with the parts there are', () => {
    expect(() => collectVariant('name=a;speed=3')).toThrow('objective=');
  });
});

describe('wattbit what-if', () => {
  test('prints the base first, then each variant with its difference, from options and a file', async () => {
    const file = join(folder, 'variants.yaml');
    await writeFile(file, 'variants:\n  - name: { zh: 没有光伏, en: no sun }\n    set: { pv: [] }\n');
    const page = join(folder, 'page.html');
    const words = ['--variant', 'name=dearer carbon;carbon=300', '--file', file, '--report', page];
    const { exitCode, out } = await run(words, 'zh');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/指标\s+现状\s+dearer carbon\s+没有光伏/);
    expect(out).toMatch(/费用 .*\(\+/);
    const html = await readFile(page, 'utf8');
    expect(html.match(/<svg/g)).toHaveLength(8);
    expect(html).toContain('no sun');
  });

  test('--json prints every outcome, and the dearer carbon costs what its tonnes cost', async () => {
    const { out } = await run(['--variant', 'name=dearer carbon;carbon=300', '--json']);
    const { variants } = JSON.parse(out) as { variants: VariantOutcome[] };
    const [base, dear] = variants.map(({ figures }) => figures!);
    expect(variants.map(({ name }) => name.en)).toEqual(['As it is', 'dearer carbon']);
    expect(dear!.costYuan).toBeGreaterThan(base!.costYuan);
    expect(dear!.costYuan).toBeLessThanOrEqual(base!.costYuan + 300 * base!.co2Tonnes + 1);
  });

  test('with bad settings exits with 2, names every one at its variant, and plans nothing', async () => {
    const words = [
      '--variant',
      'name=a;set=pv.0.capacityMw=-4',
      '--variant',
      'name=b;set=pvv.0.capacityMw=1',
    ];
    const { exitCode, out, err } = await run(words);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain('variants[0].set[0]');
    expect(err).toContain('variants[1].set[0]');
  });

  test('without a variant, or with one without a name, says what to give', async () => {
    expect((await run([])).err).toContain('at least one --variant');
    expect((await run(['--variant', 'expand'])).err).toContain('Write name=…');
  });

  test('with a file that is no list of variants exits with 2 and says what to write', async () => {
    const file = join(folder, 'bad.yaml');
    await writeFile(file, 'name: alone\n');
    const { exitCode, err } = await run(['--file', file]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('YAML list of variants')]);
  });
});
