import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeMonth } from '#dispatch/cycle';
import type { ClosedLine, Reading, Region, StatementLineDetail } from '#dispatch/domain';
import { ledgerSigner } from '#dispatch/ledger';
import { statementCsv } from '#dispatch/reports';
import { partyTotals, standingLines } from '#dispatch/settle';
import {
  entryOfTrace,
  insertPeriod,
  insertPeriodVersion,
  migrations,
  type RevisedReading,
  reversalOf,
  SCHEMA,
  standingEntries,
  statementLines,
  storeDb,
} from '#dispatch/store';
import { AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { manualClock } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { smallRegion, smallScenario } from '../../../dispatch/cycle/testing.ts';
import { openTestDatabase, type TestDatabase } from '../../../platform/db/testing.ts';

const FOLDER = dirname(fileURLToPath(import.meta.url));
const UPDATE = process.env.WATTBIT_GOLDEN === 'update';
const MONTH = '2025-02';
const START_MS = Date.parse('2025-02-01T00:00:00+08:00');
const HOURS = 28 * 24;
const name = { zh: '某方', en: 'A party' };
const signer = ledgerSigner(new Uint8Array(32).fill(7));
const clock = manualClock(Date.parse('2025-03-02T08:00:00+08:00'));

/** The small region of the cycle's tests with parties, a contract and prices. */
const region: Region = smallRegion({
  parties: [
    { id: 'sun-works', name, kind: 'generator', owns: ['roof'] },
    { id: 'store-works', name, kind: 'storage', owns: ['store'] },
    { id: 'east-works', name, kind: 'consumer', owns: ['east'] },
  ],
  contracts: [
    {
      ...{ id: 'ppa', title: name, kind: 'powerPurchase', seller: 'sun-works', buyer: 'east-works' },
      ...{ sources: ['roof'], consumers: ['east'], effectiveFrom: '2025-01-01', effectiveTo: '2025-12-31' },
      quantity: { contractedMw: 1 },
      ...{ energyYuanPerMwh: 250, environmentYuanPerMwh: 30 },
    },
  ],
  settlement: [
    {
      ...{ id: 'prices', title: name, effectiveFrom: '2025-01-01', source: 'test' },
      ...{ consumptionYuanPerMwh: 400, generationYuanPerMwh: 220 },
      ...{ certificateYuanPerMwh: 6, flexibilityYuanPerMwh: 1000 },
      compute: [{ poolKind: 'gpu', yuanPerUnitHour: 6 }],
    },
  ],
});
const batteries = region.batteries.map((battery) => ({ ...battery, leaseYuanPerMwh: 50 }));
const scenario = smallScenario([], { ...region, batteries });

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
  for (let hour = 0; hour < HOURS; hour += 1) await closeHour(hour);
}, 120_000);
afterAll(() => database.close());

const reading = (hour: number, element: string, quantity: string, value: number): RevisedReading => ({
  ...{ periodStartMs: START_MS + hour * 3_600_000, periodMinutes: 60, element, quantity, value },
  ...{ quality: 'measured', revision: 0 },
});
/** By day 5 MW of sun, of which the site takes 2 (1 by contract) and its job 1; by night 3 MW are bought. */
function readingsOf(hour: number): RevisedReading[] {
  const isDay = hour % 24 >= 8 && hour % 24 < 16;
  return [
    reading(hour, 'roof', 'generationMw', isDay ? 5 : 0),
    reading(hour, 'grid', 'importMw', isDay ? 0 : 3),
    reading(hour, 'grid', 'exportMw', 0),
    reading(hour, 'store', 'dischargeMw', hour % 24 === 20 ? 1 : 0),
    reading(hour, 'east', 'facilityMw', 2),
    reading(hour, 'town', 'loadMw', isDay ? 3 : 1),
  ];
}
async function closeHour(hour: number): Promise<void> {
  const periodStartMs = START_MS + hour * 3_600_000;
  const isDay = hour % 24 >= 8 && hour % 24 < 16;
  const entry = (kind: 'job' | 'site' | 'load', id: string, bySourceWh: Record<string, number>) =>
    entryOfTrace({
      ...{ periodStartMs, consumer: { kind, id }, cleanWh: isDay ? 1_000_000 : 0, co2Tonnes: 0 },
      energyWh: Object.values(bySourceWh).reduce((sum, wh) => sum + wh, 0),
      bySourceWh,
    });
  const closed = { periodStartMs, periodMinutes: 60, matchedGreenShareRatio: isDay ? 1 : 0 };
  await inTransaction(database.db, async (trx) => {
    const store = storeDb(trx);
    await insertPeriod(store, { ...closed, closedAtMs: periodStartMs, planId: null, events: [] });
    await insertPeriodVersion(store, signer, {
      ...{ ...closed, version: 0, atMs: periodStartMs, scenarioHash: null, regionHash: null },
      ...{ storageContent: null, readings: readingsOf(hour) },
      jobReadings: [
        {
          ...{ periodStartMs, jobId: 'job', poolId: 'east-gpu', siteId: 'east', unitHours: 10 },
          ...{ energyWh: 1_000_000, method: 'modelled' },
        },
      ],
      entries: [
        entry('job', 'job', isDay ? { roof: 1_000_000 } : { grid: 1_000_000 }),
        entry('site', 'east', isDay ? { 'roof@ppa': 1_000_000 } : { grid: 1_000_000 }),
        entry('load', 'town', isDay ? { roof: 3_000_000 } : { grid: 1_000_000 }),
      ],
    });
  });
}

const close = () =>
  closeMonth({
    ...{
      db: database.db,
      audit: createAudit(database.db, clock),
      clock,
      scenario,
      signer,
      month: MONTH,
      actor: 'clerk',
    },
  });
const csvOf = (lines: readonly ClosedLine[]): string => {
  const standing = new Set(standingLines(lines).map(({ id }) => id));
  const named = { payerName: name, payeeName: name, subjectName: name, version: 0 };
  return statementCsv(
    lines.map((line): StatementLineDetail => ({ ...line, ...named, isStanding: standing.has(line.id) })),
    false,
  );
};
function golden(file: string, text: string): void {
  const path = join(FOLDER, file);
  if (UPDATE) writeFileSync(path, text);
  expect(text, 'WATTBIT_GOLDEN=update npx vitest run --project house test/golden/statements').toBe(
    readFileSync(path, 'utf8'),
  );
}

describe('a month of the small region', () => {
  test('closes to what can be worked out by hand', async () => {
    expect(await close()).toMatchObject({ month: MONTH, version: 0, periodCount: HOURS });
    const lines = await statementLines(storeDb(database.db), MONTH);
    golden('first.csv', csvOf(lines));
    const yuan = Object.fromEntries(
      lines.map((line) => [`${line.kind} ${line.payer}`, line.amountFen / 100]),
    );
    expect(yuan).toEqual({
      'gridBought centre': 403_200, // 28 x 16 h x 3 MW x 300
      'contractEnergy east-works': 56_000, // 28 x 8 h x 1 MW x 250
      'contractEnvironment east-works': 6_720, // x 30
      'poolConsumption east-works': 448_000, // 28 x (24 x 2 - 8) MWh x 400
      'poolGeneration centre': 197_120, // 28 x 8 h x (5 - 1) MW x 220
      'certificate centre': 1_344, // the job names no owner: 28 x 8 MWh x 6
      'storageLease centre': 1_400, // 28 MWh x 50
      'compute centre': 40_320, // 28 x 24 h x 10 units x 6
    });
  });

  test('receipts and payments of all parties are equal', async () => {
    const totals = partyTotals(await statementLines(storeDb(database.db), MONTH), region);
    expect(totals.reduce((sum, each) => sum + each.receivesFen - each.paysFen, 0)).toBe(0);
  });

  test('closed again unchanged writes nothing', async () => {
    expect(await close()).toBeNull();
  });

  test('a corrected reading takes back the lines it touches and says them anew; what was written stays', async () => {
    const store = storeDb(database.db);
    const before = await statementLines(store, MONTH);
    await correct({ ...reading(0, 'grid', 'importMw', 4), revision: 1 });
    clock.set(Date.parse('2025-03-05T08:00:00+08:00'));
    expect(await close()).toMatchObject({ version: 1 });
    const after = await statementLines(store, MONTH);
    golden('corrected.csv', csvOf(after));
    expect(after.slice(0, before.length)).toEqual(before);
    // One MWh more at 300 yuan.
    const bought = after.filter(({ kind }) => kind === 'gridBought').map(({ amountFen }) => amountFen / 100);
    expect(bought).toEqual([403_200, -403_200, 403_500]);
    expect(after).toHaveLength(before.length + 2);
  });

  test('a line in the database cannot be changed', async () => {
    await expect(
      storeDb(database.db).updateTable('statement_line').set({ amount_fen: 1 }).execute(),
    ).rejects.toThrow('never changed');
  });

  test('a month that is not over is not closed', async () => {
    await expect(
      closeMonth({
        ...{
          db: database.db,
          audit: createAudit(database.db, clock),
          clock,
          scenario,
          signer,
          month: '2025-03',
          actor: 'clerk',
        },
      }),
    ).rejects.toThrow('not over');
  });
});

/** A next version of the period of a reading, as the cycle writes it when a reading came late. */
async function correct(corrected: RevisedReading & Reading): Promise<void> {
  await inTransaction(database.db, async (trx) => {
    const store = storeDb(trx);
    const [first] = await standingEntries(store, corrected.periodStartMs);
    const { place: _, ...again } = first!;
    await insertPeriodVersion(store, signer, {
      ...{ periodStartMs: corrected.periodStartMs, periodMinutes: 60, version: 1, atMs: clock.now() },
      ...{ scenarioHash: null, regionHash: null, matchedGreenShareRatio: 0, storageContent: null },
      ...{ readings: [corrected], jobReadings: [], entries: [reversalOf(first!), again] },
    });
  });
}
