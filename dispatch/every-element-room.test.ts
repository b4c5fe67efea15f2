import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OverviewView, PlanView } from '#dispatch/domain';
import { createLocalExecutor, createTwinExecutor } from '#dispatch/execute';
import { ledgerSigner } from '#dispatch/ledger';
import { createHighsSolver, planProblem, repairPlan } from '#dispatch/optimise';
import { type ManualClock, manualClock } from '#platform/clock';
import { openTestHall, type TestHall } from '../platform/auth/testing.ts';
import { dispatchRoom } from './server-room.ts';

const START_MS = Date.parse('2025-03-10T08:00:10+08:00');
const HOUR_MS = 3_600_000;

let clock: ManualClock;
let hall: TestHall;
let runsFolder: string;
const solver = createHighsSolver();

beforeAll(async () => {
  clock = manualClock(START_MS);
  runsFolder = mkdtempSync(join(tmpdir(), 'wattbit-every-'));
  const room = dispatchRoom({
    signer: () => ledgerSigner(new Uint8Array(32).fill(7)),
    planner: () => ({
      plan: async (problem, control) => planProblem(problem, await solver, control),
      repair: async (problem, kept, control) => repairPlan(problem, kept, await solver, control),
      dispatchPower: () => Promise.reject(new Error('no case is solved here')),
      close: async () => {},
    }),
    executors: () => ({
      local: createLocalExecutor({ runsFolder: join(runsFolder, 'local'), clockMsOf: () => clock.now() }),
      twin: createTwinExecutor({ runsFolder: join(runsFolder, 'twin'), now: () => clock.now() }),
    }),
    commandsNeed: () => 'administrator',
    settings: { heartbeatMs: 50, windowHours: 12 },
  });
  const environment = { WATTBIT_SCENARIO: 'examples/every-element' };
  hall = await openTestHall({ rooms: [room], clock, environment });
  await until(async () => (await get('plans')).plans.length > 0);
}, 180_000);
afterAll(async () => {
  await hall?.close();
  rmSync(runsFolder, { recursive: true, force: true });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const lastMs = Date.now() + 120_000;
  while (!(await isSo())) {
    if (Date.now() > lastMs) throw new Error('waited 120 s in vain');
    await new Promise((resume) => setTimeout(resume, 100));
  }
}
const get = async (path: string) =>
  (await hall.app.inject({ method: 'GET', url: `/api/dispatch/${path}`, headers: hall.as('viewer') })).json();

describe('a live centre of a region with one of everything', () => {
  it('shows every kind of plant in its picture, and its links between areas as lines', async () => {
    const { nodes, edges } = (await get('overview')) as OverviewView;
    const kindOf = Object.fromEntries(nodes.map(({ id, kind }) => [id, kind]));
    expect(kindOf).toMatchObject({ coal: 'thermal', boiler: 'thermal', tower: 'csp', upper: 'hydro' });
    // A UPS is part of its site.
    expect(kindOf.ups).toBeUndefined();
    expect(edges.map(({ id }) => id)).toEqual(expect.arrayContaining(['circuit-1', 'cable', 'heat-pump']));
  });

  it('closes its periods, and plans on from what was metered', async () => {
    const first = ((await get('plans/latest')) as PlanView).plan;
    for (let hour = 1; hour <= 2; hour += 1) {
      clock.set(START_MS + hour * HOUR_MS);
      const closedMs = START_MS - 10_000 + (hour - 1) * HOUR_MS;
      await until(async () => ((await get('overview')) as OverviewView).periodStartMs === closedMs);
    }
    await until(
      async () => ((await get('plans/latest')) as PlanView).plan.horizon.startMs > first.horizon.startMs,
    );
    const { plan } = (await get('plans/latest')) as PlanView;
    expect(plan.degraded).toBeUndefined();
    const { nodes, recent, cycle } = (await get('overview')) as OverviewView;
    expect(cycle.lastError).toBeNull();
    const tower = nodes.find(({ id }) => id === 'tower')!;
    const heat = plan.series.find(({ element, quantity }) => element === 'tower' && quantity === 'heatMwh')!;
    // What the mirrors gave meanwhile lies in the store from which the next plan starts.
    expect(Math.abs(heat.values[0]! - tower.storedMwh!)).toBeLessThan(15 + 3 / 0.41 + 1);
    expect(Object.keys(recent.series)).toEqual(expect.arrayContaining(['thermal', 'csp', 'hydro', 'pv']));
  }, 180_000);
});
