import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Region } from '#dispatch/domain';
import { ledgerSigner } from '#dispatch/ledger';
import {
  insertLateReadings,
  keepRegion,
  migrations,
  readOrCreateState,
  readState,
  ruleDaysOf,
  ruleStatesOn,
  SCHEMA,
  storeDb,
} from '#dispatch/store';
import { AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { manualClock } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { MS_PER_DAY, MS_PER_HOUR } from '#units';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { auditLedger } from './audit-ledger.ts';
import { closeNextPeriod } from './close-period.ts';
import type { CycleDependencies } from './dependencies.ts';
import { judgeNextDay, ruleOutlooks } from './judge-days.ts';
import { settledRegion } from './period.ts';
import { MIDNIGHT_MS, smallRegion, smallScenario } from './testing.ts';
import { initialState } from './window.ts';

const title = { zh: '规', en: 'rule' };
const dated = { title, jurisdiction: 'nowhere', effectiveFrom: '2025-01-01', source: 'made up' };
const region: Region = smallRegion({
  rules: [
    { ...dated, id: 'green', kind: 'greenShare', limitRatio: 0.5, excessYuanPerMwh: 100 },
    { ...dated, id: 'pue', kind: 'pue', site: 'east', mostRatio: 1.2 },
    { ...dated, id: 'sun', kind: 'forecast', stations: 'pv', lead: 'dayAhead', leastRatio: 0.85 },
  ],
});
const scenario = smallScenario([], region);
const signer = ledgerSigner(new Uint8Array(32).fill(7));
const END_MS = MIDNIGHT_MS + 2 * MS_PER_DAY + 2 * MS_PER_HOUR;

let test: TestDatabase;
let deps: CycleDependencies;
const closer = { settled: settledRegion(region), day: null };
const judgeAll = async (): Promise<number> => {
  let judged = 0;
  while (await judgeNextDay(deps, END_MS)) judged += 1;
  return judged;
};

beforeAll(async () => {
  test = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
  const audit = createAudit(test.db, manualClock(MIDNIGHT_MS));
  deps = {
    db: test.db,
    audit,
    signer,
    scenario,
    events: { publish: () => {} },
  } as unknown as CycleDependencies;
  await readOrCreateState(storeDb(test.db), {
    firstStartMs: MIDNIGHT_MS,
    nextPeriodMs: MIDNIGHT_MS,
    fedUntilMs: 0,
    plantState: initialState(region, MIDNIGHT_MS),
  });
  await keepRegion(storeDb(test.db), scenario.hash, region, MIDNIGHT_MS);
  while (await closeNextPeriod(deps, closer, END_MS));
});
afterAll(() => test.close());

it('judges each day that has ended once, from its readings, and none that has not', async () => {
  expect(await judgeAll()).toBe(2);
  expect(await judgeAll()).toBe(0);
  const store = storeDb(test.db);
  // 8 hours of 5 MW of sun, all used by the town and the halls: 40 MWh a day.
  const [first, second] = await ruleDaysOf(store, 'green');
  expect(first).toMatchObject({
    day: '2025-03-10',
    revision: 0,
    since: '2025-01-01',
    dayPart: 40e6,
    periods: 24,
  });
  expect(first!.part).toBe(first!.dayPart);
  expect(second!.part).toBe(first!.part + second!.dayPart);
  const states = await ruleStatesOn(store, '2025-03-12');
  expect(states.map(({ ruleId, day }) => [ruleId, day])).toEqual([
    ['green', '2025-03-11'],
    ['pue', '2025-03-11'],
    ['sun', '2025-03-11'],
  ]);
  // The sun shines alike every day: more than nine tenths of its forecast are right.
  expect(states[2]).toMatchObject({ unit: 'ppm', whole: 2e6 });
  expect(states[2]!.part).toBeGreaterThan(1.8e6);
  expect(await ruleOutlooks(store, END_MS)).toMatchObject({
    green: { since: '2025-01-01', projection: { method: 'dayRange', sampleDays: 2 } },
  });
});

it('gives plans the count of the judged days and of the hours since', async () => {
  const { plantState } = (await readState(storeDb(test.db)))!;
  const last = (await ruleDaysOf(storeDb(test.db), 'green')).at(-1)!;
  expect(plantState.counted!.green!.part).toBeCloseTo(last.part / 1e6, 6);
  // Two hours of the town's 5 MW and what the halls draw.
  expect(plantState.counted!.green!.whole - last.whole / 1e6).toBeGreaterThan(10);
});

it('judges a day and those after it anew when its readings are corrected, and keeps what was judged before', async () => {
  const noonMs = MIDNIGHT_MS + 12 * MS_PER_HOUR;
  const reading = { periodStartMs: noonMs, periodMinutes: 60, element: 'roof', quantity: 'generationMw' };
  await inTransaction(test.db, (trx) =>
    insertLateReadings(storeDb(trx), [{ ...reading, value: 3, quality: 'measured' }]),
  );
  expect(await judgeAll()).toBe(0);
  while (await closeNextPeriod(deps, closer, END_MS));
  expect(await judgeAll()).toBe(2);
  const [first, second] = await ruleDaysOf(storeDb(test.db), 'green');
  expect([first, second].map((state) => [state!.revision, state!.part])).toEqual([
    [1, 38e6],
    [1, 78e6],
  ]);
  const { plantState } = (await readState(storeDb(test.db)))!;
  expect(plantState.counted!.green!.part).toBeCloseTo(78, 6);
});

it('is audited: what was judged is whole, and a changed state is found', async () => {
  const request = { publicKey: signer.publicKey, progress: () => {}, isCancelled: () => false };
  expect((await auditLedger(test.db, request)).faults).toEqual([]);
  await sql`alter table dispatch.rule_state disable trigger all`.execute(test.db);
  await sql`update dispatch.rule_state set part = part + 1
    where rule_id = 'green' and day = '2025-03-10' and revision = 0`.execute(test.db);
  expect((await auditLedger(test.db, request)).whole).toBe(false);
});
