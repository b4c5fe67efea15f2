import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manualClock } from '#platform/clock';
import { openTestDatabase, type TestDatabase } from '../db/testing.ts';
import { type Audit, createAudit } from './audit.ts';
import { AUDIT_CHANNEL, AUDIT_SCHEMA } from './migrations.ts';

let database: TestDatabase;
let audit: Audit;
const clock = manualClock(1_741_564_800_000);

beforeEach(async () => {
  database = await openTestDatabase([AUDIT_SCHEMA]);
  audit = createAudit(database.db, clock);
  for (const subject of ['a', 'b', 'c', 'd']) await submit(subject);
});
afterEach(() => database.close());

const submit = (subject: string) =>
  database.db.transaction().execute((trx) =>
    audit.append(trx, {
      actor: 'li',
      action: 'job.submit',
      subject,
      detail: { widthUnits: 8, 名: '训练' },
    }),
  );
/** What an intruder with the database's own rights does: switch the triggers off first. */
async function tamper(statement: string): Promise<void> {
  await sql.raw(`alter table audit.entry disable trigger user; ${statement}`).execute(database.db);
}

describe('the audit log', () => {
  test('chains every row to the one before it and verifies', async () => {
    expect(await audit.verify()).toMatchObject({ whole: true, rows: 4, firstBad: null });
  });

  test('cannot be changed, shortened or emptied', async () => {
    for (const statement of [
      `update audit.entry set actor = 'nobody' where sequence = 2`,
      'delete from audit.entry where sequence = 4',
      'truncate audit.entry',
    ]) {
      await expect(sql.raw(statement).execute(database.db)).rejects.toThrow('append-only');
    }
  });

  test('names the first row that was changed behind its back', async () => {
    await tamper(`update audit.entry set subject = 'x' where sequence = 3`);
    expect((await audit.verify()).firstBad).toEqual({
      sequence: 3,
      reason: 'was changed after it was written',
    });
  });

  test('names a row that was removed', async () => {
    await tamper('delete from audit.entry where sequence = 2');
    expect((await audit.verify()).firstBad).toEqual({ sequence: 2, reason: 'row 2 is missing' });
  });

  test('names a row that was cut off the end', async () => {
    await tamper('delete from audit.entry where sequence = 4');
    expect((await audit.verify()).firstBad).toEqual({ sequence: 4, reason: 'row 4 is missing' });
  });

  test('names a row that was rewritten with a fresh hash of its own', async () => {
    const { rows } = await audit.list({ limit: 1 });
    await tamper(`update audit.entry set hash = repeat('f', 64) where sequence = 2`);
    expect((await audit.verify()).firstBad?.sequence).toBe(2);
    expect(rows[0]?.sequence).toBe(4);
  });

  test('holds no entry of a transaction that was rolled back', async () => {
    const deed = database.db.transaction().execute(async (trx) => {
      await audit.append(trx, { actor: 'li', action: 'job.cancel', subject: 'a' });
      throw new Error('changed my mind');
    });
    await expect(deed).rejects.toThrow('changed my mind');
    expect((await audit.verify()).rows).toBe(4);
  });

  test('refuses a row outside a transaction', async () => {
    const entry = { actor: 'li', action: 'job.submit', subject: 'x' };
    // @ts-expect-error a plain connection is no transaction: a crash could leave half a row's work
    await expect(audit.append(database.db, entry)).rejects.toThrow('inside a transaction');
    expect(await audit.verify()).toMatchObject({ whole: true, rows: 4 });
  });

  test('stays whole under appends at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => submit(`same-${i}`)));
    expect(await audit.verify()).toMatchObject({ whole: true, rows: 24 });
  });

  test('is read in pages from the newest on, and by action, subject and actor', async () => {
    const first = await audit.list({ limit: 3 });
    expect(first.rows.map((row) => row.subject)).toEqual(['d', 'c', 'b']);
    const second = await audit.list({ limit: 3, before: first.next! });
    expect(second.rows.map((row) => row.subject)).toEqual(['a']);
    expect(second.next).toBeNull();
    expect((await audit.list({ limit: 9, action: 'job.' })).rows).toHaveLength(4);
    expect((await audit.list({ limit: 9, action: 'job' })).rows).toHaveLength(0);
    expect((await audit.list({ limit: 9, subject: 'c', actor: 'li' })).rows).toHaveLength(1);
  });

  test('tells listeners about a row once it is committed', async () => {
    const heard: string[] = [];
    await database.listen(AUDIT_CHANNEL, (payload) => heard.push(payload));
    await submit('e');
    await expect.poll(() => heard).toEqual(['5']);
  });
});
