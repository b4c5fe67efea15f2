import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#platform/errors';
import { caseOf, readCase } from './read-case.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattbit-case-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const refusal = async (work: () => unknown): Promise<AppError> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

const REQUEST = {
  batteries: [{ s_min: 0, s_max: 5000, s_initial: 1000, c_min: 0, c_max: 2000, d_max: 2000, p_a: 0.0002 }],
  time_series: {
    dt: [1800, 3600],
    gt: [500, 1000],
    ft: [0, 2000],
    p_N: [0.0003, 0.0003],
    p_E: [0.0001, 0.0001],
  },
};

test('a request for batteries is in kW, kWh and thousandths of its money', () => {
  const { problem, costHours, powerUnit, batteries } = caseOf({
    name: 'home.json',
    text: JSON.stringify(REQUEST),
  });
  expect(powerUnit).toBe('kW');
  expect([...costHours]).toEqual([0.5, 1]);
  expect([...problem.areas[0]!.loadMw]).toEqual([1, 1]);
  expect(problem.batteries[0]).toMatchObject({
    chargeMw: 2,
    initialMwh: 1,
    notChargedFrom: 0,
    notSoldInto: 0,
  });
  expect([...problem.gridConnections[0]!.importYuanPerMwh].map((yuan) => Math.round(yuan))).toEqual([
    300, 300,
  ]);
  expect(batteries!.importYuanPerMwh[0]).toBeCloseTo(0.3, 12);
});

test.each([
  ['no JSON', '{', ''],
  [
    'a series of another length',
    JSON.stringify({ ...REQUEST, time_series: { ...REQUEST.time_series, gt: [1] } }),
    'time_series.gt',
  ],
  ['an unknown field', JSON.stringify({ ...REQUEST, solar_hold: 1 }), '(whole input)'],
  [
    'a strategy that does not exist',
    JSON.stringify({ ...REQUEST, strategy: { charging_strategy: 'fast' } }),
    'strategy.charging_strategy',
  ],
  [
    'a priority',
    JSON.stringify({ request: { ...REQUEST, batteries: [{ ...REQUEST.batteries[0], c_priority: 2 }] } }),
    'request.batteries[0].c_priority',
  ],
  [
    'a content above the capacity',
    JSON.stringify({ ...REQUEST, batteries: [{ ...REQUEST.batteries[0], s_capacity: 500 }] }),
    'batteries[0].s_initial',
  ],
])('%s is refused by its field', async (_, text, field) => {
  const { problems } = await refusal(() => caseOf({ name: 'home.json', text }));
  expect(problems).toContainEqual(expect.objectContaining({ field, file: 'home.json' }));
});

test('any JSON at all is read or refused', () => {
  fc.assert(
    fc.property(fc.json(), fc.boolean(), (text, isWrapped) => {
      try {
        caseOf({ name: 'any.json', text: isWrapped ? `{"request": ${text}}` : text });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    }),
    { numRuns: 300 },
  );
});

test('a packed file and a folder are read; another format, a damaged file and nothing at all are refused', async () => {
  const packed = join(folder, 'home.json.gz');
  await writeFile(packed, gzipSync(JSON.stringify(REQUEST)));
  expect((await readCase(packed)).name).toBe('home');
  await writeFile(join(folder, 'buses.csv'), 'name\nnorth\n');
  expect((await readCase(folder)).format).toBe('pypsa');
  await writeFile(packed, 'not packed');
  expect((await refusal(() => readCase(packed))).code).toBe('file-unreadable');
  expect((await refusal(() => readCase(join(folder, 'absent.m')))).code).toBe('file-unreadable');
  expect((await refusal(() => caseOf({ name: 'case.xlsx', text: '' }))).code).toBe('case-unknown');
});
