import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { openTestDatabase, type TestDatabase } from './testing.ts';

const shelf = { id: '0001-shelf', sql: 'create table shelf (id bigint primary key, label text not null);' };
const book = { id: '0002-book', sql: 'create table book (id bigint, shelf_id bigint references shelf);' };

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  test('are applied once, in the order of their ids, inside their own schema', async () => {
    const schemas = [{ schema: 'library', migrations: [book, shelf] }];
    expect(await migrate(database.db, schemas)).toEqual(['library/0001-shelf', 'library/0002-book']);
    expect(await migrate(database.db, schemas)).toEqual([]);
    await sql`insert into library.shelf values (9007199254740991, 'maps')`.execute(database.db);
    const { rows } = await sql`select id from library.shelf`.execute(database.db);
    expect(rows).toEqual([{ id: 9_007_199_254_740_991 }]);
  });

  test('run by several processes at once are applied by one of them', async () => {
    const schemas = [{ schema: 'race', migrations: [shelf] }];
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(database.db, schemas)));
    expect(results.flat()).toEqual(['race/0001-shelf']);
  });

  test('whose text changed after they were applied are refused, and nothing else is applied', async () => {
    await migrate(database.db, [{ schema: 'changed', migrations: [shelf] }]);
    const altered = { ...shelf, sql: `${shelf.sql} -- and more` };
    const attempt = migrate(database.db, [{ schema: 'changed', migrations: [altered, book] }]);
    await expect(attempt).rejects.toMatchObject({
      code: 'migrations-differ',
      problems: [{ field: 'changed/0001-shelf' }],
    });
    await expect(sql`select * from changed.book`.execute(database.db)).rejects.toThrow('does not exist');
  });

  test('applied by a newer version and unknown here are refused', async () => {
    await migrate(database.db, [{ schema: 'newer', migrations: [shelf, book] }]);
    await expect(migrate(database.db, [{ schema: 'newer', migrations: [shelf] }])).rejects.toMatchObject({
      problems: [{ field: 'newer/0002-book' }],
    });
  });

  test('that fail leave nothing behind', async () => {
    const broken = { id: '0002-broken', sql: 'create table half (id bigint); select no_such_function();' };
    await expect(migrate(database.db, [{ schema: 'broken', migrations: [shelf, broken] }])).rejects.toThrow(
      'broken/0002-broken',
    );
    await expect(sql`select * from broken.shelf`.execute(database.db)).rejects.toThrow('does not exist');
  });
});

test('a whole number beyond 2^53 is refused rather than rounded', async () => {
  const database = await openTestDatabase();
  await expect(sql`select 9007199254740993::bigint as n`.execute(database.db)).rejects.toMatchObject({
    code: 'number-too-large',
  });
  await database.close();
});
