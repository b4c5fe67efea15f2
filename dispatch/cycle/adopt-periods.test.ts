import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { storeDb, traceWithin } from '#dispatch/store';
import { MS_PER_HOUR } from '#units';
import { adoptPeriods } from './adopt-periods.ts';
import { type LedgerBench, lateReading, openLedgerBench } from './ledger.testing.ts';
import { MIDNIGHT_MS } from './testing.ts';

const benches: LedgerBench[] = [];
afterAll(() => Promise.all(benches.map((bench) => bench.database.close())));

/** Puts a ledger's day back into the tables of a database from before there was one. */
const backInTime = `
  set session_replication_role = replica;
  insert into dispatch.reading_before_ledger select period_start_ms, element, quantity, period_minutes, value, quality
    from dispatch.reading;
  insert into dispatch.job_reading_before_ledger
    select period_start_ms, job_id, pool_id, site_id, unit_hours, energy_wh, method from dispatch.job_reading;
  delete from dispatch.certificate_event; delete from dispatch.certificate_bundle;
  delete from dispatch.certificate_issuance; delete from dispatch.certificate_debt;
  delete from dispatch.certificate_store_line;
  delete from dispatch.period_version; delete from dispatch.reading; delete from dispatch.job_reading;
  delete from dispatch.ledger_entry; delete from dispatch.energy_source; delete from dispatch.ledger_block;
  update dispatch.ledger_head set block_count = 0, last_hash = decode(repeat('00', 32), 'hex');
  set session_replication_role = default`;

test('a database from before the ledger loses nothing, and its ledger goes on from there', async () => {
  const bench = await openLedgerBench();
  benches.push(bench);
  await bench.closeHours(6);
  const store = storeDb(bench.database.db);
  const before = await traceWithin(store, MIDNIGHT_MS, MIDNIGHT_MS + 6 * MS_PER_HOUR);
  for (const row of before.flatMap((period) => period.rows))
    await store
      .insertInto('trace_row')
      .values({
        ...{ period_start_ms: row.periodStartMs, consumer_kind: row.consumer.kind },
        ...{ consumer_id: row.consumer.id, energy_wh: row.energyWh, clean_wh: row.cleanWh },
        ...{ co2_tonnes: row.co2Tonnes, by_source_wh: JSON.stringify(row.bySourceWh) },
      })
      .execute();
  await sql.raw(backInTime).execute(bench.database.db);

  expect(await adoptPeriods(bench.dependencies)).toBe(6);
  expect(await adoptPeriods(bench.dependencies)).toBe(0);
  const after = await traceWithin(store, MIDNIGHT_MS, MIDNIGHT_MS + 6 * MS_PER_HOUR);
  const sorted = (traces: typeof before) =>
    traces.map((period) => ({
      ...period,
      rows: [...period.rows].sort((a, b) =>
        `${a.consumer.kind} ${a.consumer.id}` < `${b.consumer.kind} ${b.consumer.id}` ? -1 : 1,
      ),
    }));
  expect(sorted(after)).toEqual(sorted(before));
  await bench.closeHours(10);
  await bench.late(lateReading(3, 'roof', 'generationMw', 1), lateReading(8, 'roof', 'generationMw', 1));
  await bench.closeHours(10);
  const adopted = await traceWithin(store, MIDNIGHT_MS, MIDNIGHT_MS + 6 * MS_PER_HOUR);
  expect(sorted(adopted)).toEqual(sorted(before));
  // The four closed since, and the eighth hour anew, with whatever follows from what it left in the battery.
  const audit = await bench.audit();
  expect(audit.faults).toEqual([]);
  expect(audit.whole).toBe(true);
  expect(audit.tracedCount).toBeGreaterThanOrEqual(4 + 1);
});
