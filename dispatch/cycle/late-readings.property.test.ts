import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Reading } from '#dispatch/domain';
import { jobById, storeDb, traceWithin } from '#dispatch/store';
import { MS_PER_HOUR } from '#units';
import { type LedgerBench, lateReading, openLedgerBench } from './ledger.testing.ts';
import { MIDNIGHT_MS } from './testing.ts';

const HOURS = 10;
/** Cases here: each opens two databases; the long run sets more. */
const RUNS = Number(process.env.WATTBIT_TEST_RUNS ?? 4);

/** What people see in the end: who had whose energy, what the jobs have, and what the stores hold. */
async function finalState(bench: LedgerBench) {
  const store = storeDb(bench.database.db);
  const traces = await traceWithin(store, MIDNIGHT_MS, MIDNIGHT_MS + HOURS * MS_PER_HOUR);
  const rows = traces.flatMap((trace) =>
    trace.rows.map((row) =>
      JSON.stringify([
        row.consumer,
        row.periodStartMs,
        row.energyWh,
        row.cleanWh,
        row.co2Tonnes,
        Object.entries(row.bySourceWh).sort(),
      ]),
    ),
  );
  const jobs = await Promise.all(['a', 'b'].map((id) => jobById(store, id)));
  const content = await sql`select storage_content from dispatch.cycle_state`.execute(store);
  return { rows: rows.sort(), jobs: jobs.map((job) => [job!.energyWh, job!.cleanWh]), content: content.rows };
}

const late = fc.uniqueArray(
  fc.record({
    hour: fc.integer({ min: 0, max: HOURS - 1 }),
    meter: fc.constantFrom<readonly [string, string]>(
      ...([
        ['roof', 'generationMw'],
        ['store', 'chargeMw'],
        ['store', 'dischargeMw'],
        ['grid', 'importMw'],
      ] as const),
    ),
    value: fc.integer({ min: 0, max: 60 }),
  }),
  { minLength: 2, maxLength: 5, selector: ({ hour, meter }) => `${hour} ${meter.join(' ')}` },
);

test('the order in which late readings come does not matter, and nothing that was said is rewritten', async () => {
  await fc.assert(
    fc.asyncProperty(late, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), async (asked, order) => {
      const readings = asked.map(
        ({ hour, meter, value }): Reading => lateReading(hour, ...meter, value / 10),
      );
      const [together, apart] = await Promise.all([openLedgerBench(), openLedgerBench()]);
      try {
        await together.closeHours(HOURS);
        await together.late(...readings);
        await together.closeHours(HOURS);
        // One by one in another order, while periods are still being closed.
        await apart.closeHours(HOURS - 3);
        const left = readings
          .map((reading, at) => ({ reading, key: order[at]! }))
          .sort((a, b) => a.key - b.key);
        for (const { reading } of left) {
          if (reading.periodStartMs >= MIDNIGHT_MS + (HOURS - 3) * MS_PER_HOUR) await apart.closeHours(HOURS);
          const before =
            await sql`select * from dispatch.ledger_entry order by block_number, leaf_index`.execute(
              apart.database.db,
            );
          await apart.late(reading);
          await apart.closeHours(HOURS - 3);
          const after =
            await sql`select * from dispatch.ledger_entry order by block_number, leaf_index`.execute(
              apart.database.db,
            );
          expect(after.rows.slice(0, before.rows.length)).toEqual(before.rows);
        }
        await apart.closeHours(HOURS);
        expect(await finalState(apart)).toEqual(await finalState(together));
        expect((await apart.audit()).faults).toEqual([]);
      } finally {
        await Promise.all([together.database.close(), apart.database.close()]);
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 600_000);
