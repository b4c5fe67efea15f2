import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeterDayView, MeterIntake, MeterView } from '#dispatch/domain';
import { createLocalExecutor, createTwinExecutor } from '#dispatch/execute';
import { ledgerSigner } from '#dispatch/ledger';
import { createHighsSolver, planProblem, repairPlan } from '#dispatch/optimise';
import { dispatchRoom } from '#dispatch/server-room';
import { manualClock } from '#platform/clock';
import type { Role } from '#platform/http-shell';
import { openTestHall, type TestHall } from '../../platform/auth/testing.ts';
import { MeterDayBody, MeterIntakeBody, MeterListBody } from './schemas/meter-bodies.ts';

const METERS = `
meters:
  - { id: roof-meter, element: roof-pv, quantity: generationMw, register: { unit: kWh, digits: 6 }, installedFrom: 2024-01-01T00:00:00+08:00 }
  - { id: hall-old, element: cluster, quantity: facilityMw, installedFrom: 2024-01-01T00:00:00+08:00, removedAt: 2025-03-10T06:00:00+08:00 }
  - { id: hall-new, element: cluster, quantity: facilityMw, installedFrom: 2025-03-10T06:00:00+08:00 }
  - { id: never, element: campus, quantity: loadMw, installedFrom: 2024-01-01T00:00:00+08:00 }
`;
const clock = manualClock(Date.parse('2025-03-10T08:05:00+08:00'));
const solver = createHighsSolver();
let hall: TestHall;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wattbit-meters-'));
  cpSync('scenarios/one-site', join(folder, 'region'), { recursive: true });
  appendFileSync(join(folder, 'region', 'region.yaml'), METERS);
  const room = dispatchRoom({
    signer: () => ledgerSigner(new Uint8Array(32).fill(7)),
    planner: () => ({
      plan: async (problem, control) => planProblem(problem, await solver, control),
      repair: async (problem, kept, control) => repairPlan(problem, kept, await solver, control),
      dispatchPower: () => Promise.reject(new Error('no case is solved here')),
      close: async () => {},
    }),
    executors: () => ({
      local: createLocalExecutor({ runsFolder: join(folder, 'local'), clockMsOf: () => clock.now() }),
      twin: createTwinExecutor({ runsFolder: join(folder, 'twin'), now: () => clock.now() }),
    }),
    settings: { heartbeatMs: 50, windowHours: 4 },
  });
  const environment = { WATTBIT_SCENARIO: join(folder, 'region') };
  hall = await openTestHall({ rooms: [room], clock, environment });
}, 120_000);
afterAll(async () => {
  await hall?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(
  payload: object | string | Buffer,
  type?: string,
  query = '',
  role: Role | null = 'operator',
) {
  const answer = await hall.app.inject({
    method: 'POST',
    url: `/api/dispatch/meter-readings${query}`,
    headers: {
      ...(role === null ? {} : hall.as(role)),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    payload,
  });
  return { status: answer.statusCode, body: answer.json() as MeterIntake };
}
const get = async <T>(path: string, role: Role | null = 'viewer') => {
  const headers = role === null ? {} : hall.as(role);
  const answer = await hall.app.inject({ method: 'GET', url: `/api/dispatch/${path}`, headers });
  return { status: answer.statusCode, body: answer.json() as T };
};
const meter = async (id: string) =>
  (await get<{ meters: MeterView[] }>('meters')).body.meters.find((one) => one.id === id)!;

const CSV = [
  'point,time,count',
  'roof-meter,2025-03-10 07:00,1000',
  'roof-meter,2025-03-10 07:30,1080',
  'roof-meter,2025-03-10 07:15,1030',
  'roof-meter,2025-03-10 07:15,1030',
  'roof-metre,2025-03-10 07:15,1030',
  'roof-meter,soon,1090',
].join('\n');
const MAP = `?map=${encodeURIComponent('meter=point,readAt=time,register=count,zone=Asia/Shanghai')}`;

describe('readings of meters', () => {
  it('are written by operators and read by viewers', async () => {
    expect((await send([], undefined, '', null)).status).toBe(401);
    expect((await send([], undefined, '', 'viewer')).status).toBe(403);
    expect((await get('meters', null)).status).toBe(401);
    expect((await get('meters/nothing')).status).toBe(404);
  });

  it('of a CSV file are taken through a mapping, every row accounted for', async () => {
    const { status, body } = await send(CSV, 'text/csv', MAP);
    expect(status).toBe(200);
    MeterIntakeBody.parse(body);
    expect(body).toMatchObject({ rows: 6, accepted: 3, duplicates: 1 });
    expect(body.rejected.map(({ line }) => line)).toEqual([6, 7]);
    expect(body.rejected[0]!.problems[0]).toMatchObject({
      field: 'meter',
      remedy: expect.stringContaining('roof-meter') as string,
    });
    expect(body.flags.map(({ kind }) => kind)).toEqual(['out-of-order', 'duplicate']);
    expect(await meter('roof-meter')).toMatchObject({
      state: 'fresh',
      ageMs: 35 * 60_000,
      ratedMw: 0.8,
      latest: { meanMw: 0.2, quality: 'measured' },
    });
  });

  it('again, packed or as JSON Lines, change nothing', async () => {
    const packed = await send(gzipSync(CSV), 'application/gzip', MAP);
    expect(packed.body).toMatchObject({ accepted: 0, duplicates: 4, periodsChanged: 0 });
    const lines = '{"meter":"roof-meter","readAt":"2025-03-10T07:00:00+08:00","register":1000}\n{broken\n';
    const again = await send(lines, 'application/x-ndjson');
    expect(again.body).toMatchObject({ rows: 2, accepted: 0, duplicates: 1 });
    expect(again.body.rejected[0]).toMatchObject({ line: 2 });
  });

  it('come as JSON too, and show their raw receipts behind a number', async () => {
    const { body } = await send([
      { meter: 'hall-old', fromAt: '2025-03-10T05:45:00+08:00', minutes: 15, energyKwh: 90 },
      { meter: 'hall-new', fromAt: '2025-03-10T06:00:00+08:00', minutes: 15, powerMw: 0.4 },
    ]);
    expect(body).toMatchObject({ rows: 2, accepted: 2, periodsChanged: 2 });
    const day = (await get<MeterDayView>('meters/hall-new?day=2025-03-10')).body;
    MeterDayBody.parse(day);
    expect(day.receipts).toMatchObject([{ unit: 'MW', value: 0.4, source: 'api', line: 2 }]);
    expect(day.periods.map(({ energyWh }) => energyWh)).toEqual([90_000, 100_000]);
    const ahead = { meter: 'never', fromAt: '2025-03-10T08:00:00+08:00', minutes: 15, powerMw: 0.4 };
    expect((await send(ahead)).body).toMatchObject({ accepted: 0, rejected: [{ line: 1, id: 'never' }] });
    expect((await send('', 'text/csv')).status).toBe(400);
    expect((await send('null', 'application/json')).status).toBe(400);
  });

  it('grow old in sight: fresh, stale, removed, silent', async () => {
    MeterListBody.parse((await get('meters')).body);
    expect((await meter('hall-new')).state).toBe('stale');
    expect((await meter('hall-old')).state).toBe('removed');
    expect(await meter('never')).toMatchObject({ state: 'silent', last: null, ageMs: null, latest: null });
  });
});
