import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DayReport, JobRow, JobStory } from '#dispatch/domain';
import { type Centre, removeCentre, startCentre, until } from '../centre.ts';
import { wattbit as typed } from '../command-line.ts';

const END = '2025-03-13T00:00:00+08:00';
let centre: Centre;
let folder = '';

/** The region's minutes pass in half a second. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wattbit-cli-journey-'));
  centre = await startCentre({ environment: { WATTBIT_SCENARIO: 'one-site', WATTBIT_SPEED: '120' } });
});
afterAll(async () => {
  await centre?.stop();
  if (centre) removeCentre(centre);
  rmSync(folder, { recursive: true, force: true });
});

/** A command line beside the centre: it finds the local token by the data folder. */
const wattbit = (words: readonly string[], environment: Record<string, string> = {}) =>
  typed(words, {
    folder,
    environment: { WATTBIT_URL: centre.url, WATTBIT_DATA_DIR: centre.dataDir, ...environment },
  });

const fileOf = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
const storyOf = async (id: string): Promise<JobStory> =>
  JSON.parse((await wattbit(['jobs', 'show', id, '--json'])).out) as JobStory;
const GPU_JOB = '--pool-kind gpu --units 4 --duration-hours 0.05'.split(' ');

describe('jobs from the command line', () => {
  test('one given by flags is planned, run and told with its energy', async () => {
    const words = [
      'jobs',
      'submit',
      '--id',
      'by-flags',
      ...GPU_JOB,
      '--latest-end-at',
      END,
      '--',
      'sleep',
      '3',
    ];
    const { exitCode, out } = await wattbit(words);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('by-flags is submitted')]);
    const story = await until(
      () => storyOf('by-flags'),
      ({ state, energyWh }) => state === 'finished' && energyWh > 0,
      120_000,
    );
    expect(story.job).toMatchObject({ kind: 'rigid', units: 4, command: ['sleep', '3'] });
    expect(story.events.map((event) => event.kind)).toEqual(
      expect.arrayContaining(['submitted', 'planned', 'started', 'finished']),
    );
    const shown = await wattbit(['jobs', 'show', 'by-flags']);
    expect(shown.out).toMatch(/finished[\s\S]*kWh/);
  });

  test('flags that leave a field out are refused with each of them, exit code 2', async () => {
    const { exitCode, err } = await wattbit(['jobs', 'submit', '--id', 'half', '--units', '4']);
    expect(exitCode).toBe(2);
    for (const field of ['poolKind', 'durationHours', 'latestEndAt']) expect(err).toContain(field);
    expect((await wattbit(['jobs', 'submit', '--units', 'many'])).exitCode).toBe(2);
  });

  test('a file is taken row by row; each bad row is named with its line and every problem', async () => {
    const base = { kind: 'rigid', poolKind: 'gpu', units: 1, durationHours: 1, latestEndAt: END };
    const file = fileOf('mixed.jsonl', [
      JSON.stringify({ ...base, id: 'good-1' }),
      JSON.stringify({ id: 'bad', kind: 'rigid', units: 'x', latestEndAt: END }),
      'not json',
      '',
      JSON.stringify({ ...base, id: 'backwards', latestEndAt: '2025-01-01T00:00:00+08:00' }),
      JSON.stringify({ ...base, id: 'good-2' }),
    ]);
    const { exitCode, out } = await wattbit(['jobs', 'submit', file, '--json']);
    expect(exitCode).toBe(0);
    const answer = JSON.parse(out) as {
      accepted: number;
      rejected: { line: number; problems: { field: string; file: string; line: number }[] }[];
    };
    expect(answer.accepted).toBe(2);
    expect(answer.rejected.map((row) => row.line)).toEqual([2, 3, 5]);
    expect(answer.rejected[0]!.problems.map((problem) => problem.field)).toEqual([
      'poolKind',
      'units',
      'durationHours',
    ]);
    for (const row of answer.rejected)
      for (const problem of row.problems) expect(problem).toMatchObject({ file, line: row.line });
    // The same file again is the same jobs: nothing is doubled, nothing conflicts.
    const again = JSON.parse((await wattbit(['jobs', 'submit', file, '--json'])).out) as typeof answer;
    expect(again.accepted).toBe(2);
    expect(again.rejected.map((row) => row.line)).toEqual([2, 3, 5]);
    const { out: listed } = await wattbit(['jobs', 'list', '--text', 'good-', '--json']);
    expect((JSON.parse(listed) as { total: number }).total).toBe(2);
  });

  test('a file without one good row exits with 2', async () => {
    const file = fileOf('bad.jsonl', [JSON.stringify({ id: 'worse', kind: 'rigid' })]);
    const { exitCode, out, err } = await wattbit(['jobs', 'submit', file]);
    expect(exitCode).toBe(2);
    expect(out).toContain('0 accepted, 1 rejected');
    expect(err).toContain('line 1  worse units');
  });

  test('a job that can never fit is refused at once, with its reason', async () => {
    const words = '--pool-kind gpu --units 4000000 --duration-hours 1 --latest-end-at'.split(' ');
    expect((await wattbit(['jobs', 'submit', '--id', 'giant', ...words, END])).exitCode).toBe(0);
    const story = await until(
      () => storyOf('giant'),
      ({ state }) => state === 'refused',
    );
    expect(story.refusal!.en).toContain('4000000');
    expect((await wattbit(['jobs', 'show', 'giant'])).out).toContain(story.refusal!.en);
  });

  test('one is withdrawn; what is over or unknown cannot be', async () => {
    const words = ['jobs', 'submit', '--id', 'withdrawn', ...GPU_JOB, '--latest-end-at', END];
    await wattbit([...words, '--earliest-start-at', '2025-03-12']);
    const { exitCode, out } = await wattbit(['jobs', 'cancel', 'withdrawn']);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('withdrawn')]);
    await until(
      () => storyOf('withdrawn'),
      ({ state }) => state === 'cancelled',
    );
    expect((await wattbit(['jobs', 'cancel', 'giant'])).exitCode).toBe(5);
    for (const verb of ['show', 'cancel']) {
      const unknown = await wattbit(['jobs', verb, 'nobody']);
      expect([unknown.exitCode, unknown.err]).toEqual([4, expect.stringContaining('"nobody"')]);
    }
  });

  test('are listed as they are asked for', async () => {
    const { out } = await wattbit(['jobs', 'list', '--state', 'refused', '--text', 'giant', '--json']);
    const { rows, total } = JSON.parse(out) as { rows: JobRow[]; total: number };
    expect([total, rows[0]!.id, rows[0]!.state]).toEqual([1, 'giant', 'refused']);
    const wrong = await wattbit(['jobs', 'list', '--state', 'asleep']);
    expect([wrong.exitCode, wrong.err]).toEqual([2, expect.stringContaining('state')]);
  });
});

describe('files of other people', () => {
  test('jobs are imported through a mapping, bad rows with their lines', async () => {
    const rows = ['0,3600,2', '5,abc,1', '9,0,1', '60,1800,4'];
    const file = fileOf('trace.csv', ['arrival_time,length,cpus', ...rows]);
    const map = 'gaia-seconds,origin:=2025-03-10T08:00:00+08:00,poolKind:=cpu';
    const { exitCode, out, err } = await wattbit(['import', 'jobs', file, '--map', map]);
    expect(exitCode).toBe(0);
    expect(out).toContain('2 accepted, 2 rejected');
    expect(err).toMatch(/line 3 .*durationHours[\s\S]*line 4/);
    expect((await storyOf('gaia-4')).job).toMatchObject({ units: 4, durationHours: 0.5 });
  });

  test('a mapping that names a column the file has not is refused with the columns there are', async () => {
    const file = fileOf('other.csv', ['a,b', '1,2']);
    const { exitCode, err } = await wattbit(['import', 'jobs', file, '--map', 'gaia-seconds']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('the file has a, b')]);
  });

  test('series go before those of the scenario; a column of no series is named', async () => {
    const region = (await centre.request('GET', '/api/dispatch/region')).body as {
      series: Record<string, unknown>;
    };
    const name = Object.keys(region.series)[0]!;
    const rows = ['2025-03-10T00:00:00Z,1,2', '2025-03-10T01:00:00Z,x,2', '2025-03-10T02:00:00Z,3,2'];
    const file = fileOf('series.csv', [`time,${name},nobody`, ...rows]);
    const { exitCode, out, err } = await wattbit(['import', 'series', file, '--map', 'wide-utc']);
    expect(exitCode).toBe(0);
    expect(out).toContain(`${name}: `);
    expect(err).toContain('nobody');
    expect(err).toContain('line 3');
    const unknown = fileOf('unknown.csv', [
      'time,nobody',
      '2025-03-10T00:00:00Z,1',
      '2025-03-10T01:00:00Z,1',
    ]);
    const refused = await wattbit(['import', 'series', unknown, '--map', 'wide-utc']);
    expect([refused.exitCode, refused.err]).toEqual([2, expect.stringContaining('nobody')]);
  });
});

describe('the day’s report', () => {
  test('is printed, written as a page, and given as JSON', async () => {
    await until(
      () => centre.request('GET', '/api/dispatch/reports/today'),
      ({ status }) => status === 200,
    );
    const page = join(folder, 'day.html');
    const { exitCode, out } = await wattbit(['report', '--out', page]);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('Green share')]);
    expect(readFileSync(page, 'utf8').includes('<html lang="en">')).toBe(true);
    const { out: json } = await wattbit(['report', '2025-03-10', '--json']);
    const report = JSON.parse(json) as DayReport;
    expect(report).toMatchObject({ regionId: 'one-site', day: '2025-03-10' });
    expect(report.kpis.length).toBeGreaterThan(5);
  });

  test('of a day the centre did not see is not found; a day that is none is bad input', async () => {
    expect((await wattbit(['report', '2024-01-01'])).exitCode).toBe(4);
    expect((await wattbit(['report', 'yesterday'])).exitCode).toBe(2);
  });
});

describe('access', () => {
  test('with a token that does not hold, the command line says how to get one, exit code 3', async () => {
    const { exitCode, err } = await wattbit(['jobs', 'list'], { WATTBIT_TOKEN: 'made-up' });
    expect([exitCode, err]).toEqual([3, expect.stringContaining('Make a new one')]);
  });

  test('without a centre it says how to start one, exit code 6', async () => {
    const { exitCode, err } = await wattbit(['jobs', 'list'], { WATTBIT_URL: 'http://127.0.0.1:9' });
    expect([exitCode, err]).toEqual([6, expect.stringContaining('npm start')]);
  });
});
