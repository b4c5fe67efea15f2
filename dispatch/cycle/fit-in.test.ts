import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Placement, Plan } from '#dispatch/domain';
import { acceptJobs, insertPlan, jobById, migrations, placeJobs, SCHEMA, storeDb } from '#dispatch/store';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { newJob } from './feed.ts';
import { fitIn } from './fit-in.ts';
import { aJob, at, hoursFromMidnight, MIDNIGHT_MS, smallScenario } from './testing.ts';

const HOUR_MS = 3_600_000;
let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase([{ schema: SCHEMA, migrations }]);
});
afterAll(() => test.close());

/** Two hours on the ten units of `west-gpu`. */
const placement = (jobId: string, startHour: number, units: number): Placement => ({
  ...{ jobId, option: 0, poolId: 'west-gpu', siteId: 'west', units, powerRatio: 1 },
  segments: [{ startMs: MIDNIGHT_MS + startHour * HOUR_MS, endMs: MIDNIGHT_MS + (startHour + 2) * HOUR_MS }],
  ...{ energyMwh: 1, costYuan: 2, co2Tonnes: 3, runAtOnceYuan: 4, reason: { zh: '因', en: 'why' } },
});
const plan = {
  ...{ horizon: hoursFromMidnight(6), status: 'optimal', costYuan: 0, boundYuan: 0, gapRatio: 0 },
  ...{ costParts: [], co2Tonnes: 0, placements: [], refused: [], onlineServed: [], series: [], prices: {} },
} as unknown as Plan;

it('a job placed while a plan was made keeps its place, moves, or waits; no unit is given twice', async () => {
  const store = storeDb(test.db);
  const only = { allowedSites: ['west'] };
  const jobs = [
    aJob({ ...only, id: 'a-solved', units: 8 }),
    aJob({ ...only, id: 'b-free', units: 2 }),
    aJob({ ...only, id: 'c-moved', units: 4, latestEndAt: at('06:00') }),
    aJob({ ...only, id: 'd-none', units: 4, latestEndAt: at('03:00') }),
  ];
  await acceptJobs(store, jobs.map(newJob), 'api', MIDNIGHT_MS);
  const row = { plan, forecasts: [], trigger: 'cycle', createdAtMs: MIDNIGHT_MS, isApplied: true } as const;
  for (const id of ['old', 'new']) await insertPlan(store, { ...row, id });
  const planned = (planId: string, one: Placement) => ({ jobId: one.jobId, planId, placement: one });
  await placeJobs(store, [
    planned('new', placement('a-solved', 1, 8)),
    planned('old', placement('b-free', 1, 2)),
    planned('old', placement('c-moved', 1, 4)),
    planned('old', placement('d-none', 1, 4)),
  ]);
  await test.db.transaction().execute((trx) =>
    fitIn({ scenario: smallScenario() }, storeDb(trx), {
      ...{ planId: 'new', plan, looked: new Set(['a-solved']), nowMs: MIDNIGHT_MS },
    }),
  );
  const startOf = async (id: string) => {
    const stored = (await jobById(store, id))!;
    return [stored.state, stored.planId, ((stored.plannedStartMs ?? NaN) - MIDNIGHT_MS) / HOUR_MS];
  };
  expect(await startOf('a-solved')).toEqual(['planned', 'new', 1]);
  expect(await startOf('b-free')).toEqual(['planned', 'new', 1]);
  expect(await startOf('c-moved')).toEqual(['planned', 'new', 3]);
  expect(await startOf('d-none')).toEqual(['submitted', null, NaN]);
});
