import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '#dispatch/domain';
import { migrations, readOrCreateState, readState, SCHEMA, storeDb } from '#dispatch/store';
import { AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { manualClock } from '#platform/clock';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { acceptPlan } from './accept-plan.ts';
import type { CycleDependencies } from './dependencies.ts';
import { hoursFromMidnight, MIDNIGHT_MS, smallScenario } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
});
afterAll(() => test.close());

const plan = {
  ...{ horizon: hoursFromMidnight(6), status: 'optimal', costYuan: 0, boundYuan: 0, gapRatio: 0 },
  ...{ costParts: [], co2Tonnes: 0, placements: [], refused: [], onlineServed: [], series: [], prices: {} },
} as unknown as Plan;

it('a plan made on bridged gaps says so until the next one', async () => {
  const store = storeDb(test.db);
  await readOrCreateState(store, {
    ...{ firstStartMs: MIDNIGHT_MS, nextPeriodMs: MIDNIGHT_MS, fedUntilMs: 0 },
    plantState: { atMs: MIDNIGHT_MS, batteryMwh: {}, reservoirMm3: {}, hvdcMw: {} },
  });
  const deps = {
    ...{ db: test.db, scenario: smallScenario(), events: { publish: () => {} } },
    audit: createAudit(test.db, manualClock(MIDNIGHT_MS)),
  } as unknown as CycleDependencies;
  const given = {
    ...{ plan, forecasts: [], refusals: [], carriedPlacements: [], actor: 'centre', nowMs: MIDNIGHT_MS },
    trigger: 'cycle' as const,
  };
  await acceptPlan(deps, { ...given, filled: [{ key: 'grid.importYuanPerMwh', periods: 3 }] });
  expect((await readState(store))?.lastError).toEqual({
    zh: '部分输入有缺口，已按相邻时段补齐（括号内为时段数）：测试 importYuanPerMwh (3)。',
    en: 'Gaps in some inputs were bridged (periods): test importYuanPerMwh (3).',
  });
  await acceptPlan(deps, given);
  expect((await readState(store))?.lastError).toBeNull();
});
