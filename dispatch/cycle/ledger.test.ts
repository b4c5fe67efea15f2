import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerSigner, textOfProof, verifyProof } from '#dispatch/ledger';
import { jobById, jobProof, storeDb, traceWithin } from '#dispatch/store';
import { MS_PER_HOUR } from '#units';
import { type LedgerBench, lateReading, openLedgerBench, testSigner } from './ledger.testing.ts';
import { MIDNIGHT_MS } from './testing.ts';

let bench: LedgerBench;
beforeAll(async () => {
  bench = await openLedgerBench();
  await bench.closeHours(12);
});
afterAll(() => bench.database.close());

const store = () => storeDb(bench.database.db);
const rowsOf = async (statement: string) => (await sql.raw<{ n: number }>(statement).execute(store())).rows;
const count = async (table: string) =>
  Number((await rowsOf(`select count(*) as n from dispatch.${table}`))[0]!.n);

describe('the ledger of a day', () => {
  test('has one block a period beside those of certificates, and everything can be derived again', async () => {
    expect(await rowsOf(`select period_start_ms from dispatch.period_version`)).toHaveLength(12);
    expect(await rowsOf(`select kind from dispatch.ledger_block where kind = 'period'`)).toHaveLength(12);
    const audit = await bench.audit();
    expect(audit.faults).toEqual([]);
    const blockCount = await count('ledger_block');
    expect(audit).toMatchObject({ whole: true, blockCount, tracedCount: 12 });
  });

  test('shows a job’s energy to anybody who has the key', async () => {
    const proof = (await jobProof(store(), 'a'))!;
    const check = verifyProof(textOfProof(proof), testSigner.publicKey);
    expect(check.failure).toBeNull();
    const job = (await jobById(store(), 'a'))!;
    expect(check.claim).toMatchObject({ jobId: 'a', energyWh: job.energyWh, cleanWh: job.cleanWh });
    expect(job.energyWh).toBeGreaterThan(0);
    expect(check.claim!.periods.length).toBe(proof.blocks.length);
  });

  test('takes a late reading as a new version by reversals, and history stays', async () => {
    const entriesBefore = await rowsOf(
      'select * from dispatch.ledger_entry order by block_number, leaf_index',
    );
    const before = (await jobById(store(), 'a'))!;
    // The sun was half of what the twin said: what the battery holds and what follows from it change as well.
    await bench.late(lateReading(9, 'roof', 'generationMw', 2));
    await bench.closeHours(12);
    const entries = await rowsOf('select * from dispatch.ledger_entry order by block_number, leaf_index');
    expect(entries.slice(0, entriesBefore.length)).toEqual(entriesBefore);
    expect(entries.length).toBeGreaterThan(entriesBefore.length);
    const after = (await jobById(store(), 'a'))!;
    expect(after.energyWh).toBe(before.energyWh);
    expect(after.cleanWh).toBeLessThan(before.cleanWh);
    expect(await count('late_reading')).toBe(0);
    expect((await bench.audit()).faults).toEqual([]);
    const check = verifyProof(textOfProof((await jobProof(store(), 'a'))!), testSigner.publicKey);
    expect(check.failure).toBeNull();
    expect(check.claim).toMatchObject({ cleanWh: after.cleanWh, reversedCount: expect.any(Number) });
    expect(check.claim!.reversedCount).toBeGreaterThan(0);
  });

  test('a reading that says what is known changes nothing', async () => {
    const blocks = await count('ledger_block');
    await bench.late(lateReading(9, 'roof', 'generationMw', 2));
    await bench.closeHours(12);
    expect(await count('ledger_block')).toBe(blocks);
  });

  test('a proof of which any one character is changed does not hold', async () => {
    const text = textOfProof((await jobProof(store(), 'a'))!);
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const character = String.fromCharCode(code);
        fc.pre(!/\s/.test(text[at]!) && text[at] !== character);
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        expect(verifyProof(changed, testSigner.publicKey).failure).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('a proof does not hold for another key, or without one of its reversals', async () => {
    const proof = (await jobProof(store(), 'a'))!;
    const other = ledgerSigner(new Uint8Array(32).fill(8)).publicKey;
    expect(verifyProof(textOfProof(proof), other).failure).toMatchObject({ step: 'key' });
    const named = textOfProof({ ...proof, publicKey: other });
    expect(verifyProof(named, other).failure).toMatchObject({ step: 'signature' });
    const withoutFirst = textOfProof({ ...proof, blocks: proof.blocks.slice(1) });
    const reversesFirst = proof.blocks.some(({ rows }) =>
      rows.some(({ content }) => content.reverses_block === proof.blocks[0]!.header.number),
    );
    expect(verifyProof(withoutFirst, testSigner.publicKey).failure !== null).toBe(reversesFirst);
  });

  test('an entry is reversed once', async () => {
    const twice = sql`insert into dispatch.ledger_entry
      select period_start_ms, consumer_kind, consumer_id, energy_wh, clean_wh, co2_grams, by_source_wh,
        reverses_block, reverses_leaf, block_number, leaf_index + 100000
      from dispatch.ledger_entry where reverses_block is not null limit 1`;
    await expect(twice.execute(store())).rejects.toThrow('ledger_entry_reversed_once');
  });

  test('shows what stands and not what was reversed', async () => {
    const [trace] = await traceWithin(store(), MIDNIGHT_MS + 9 * MS_PER_HOUR, MIDNIGHT_MS + 10 * MS_PER_HOUR);
    const keys = trace!.rows.map(({ consumer }) => `${consumer.kind} ${consumer.id}`);
    expect(new Set(keys).size).toBe(keys.length);
    const sun = trace!.rows.reduce((sum, row) => sum + (row.bySourceWh.roof ?? 0), 0);
    expect(sun).toBe(2_000_000);
  });
});
