import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Plan, Problem } from '#dispatch/domain';
import { runCli, type Terminal } from '#platform/cli-shell';
import { dispatchCliRoom } from './cli-room.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattbit-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  process.exitCode = undefined;
});

/** Refuses every job but knows the window: enough to see what the commands do with a plan. */
const emptyPlan = (problem: Problem): Plan => ({
  regionId: problem.regionId,
  horizon: problem.horizon,
  objective: problem.objective,
  status: 'optimal',
  costYuan: 10,
  boundYuan: 9,
  objectiveValue: 10,
  objectiveBound: 9,
  gapRatio: 0.1,
  co2Tonnes: 1,
  matchedGreenShareRatio: 0.5,
  annualGreenShareRatio: 0.6,
  curtailmentRatio: 0,
  costParts: [{ name: 'gridImport', yuan: 10 }],
  runAtOnce: null,
  placements: [],
  onlineServed: [],
  refused: problem.bids.map((bid) => ({ id: bid.id, code: 'test', reason: { zh: '不行', en: 'not now' } })),
  series: [],
  prices: {},
  explanations: [],
  priceSetters: [],
  rounds: [],
  model: { columns: 1, rows: 1, nonZeros: 1 },
});

async function run(words: string, language: Terminal['language'] = 'en') {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    print: (text) => out.push(text),
    note: (text) => err.push(text),
    watched: false,
    width: 100,
    colourful: false,
    language,
    environment: { WATTBIT_URL: 'http://127.0.0.1:9', WATTBIT_DATA_DIR: folder },
    folder,
  };
  const room = dispatchCliRoom({
    projectRoot: process.cwd(),
    startPlanner: async () => ({
      plan: async (problem) => emptyPlan(problem),
      dispatchPower: async () => Promise.reject(new Error('no case is solved here')),
      close: async () => {},
    }),
    generatedScenarios: [],
    generateScenario: async () => ({ files: [], bytes: 0 }),
  });
  const frame = { version: '1', description: 'd', examples: '', rooms: [room] };
  const exitCode = await runCli(frame, words.split(' '), terminal);
  process.exitCode = undefined;
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

const PLAN = 'plan --scenario one-site --from 2025-03-10 --hours 24';

describe('wattbit plan', () => {
  test('--json prints one object with the figures of a plan and the reason of each refusal', async () => {
    const { exitCode, out } = await run(`${PLAN} --json`);
    expect(exitCode).toBe(0);
    const answer = JSON.parse(out) as Record<string, unknown> & { jobsRefused: object[] };
    expect(answer).toMatchObject({
      status: 'optimal',
      costYuan: 10,
      boundYuan: 9,
      gapRatio: 0.1,
      co2Tonnes: 1,
      matchedGreenShareRatio: 0.5,
      annualGreenShareRatio: 0.6,
      curtailmentRatio: 0,
      jobsPlaced: 0,
      hours: 24,
      from: '2025-03-09T16:00:00.000Z',
      report: null,
    });
    expect(answer.jobsRefused.length).toBeGreaterThan(10);
    expect(answer.jobsRefused[0]).toMatchObject({ id: expect.any(String) as string, reason: 'not now' });
    expect(answer.generatedData).toContain('generator');
  });

  test('prints a table in the language of the terminal and writes a report', async () => {
    const { exitCode, out } = await run(PLAN, 'zh');
    expect(exitCode).toBe(0);
    expect(out).toContain('绿电同时率');
    expect(out).toContain('不是实测数据');
    const report = join(folder, 'reports/plan-one-site-2025-03-10T0000.html');
    expect(out).toContain(report);
    expect(await readFile(report, 'utf8')).toContain('<html lang="zh-CN">');
  });

  test('takes a job file and changed values of the region', async () => {
    const file = join(folder, 'trace.csv');
    await writeFile(file, 'arrival_time,length,cpus\n0,3600,4\n60,0,1\n');
    const map = 'gaia-seconds,origin:=2025-03-10T00:00:00+08:00';
    const { out } = await run(
      `${PLAN} --json --jobs ${file} --map ${map} --set sites.0.pools.1.unitCount=16`,
    );
    expect(JSON.parse(out)).toMatchObject({
      jobsRefused: [{ id: 'gaia-1' }],
      jobFile: { accepted: 1, rejected: [{ line: 3 }] },
    });
  });

  test('outside the data is refused with the range there is, exit code 2', async () => {
    const { exitCode, err } = await run(
      'plan --scenario one-site --from 2031-01-01 --hours 24 --foresight perfect',
    );
    expect(exitCode).toBe(2);
    expect(err).toContain('→');
  });

  test('longer than a year is refused at once with what to write, exit code 2', async () => {
    for (const command of ['plan', 'explain']) {
      const { exitCode, err } = await run(`${command} --scenario one-site --from 2025-03-10 --hours 99999`);
      expect(exitCode).toBe(2);
      expect(err).toContain('Write at most 8784 h');
    }
    const { exitCode, err } = await run('what-if --from 2025-03-10 --hours 337 --variant name=a');
    expect(exitCode).toBe(2);
    expect(err).toContain('Write at most 336 h');
  });

  test('with an unknown option names it before the ones that are missing, exit code 2', async () => {
    const { exitCode, err } = await run('plan --bogus');
    expect(exitCode).toBe(2);
    expect(err).toContain("unknown option '--bogus'");
    expect(err).not.toContain('required option');
    expect((await run('plan')).err).toContain('required option');
  });

  test('with a wrong option says so in a line, exit code 2', async () => {
    const { exitCode, err } = await run('plan --from yesterday');
    expect(exitCode).toBe(2);
    expect(err).toContain('"yesterday" is no date');
    expect((await run('plan --from 2025-03-10 --objective profit')).exitCode).toBe(2);
  });
});

describe('wattbit init', () => {
  test('starts a region that passes its check, and never writes over anything', async () => {
    expect((await run('init microgrid mine')).exitCode).toBe(0);
    expect(existsSync(join(folder, 'mine/region.yaml'))).toBe(true);
    expect((await run(`scenario check ${join(folder, 'mine')}`)).out).toContain('is sound');
    expect((await run('init microgrid mine')).exitCode).toBe(5);
  });
});

describe('wattbit scenario check', () => {
  test('lists every problem with file, line and remedy, as text and as JSON, exit code 2', async () => {
    await run('init one-site broken');
    const file = join(folder, 'broken/region.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace('capacityMwh: 1,', 'capacityMwh: -1,').replace('area: campus, cap', 'area: camp, cap'),
    );
    const { exitCode, err } = await run(`scenario check ${join(folder, 'broken')}`);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/region\.yaml:\d+ {2}batteries\[0\]\.capacityMwh/);
    expect(err).toContain('Did you mean "campus"?');
    const json = await run(`scenario check ${join(folder, 'broken')} --json`);
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: 'region-invalid', problems: [{}, {}] } });
  });
});

describe('wattbit import --dry-run', () => {
  test('counts what would be taken and says why the rest would not', async () => {
    const file = join(folder, 'jobs.csv');
    await writeFile(file, 'arrival_time,length,cpus\n0,3600,4\n60,0,1\n');
    const { exitCode, out, err } = await run(`import jobs ${file} --map gaia-seconds --dry-run`);
    expect(exitCode).toBe(0);
    expect(out).toContain('1 accepted, 1 rejected');
    expect(err).toContain('line 3');
  });

  test('shows each series with its range and gaps', async () => {
    const file = join(folder, 'series.csv');
    await writeFile(
      file,
      'time,a\n2025-01-01T00:00Z,1\n2025-01-01T02:00Z,3\n2025-01-01T03:00Z,\n2025-01-01T04:00Z,5\n',
    );
    const { out } = await run(`import series ${file} --dry-run --json`);
    expect(JSON.parse(out)).toMatchObject({
      series: [{ name: 'a', periodMinutes: 60, values: 5, gaps: 2, least: 1, mean: 3, most: 5 }],
    });
  });
});

test('a command of a centre that does not run says how to start it, exit code 6', async () => {
  const { exitCode, err } = await run('jobs list');
  expect(exitCode).toBe(6);
  expect(err).toContain('npm start');
});

test('every command has help, and the schemas print as JSON', async () => {
  for (const command of ['plan', 'init', 'scenario', 'jobs', 'import', 'report', 'schema']) {
    const { exitCode, out } = await run(`${command} --help`);
    expect(exitCode).toBe(0);
    expect(out).toContain(`wattbit ${command}`);
  }
  expect(JSON.parse((await run('schema region')).out)).toHaveProperty('properties.areas');
});
