import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VariantPlanView, WhatIfSummary, WhatIfView } from '#dispatch/domain';
import { createLocalExecutor, createTwinExecutor } from '#dispatch/execute';
import { ledgerSigner } from '#dispatch/ledger';
import { createHighsSolver, type Planner, planProblem, type Repairer, repairPlan } from '#dispatch/optimise';
import { dispatchRoom } from '#dispatch/server-room';
import { manualClock } from '#platform/clock';
import type { Role } from '#platform/http-shell';
import { openTestHall, type TestHall } from '../../platform/auth/testing.ts';
import { VariantPlanBody, WhatIfBody, WhatIfListBody } from './schemas/what-if-bodies.ts';

const clock = manualClock(Date.parse('2025-03-10T08:00:10+08:00'));
const solver = createHighsSolver();
const repairHere: Repairer = async (problem, kept, control) =>
  repairPlan(problem, kept, await solver, control);
let hall: TestHall;
let runsFolder: string;
/** Planners in the order in which the room asked for them: the cycle's, then that of comparisons. */
const planners: string[] = [];
const planned: string[] = [];
let hold: Promise<void> | null = null;

beforeAll(async () => {
  runsFolder = mkdtempSync(join(tmpdir(), 'wattbit-what-if-'));
  const room = dispatchRoom({
    signer: () => ledgerSigner(new Uint8Array(32).fill(7)),
    planner: () => {
      const name = planners.length === 0 ? 'cycle' : 'comparison';
      planners.push(name);
      const plan: Planner = async (problem, control) => {
        planned.push(name);
        if (name === 'comparison') await hold;
        return planProblem(problem, await solver, control);
      };
      const dispatchPower = () => Promise.reject(new Error('no case is solved here'));
      return { plan, repair: repairHere, dispatchPower, close: async () => {} };
    },
    executors: () => ({
      local: createLocalExecutor({ runsFolder: join(runsFolder, 'local'), clockMsOf: () => clock.now() }),
      twin: createTwinExecutor({ runsFolder: join(runsFolder, 'twin'), now: () => clock.now() }),
    }),
    settings: { heartbeatMs: 50, windowHours: 4 },
  });
  hall = await openTestHall({ rooms: [room], clock, environment: { WATTBIT_SCENARIO: 'one-site' } });
  await until(async () => (await get<{ plans: [] }>('plans')).plans.length > 0);
}, 120_000);
afterAll(async () => {
  await hall?.close();
  rmSync(runsFolder, { recursive: true, force: true });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const lastMs = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > lastMs) throw new Error('waited 60 s in vain');
    await new Promise((resume) => setTimeout(resume, 60));
  }
}
const call = (method: 'GET' | 'POST' | 'DELETE', path: string, role: Role | null, payload?: object) =>
  hall.app.inject({
    method,
    url: `/api/dispatch/${path}`,
    headers: role === null ? {} : hall.as(role),
    ...(payload === undefined ? {} : { payload }),
  });
const get = async <T>(path: string) => (await call('GET', path, 'viewer')).json() as T;
const list = async () => (await get<{ whatIfs: WhatIfSummary[] }>('what-ifs')).whatIfs;
const viewOf = (id: string) => get<WhatIfView>(`what-ifs/${id}`);
const ask = async (wish: object) => (await call('POST', 'what-ifs', 'operator', wish)).json().id as string;

const noSun = { name: { zh: '没有光伏', en: 'no sun' }, set: [{ path: 'pv', value: [] }] };

describe('who may compare', () => {
  it('a viewer reads, an operator asks and ends, a stranger does neither', async () => {
    for (const role of [null, 'viewer', 'operator'] as const) {
      const refused = role === null ? 401 : role === 'viewer' ? 403 : null;
      expect((await call('GET', 'what-ifs', role)).statusCode).toBe(role === null ? 401 : 200);
      expect((await call('POST', 'what-ifs', role, { variants: [] })).statusCode).toBe(refused ?? 400);
      expect((await call('DELETE', 'what-ifs/none', role)).statusCode).toBe(refused ?? 404);
    }
    for (const path of [
      'what-ifs/none',
      'what-ifs/none/variants/0/plan',
      'what-ifs/none/variants/0/report.html',
    ])
      expect((await call('GET', path, 'viewer')).statusCode).toBe(404);
  });
});

describe('a comparison', () => {
  it('with bad settings is refused with every problem, and nothing is stored', async () => {
    const wish = {
      variants: [
        { name: 'a', set: [{ path: 'pv.0.capacityMw', value: -1 }] },
        { name: 'b', set: [{ path: 'pv.nowhere.capacityMw', value: 1 }] },
        noSun,
      ],
    };
    const answer = await call('POST', 'what-ifs', 'operator', wish);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().problems.map((each: { field: string }) => each.field)).toEqual([
      'variants[0].set[0]',
      'variants[1].set[0]',
    ]);
    expect(await list()).toEqual([]);
    expect(await hall.jobs.list({ name: 'dispatch.what-if', limit: 5 })).toEqual([]);
  });

  it('plans base and variants in one situation with a planner of its own, and applies nothing', async () => {
    const before = await get<{ lastPlanId: string }>('cycle');
    const id = await ask({ hours: 3, variants: [noSun] });
    await until(async () => (await viewOf(id)).state === 'done');
    const view = await viewOf(id);
    expect(WhatIfBody.safeParse(view).error).toBeUndefined();
    expect(WhatIfListBody.safeParse(await get('what-ifs')).error).toBeUndefined();
    expect(view.names.map((name) => name.en)).toEqual(['As it is', 'no sun']);
    const [base, dark] = view.variants;
    expect(dark!.figures!.costYuan).toBeGreaterThan(base!.figures!.costYuan);
    expect(view.profiles.map((each) => each.importMw.length)).toEqual([
      view.profiles[0]!.importMw.length,
      view.profiles[0]!.importMw.length,
    ]);
    const plan = await get<VariantPlanView>(`what-ifs/${id}/variants/1/plan`);
    expect(VariantPlanBody.safeParse(plan).error).toBeUndefined();
    expect(plan.plan.costYuan).toBe(dark!.figures!.costYuan);
    expect((await call('GET', `what-ifs/${id}/variants/1/report.html`, 'viewer')).body).toContain('<html');
    expect((await get<{ lastPlanId: string }>('cycle')).lastPlanId).toBe(before.lastPlanId);
    expect([planners, planned.slice(-2)]).toEqual([
      ['cycle', 'comparison'],
      ['comparison', 'comparison'],
    ]);
    const told = await hall.audit.list({ action: 'what-if.request', limit: 5 });
    expect(told.rows.map((row) => row.subject)).toEqual([id]);
  });

  it('of a day of the scenario is planned with that day’s own jobs', async () => {
    const id = await ask({ hours: 3, fromAt: '2025-03-10T00:00:00+08:00', variants: [noSun] });
    await until(async () => (await viewOf(id)).state === 'done');
    expect((await viewOf(id)).horizonStartMs).toBe(Date.parse('2025-03-10T00:00:00+08:00'));
  });

  it('is cancelled while it runs, stays in the list, and is forgotten when it is deleted again', async () => {
    let goOn = () => {};
    hold = new Promise((resume) => {
      goOn = resume;
    });
    const id = await ask({ hours: 3, variants: [noSun] });
    await until(async () => (await viewOf(id)).state === 'running');
    expect((await call('DELETE', `what-ifs/${id}`, 'operator')).json()).toEqual({ ending: 'cancelled' });
    goOn();
    hold = null;
    expect(await viewOf(id)).toMatchObject({ state: 'cancelled', error: 'withdrawn by token:operator' });
    await new Promise((resume) => setTimeout(resume, 300));
    expect((await viewOf(id)).variants).toEqual([]);
    expect((await call('DELETE', `what-ifs/${id}`, 'operator')).json()).toEqual({ ending: 'forgotten' });
    expect((await call('GET', `what-ifs/${id}`, 'viewer')).statusCode).toBe(404);
  });
});
