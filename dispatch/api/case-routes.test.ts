import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalExecutor, createTwinExecutor } from '#dispatch/execute';
import { ledgerSigner } from '#dispatch/ledger';
import { dispatchRoom } from '#dispatch/server-room';
import { manualClock } from '#platform/clock';
import type { Role } from '#platform/http-shell';
import { createWorkerPlanner } from '../../apps/worker/index.ts';
import { openTestHall, type TestHall } from '../../platform/auth/testing.ts';
import { CaseAnswerBody } from './schemas/case-bodies.ts';

const clock = manualClock(Date.parse('2025-03-10T08:00:10+08:00'));
let hall: TestHall;
let runsFolder: string;

beforeAll(async () => {
  runsFolder = mkdtempSync(join(tmpdir(), 'wattbit-cases-'));
  const room = dispatchRoom({
    signer: () => ledgerSigner(new Uint8Array(32).fill(7)),
    planner: () => createWorkerPlanner(),
    executors: () => ({
      local: createLocalExecutor({ runsFolder: join(runsFolder, 'local'), clockMsOf: () => clock.now() }),
      twin: createTwinExecutor({ runsFolder: join(runsFolder, 'twin'), now: () => clock.now() }),
    }),
    settings: { heartbeatMs: 60_000, windowHours: 4 },
  });
  hall = await openTestHall({ rooms: [room], clock, environment: { WATTBIT_SCENARIO: 'one-site' } });
}, 120_000);
afterAll(async () => {
  await hall?.close();
  rmSync(runsFolder, { recursive: true, force: true });
});

const post = (payload: object, role: Role | null = 'operator') =>
  hall.app.inject({
    method: 'POST',
    url: '/api/dispatch/cases',
    headers: role === null ? {} : hall.as(role),
    payload,
  });

/** Two buses with a line of 30 MW between them, cheap power in the first and dear in the second. */
const matpower = (loadMw: number): string => `function mpc = two
mpc.version = '2'; mpc.baseMVA = 100;
mpc.bus = [1 3 0 0 0 0 1 1 0 230 1 1.1 0.9; 2 1 ${loadMw} 0 0 0 1 1 0 230 1 1.1 0.9];
mpc.gen = [1 0 0 0 0 1 100 1 100 0; 2 0 0 0 0 1 100 1 50 0];
mpc.branch = [1 2 0 0.1 0 30 0 0 0 0 1 0 0];
mpc.gencost = [2 0 0 2 10 0; 2 0 0 2 40 0];
`;

test('a MATPOWER case is answered with its cost and its prices, as described', async () => {
  const response = await post({ name: 'two.m', text: matpower(60) });
  expect(response.statusCode).toBe(200);
  const answer = CaseAnswerBody.strict().parse(response.json());
  // 30 x 10 + 30 x 40
  expect(answer).toMatchObject({ case: 'two', status: 'optimal', objective: 1500, convention: 'matpower' });
  expect(answer.prices['2']!.mean).toBeCloseTo(40, 9);
});

test('a PyPSA network comes as its files by name', async () => {
  const files = {
    'buses.csv': 'name\nnorth\n',
    'loads.csv': 'name,bus,p_set\nload,north,5\n',
    'generators.csv': 'name,bus,p_nom,marginal_cost\none,north,10,7\n',
  };
  const response = await post({ name: 'made', files });
  expect(CaseAnswerBody.parse(response.json())).toMatchObject({ format: 'pypsa', objective: 35 });
});

test('a case that cannot be met is an answer that names what does not fit and the cheapest way out', async () => {
  const response = await post({ name: 'two.m', text: matpower(90) });
  expect(response.statusCode).toBe(200);
  const answer = CaseAnswerBody.strict().parse(response.json());
  expect(answer).toMatchObject({ status: 'infeasible', objective: null });
  const blocks = answer.conflicts!.map(({ block }) => block);
  // 30 over the line and 50 made there are 10 less than 90.
  expect(blocks).toEqual(expect.arrayContaining(['area_balance', 'dc_power_flow', 'thermal_unit']));
});

test('a case with mistakes is refused with every one of them', async () => {
  const text = matpower(60).replace("'2'", "'3'").replace('100 1 50 0', '100 1 50 60');
  const response = await post({ name: 'two.m', text });
  expect(response.statusCode).toBe(400);
  const { problems } = response.json() as { problems: { field: string; line: number }[] };
  expect(problems.map(({ field, line }) => [field, line])).toEqual([
    ['mpc.version', 2],
    ['mpc.gen(2, 10)', 4],
  ]);
});

test('only operators ask, in bodies of a fair size', async () => {
  expect((await post({ name: 'two.m', text: matpower(1) }, null)).statusCode).toBe(401);
  expect((await post({ name: 'two.m', text: matpower(1) }, 'viewer')).statusCode).toBe(403);
  expect((await post({ name: 'two.m', text: '%'.repeat(5 * 1024 * 1024) })).statusCode).toBe(413);
  expect((await post({ name: 'two.m' })).statusCode).toBe(400);
});
