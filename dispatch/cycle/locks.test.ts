import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '#dispatch/domain';
import {
  acceptJobs,
  addJobEnergy,
  jobById,
  migrations,
  readOrCreateState,
  readState,
  SCHEMA,
  storeDb,
  updateState,
} from '#dispatch/store';
import { AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { manualClock } from '#platform/clock';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { acceptPlan } from './accept-plan.ts';
import type { CycleDependencies } from './dependencies.ts';
import { feedJobs, newJob } from './feed.ts';
import { told } from './story.ts';
import { aJob, hoursFromMidnight, MIDNIGHT_MS, smallScenario } from './testing.ts';
import { endWithoutRun } from './transition.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
  await readOrCreateState(storeDb(test.db), {
    firstStartMs: MIDNIGHT_MS,
    nextPeriodMs: MIDNIGHT_MS,
    fedUntilMs: 0,
    plantState: { atMs: MIDNIGHT_MS, batteryMwh: {}, reservoirMm3: {}, hvdcMw: {} },
  });
});
afterAll(() => test.close());

/** A number of rounds of what a living centre does at the same time; a deadlock takes a second to be found. */
const ROUNDS = 8;
const JOBS = 40;
const idsOf = (round: number): string[] =>
  Array.from({ length: JOBS }, (_, i) => `r${round}-${String(i).padStart(2, '0')}`);

const depsOf = (jobs: Parameters<typeof smallScenario>[0]): CycleDependencies =>
  ({
    db: test.db,
    audit: createAudit(test.db, manualClock(MIDNIGHT_MS)),
    events: { publish: () => {} },
    scenario: smallScenario(jobs),
  }) as unknown as CycleDependencies;

const never = { zh: '太宽', en: 'too wide' };
/** A plan that refuses the given jobs for good, in that order. */
const refusing = (ids: readonly string[]) => {
  const refused = ids.map((id) => ({ id, code: 'too-wide', reason: never }));
  const plan = {
    ...{ horizon: hoursFromMidnight(12), status: 'optimal', objective: 'cost', costYuan: 0, co2Tonnes: 0 },
    ...{
      boundYuan: 0,
      costParts: {},
      gapRatio: 0,
      solveSeconds: 0,
      placements: [],
      onlineServed: [],
      series: [],
    },
    ...{ prices: {}, kpis: {}, violations: [], baseline: null, refused },
  } as unknown as Plan;
  return { plan, forecasts: [], refusals: refused, carriedPlacements: [] };
};

it('planning, metering, feeding and withdrawing at the same time never stand in each other’s way', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const ids = idsOf(round);
    const backwards = [...ids].reverse();
    const submittedAt = new Date(MIDNIGHT_MS + (round + 1) * 1000).toISOString();
    const deps = depsOf([aJob({ id: `fed-${round}`, submittedAt })]);
    await acceptJobs(
      storeDb(test.db),
      ids.map((id) => newJob(aJob({ id }))),
      'api',
      MIDNIGHT_MS,
    );
    const given = { ...refusing(backwards), trigger: 'cycle', actor: 'centre', nowMs: MIDNIGHT_MS } as const;
    await Promise.all([
      acceptPlan(deps, given),
      ...[ids, backwards].map((order) =>
        test.db.transaction().execute(async (trx) => {
          await addJobEnergy(
            storeDb(trx),
            order.map((jobId) => ({ jobId, energyWh: 1, cleanWh: 0 })),
          );
          await updateState(storeDb(trx), { nextPeriodMs: MIDNIGHT_MS + round });
          await deps.audit.append(trx, { actor: 'centre', action: 'period.close', subject: `${round}` });
        }),
      ),
      ...ids.slice(0, 6).map((id) =>
        endWithoutRun(deps, id, 'cancelled', told(id, MIDNIGHT_MS, 'cancelled', [], 'li'), {
          endedAtMs: MIDNIGHT_MS,
        }),
      ),
      feedJobs(deps, MIDNIGHT_MS + (round + 1) * 1000, MIDNIGHT_MS + (round + 1) * 1000, MIDNIGHT_MS),
    ]);
  }
  // The database's own count is told a second late.
  await wait(1200);
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(test.db);
  expect(rows).toEqual([{ deadlocks: 0 }]);
  const last = await jobById(storeDb(test.db), idsOf(ROUNDS - 1).at(-1)!);
  expect(last).toMatchObject({ state: 'refused', energyWh: 2 });
  expect((await readState(storeDb(test.db)))?.fedUntilMs).toBe(MIDNIGHT_MS + ROUNDS * 1000);
  expect((await depsOf([]).audit.verify()).whole).toBe(true);
});
