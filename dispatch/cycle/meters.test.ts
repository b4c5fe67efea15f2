import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Region } from '#dispatch/domain';
import { ledgerSigner } from '#dispatch/ledger';
import { channelsOf, readingsOfList } from '#dispatch/sources';
import {
  keepRegion,
  migrations,
  readingsWithin,
  readOrCreateState,
  SCHEMA,
  standingEntries,
  storeDb,
} from '#dispatch/store';
import { AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { manualClock } from '#platform/clock';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import { closeNextPeriod, type PeriodCloser } from './close-period.ts';
import type { CycleDependencies } from './dependencies.ts';
import { settledRegion } from './period.ts';
import { takeReadings } from './take-readings.ts';
import { at, MIDNIGHT_MS, smallRegion, smallScenario } from './testing.ts';
import { initialState } from './window.ts';

const HOUR_MS = 3_600_000;
const installedFrom = '2025-01-01T00:00:00+08:00';
const meters = [
  { id: 'roof-a', element: 'roof', quantity: 'generationMw', installedFrom },
  {
    ...{ id: 'town-a', element: 'town', quantity: 'loadMw', installedFrom },
    register: { unit: 'MWh', digits: 4, multiplier: 1 },
  },
];
const region: Region = smallRegion({ meters });
const START_MS = MIDNIGHT_MS + 9 * HOUR_MS;

let test: TestDatabase;
let closer: PeriodCloser;
const open = async (): Promise<void> => {
  test = await openTestDatabase([AUDIT_SCHEMA, { schema: SCHEMA, migrations }]);
  await keepRegion(storeDb(test.db), 'test', region, START_MS);
  await readOrCreateState(storeDb(test.db), {
    ...{ firstStartMs: START_MS, nextPeriodMs: START_MS, fedUntilMs: START_MS },
    plantState: initialState(region, START_MS),
  });
  closer = { settled: settledRegion(region), day: null };
};
const depsOf = (): CycleDependencies & { readonly region: Region } =>
  ({
    db: test.db,
    audit: createAudit(test.db, manualClock(START_MS)),
    events: { publish: () => {} },
    scenario: smallScenario([], region),
    signer: ledgerSigner(new Uint8Array(32).fill(5)),
    region,
  }) as unknown as CycleDependencies & { readonly region: Region };

const take = (rows: readonly unknown[], nowMs = START_MS) =>
  takeReadings(
    depsOf(),
    { ...readingsOfList(rows, channelsOf(region), MIDNIGHT_MS + 24 * HOUR_MS), source: 'test', actor: 'ops' },
    nowMs,
  );
/** Closes everything that has ended by then, and traces anew what was marked. */
async function turn(untilMs: number): Promise<void> {
  for (let turns = 0; await closeNextPeriod(depsOf(), closer, untilMs); turns += 1)
    if (turns > 200) throw new Error('the cycle does not come to rest');
}
const readingAt = async (hour: number, element: string, quantity: string) => {
  const startMs = MIDNIGHT_MS + hour * HOUR_MS;
  const found = (await readingsWithin(storeDb(test.db), startMs, startMs + 1)).find(
    (one) => one.element === element && one.quantity === quantity,
  )!;
  return [found.quality === 'missing' ? null : found.value, found.quality, found.revision];
};
const traced = async (hour: number) => {
  const entries = await standingEntries(storeDb(test.db), MIDNIGHT_MS + hour * HOUR_MS);
  return entries
    .map(({ consumer, energyWh, cleanWh, co2Grams, bySourceWh }) => ({
      ...{ consumer, energyWh, cleanWh, co2Grams },
      bySourceWh: Object.fromEntries(Object.entries(bySourceWh).filter(([, wh]) => wh !== 0)),
    }))
    .sort((a, b) => (JSON.stringify(a.consumer) < JSON.stringify(b.consumer) ? -1 : 1));
};
const sun = (from: string, until: string, energyMwh: number, issuedAt?: string) => ({
  ...{ meter: 'roof-a', fromAt: at(from), untilAt: at(until), energyMwh },
  ...(issuedAt === undefined ? {} : { issuedAt: at(issuedAt) }),
});
const load = (clock: string, register: number) => ({ meter: 'town-a', readAt: at(clock), register });

describe('readings of real meters', () => {
  beforeAll(open);
  afterAll(() => test.close());

  it('that are there when a period closes take the place of the twin; what has none stays modelled and marked so', async () => {
    await take([sun('09:00', '10:00', 3), load('09:00', 9998), load('10:00', 2)]);
    await turn(MIDNIGHT_MS + 10 * HOUR_MS);
    expect(await readingAt(9, 'roof', 'generationMw')).toEqual([3, 'measured', 0]);
    expect(await readingAt(9, 'town', 'loadMw')).toEqual([4, 'measured', 0]);
    expect((await readingAt(9, 'east', 'facilityMw'))[1]).toBe('generated');
  });

  it('that are not there are a gap, and what used the energy is unexplained until they come', async () => {
    await turn(MIDNIGHT_MS + 11 * HOUR_MS);
    expect(await readingAt(10, 'roof', 'generationMw')).toEqual([null, 'missing', 0]);
    const before = await traced(10);
    expect(before.some((entry) => (entry.bySourceWh.roof ?? 0) > 0)).toBe(false);
    const late = await take([sun('10:00', '11:00', 2), load('11:00', 6)], MIDNIGHT_MS + 11 * HOUR_MS);
    expect(late).toMatchObject({ accepted: 2, periodsRetraced: 2, periodsOutside: [] });
    await turn(MIDNIGHT_MS + 11 * HOUR_MS);
    expect(await readingAt(10, 'roof', 'generationMw')).toEqual([2, 'measured', 1]);
    const roofWh = (await traced(10)).reduce((sum, entry) => sum + (entry.bySourceWh.roof ?? 0), 0);
    expect(roofWh).toBe(2_000_000);
  });

  it('sent again change nothing: no receipt, no block, no version', async () => {
    const count = async () =>
      (await storeDb(test.db).selectFrom('ledger_block').select('block_number').execute()).length;
    const blocks = await count();
    const again = await take([sun('10:00', '11:00', 2), load('11:00', 6), load('11:00', 6)]);
    expect(again).toMatchObject({
      rows: 3,
      accepted: 0,
      duplicates: 3,
      periodsChanged: 0,
      periodsRetraced: 0,
    });
    expect(again.flags.map(({ kind }) => kind)).toEqual(['duplicate', 'duplicate', 'duplicate']);
    await turn(MIDNIGHT_MS + 11 * HOUR_MS);
    expect(await count()).toBe(blocks);
  });

  it('that are rejected are named with their line and what to do', async () => {
    const { accepted, rejected } = await take([
      ...[{ meter: 'nobody', readAt: at('09:00'), register: 1 }, load('09:30', 10_000)],
      ...[sun('10:00', '09:00', 1), { ...sun('09:00', '10:00', 1), powerMw: 1 }, load('09:00', -1)],
      ...[{ meter: 'roof-a', readAt: at('09:00'), register: 1 }, sun('09:00', '10:00', Number.NaN), 'words'],
    ]);
    expect([accepted, rejected.map(({ line }) => line)]).toEqual([0, [1, 2, 3, 4, 5, 6, 7, 8]]);
    for (const { problems } of rejected) for (const { remedy } of problems) expect(remedy).not.toBe('');
  });

  it('of a time before the centre ran are kept, and it says that nothing follows', async () => {
    const early = await take([sun('07:00', '08:00', 1)]);
    expect(early).toMatchObject({ accepted: 1, periodsRetraced: 0 });
    expect(early.periodsOutside).toContain(MIDNIGHT_MS + 7 * HOUR_MS);
    expect(early.flags.map(({ kind }) => kind)).toContain('out-of-order');
  });
});

/** A morning's rows: a correction with its issue time, a false register, generation above its rating of 10 MW. */
const MORNING = [
  ...[sun('09:00', '10:00', 3, '10:01'), sun('09:00', '10:00', 4, '10:05'), sun('10:00', '11:00', 12)],
  ...[sun('11:00', '12:00', 5), sun('12:00', '13:00', 5)],
  ...[load('09:00', 100), load('10:00', 105), load('11:00', 12), load('12:00', 115), load('13:00', 121)],
];
const HOURS = [9, 10, 11, 12];

describe('the order in which a morning of readings comes', () => {
  const results: unknown[] = [];
  beforeEach(open);
  const ended = async (): Promise<void> => {
    const lasting = [];
    for (const hour of HOURS)
      lasting.push([
        (await readingAt(hour, 'roof', 'generationMw')).slice(0, 2),
        (await readingAt(hour, 'town', 'loadMw')).slice(0, 2),
        await traced(hour),
      ]);
    const receipts = await storeDb(test.db).selectFrom('meter_receipt').select('value').execute();
    results.push([lasting, receipts.length]);
    await test.close();
  };
  const noon = MIDNIGHT_MS + 13 * HOUR_MS;

  it('all before the periods close', async () => {
    await take(MORNING);
    await turn(noon);
    await ended();
  });

  it('all after they were closed, the last first, one by one, each twice', async () => {
    await turn(noon);
    for (const row of [...MORNING].reverse()) {
      await take([row, row], noon);
      await turn(noon);
      await take([row], noon);
    }
    await ended();
  });

  it('some before and some after, in two deliveries that overlap, traced anew only once', async () => {
    await take(MORNING.slice(3, 8));
    await turn(MIDNIGHT_MS + 11 * HOUR_MS);
    await take(MORNING.slice(5), noon);
    await take(MORNING.slice(0, 6), noon);
    await turn(noon);
    await ended();
  });

  it('makes no difference to any reading or to whose energy it was', async () => {
    await test.close();
    expect(results).toHaveLength(3);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    const [[nine, ten]] = results[0] as [[unknown[], unknown[]]];
    expect(nine.slice(0, 2)).toEqual([
      [4, 'measured'],
      [5, 'measured'],
    ]);
    // Cut to its rating; the false 12 MWh between 105 and 115 is set aside and their difference spread.
    expect(ten.slice(0, 2)).toEqual([
      [10, 'filled'],
      [5, 'filled'],
    ]);
  });
});

describe('a correction', () => {
  beforeAll(open);
  afterAll(() => test.close());

  it('leaves every row of before as it was: readings, receipts, entries and blocks are only added to', async () => {
    const tables = ['reading', 'meter_receipt', 'ledger_entry', 'ledger_block', 'period_version'] as const;
    const snapshot = async () => {
      const rows = new Map<string, string[]>();
      for (const table of tables) {
        const all = await storeDb(test.db).selectFrom(table).selectAll().orderBy('block_number').execute();
        rows.set(
          table,
          all.map((row) => JSON.stringify(row)),
        );
      }
      return rows;
    };
    await take([sun('09:00', '10:00', 3), load('09:00', 0), load('10:00', 5)]);
    await turn(MIDNIGHT_MS + 11 * HOUR_MS);
    const before = await snapshot();
    await take([sun('09:00', '10:00', 1)], MIDNIGHT_MS + 11 * HOUR_MS);
    await turn(MIDNIGHT_MS + 11 * HOUR_MS);
    const after = await snapshot();
    for (const table of tables) {
      expect(after.get(table)!.length).toBeGreaterThan(before.get(table)!.length);
      expect(after.get(table)).toEqual(expect.arrayContaining(before.get(table)!));
    }
    expect(await readingAt(9, 'roof', 'generationMw')).toEqual([1, 'measured', 1]);
    await expect(storeDb(test.db).updateTable('meter_receipt').set({ value: 9 }).execute()).rejects.toThrow(
      'never changed',
    );
  });
});
