import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction } from './index.ts';
import { openTestDatabase, type TestDatabase } from './testing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase([]);
  await sql`create table lamp (id text primary key, lit integer not null default 0)`.execute(test.db);
  await sql`insert into lamp (id) values ('a'), ('b')`.execute(test.db);
});
afterAll(() => test.close());

it('a transaction that the database undid in a deadlock is done again', async () => {
  let first = 0;
  let bothHoldOne = (): void => {};
  const meeting = new Promise<void>((resolve) => {
    bothHoldOne = resolve;
  });
  const light = (ids: readonly string[]) =>
    inTransaction(test.db, async (trx) => {
      for (const id of ids) {
        await sql`update lamp set lit = lit + 1 where id = ${id}`.execute(trx);
        first += 1;
        if (first >= 2) bothHoldOne();
        await meeting;
      }
    });
  await Promise.all([light(['a', 'b']), light(['b', 'a'])]);
  expect(first).toBeGreaterThan(4);
  const { rows } = await sql<{ lit: number }>`select lit from lamp`.execute(test.db);
  expect(rows).toEqual([{ lit: 2 }, { lit: 2 }]);
});

it('any other error is handed on at once', async () => {
  let tries = 0;
  const broken = inTransaction(test.db, async () => {
    tries += 1;
    throw new Error('no light');
  });
  await expect(broken).rejects.toThrow('no light');
  expect(tries).toBe(1);
});
