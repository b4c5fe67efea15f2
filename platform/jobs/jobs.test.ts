import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '#platform/clock';
import { silentLog } from '#platform/log';
import { openTestDatabase, type TestDatabase } from '../db/testing.ts';
import { createJobs, JOBS_SCHEMA, type JobsService } from './index.ts';

const numbers = z.object({ numbers: z.array(z.number()) });
const by = { submittedBy: 'li' };

let database: TestDatabase;
let services: JobsService[];
beforeEach(async () => {
  database = await openTestDatabase([JOBS_SCHEMA]);
  services = [];
});
afterEach(async () => {
  for (const service of services) await service.stop();
  await database.close();
});

function newService(): JobsService {
  const service = createJobs({ ...database, clock: systemClock, log: silentLog() });
  services.push(service);
  return service;
}
const stateOf = async (jobs: JobsService, id: string) => (await jobs.get(id))?.state;

describe('a background job', () => {
  test('runs to its end and keeps what it returned', async () => {
    const jobs = newService();
    jobs.define('sum', numbers, async (data, control) => {
      await control.progress('adding', 0.5);
      return { sum: data.numbers.reduce((a, b) => a + b, 0) };
    });
    await jobs.start();
    const id = await jobs.submit('sum', { numbers: [1, 2, 3] }, by);
    await expect.poll(() => stateOf(jobs, id)).toBe('done');
    expect(await jobs.get(id)).toMatchObject({
      result: { sum: 6 },
      ratio: 1,
      stage: 'adding',
      submittedBy: 'li',
    });
  });

  test('with wrong data is refused with every problem', async () => {
    const jobs = newService();
    jobs.define('sum', numbers, async () => null);
    await expect(jobs.submit('sum', { numbers: ['one', 'two'] }, by)).rejects.toMatchObject({
      problems: [{ field: 'numbers[0]' }, { field: 'numbers[1]' }],
    });
  });

  test('of a transaction that was rolled back never runs', async () => {
    const jobs = newService();
    jobs.define('sum', numbers, async () => null);
    await jobs.start();
    const deed = database.db.transaction().execute(async (trx) => {
      await jobs.submit('sum', { numbers: [] }, { ...by, trx });
      throw new Error('no');
    });
    await expect(deed).rejects.toThrow('no');
    expect(await jobs.list({ limit: 10 })).toEqual([]);
    const { rows } = await sql`select 1 from pgboss.job where name = 'sum'`.execute(database.db);
    expect(rows).toEqual([]);
  });

  test('that fails is tried again as often as it was declared, then failed with its reason', async () => {
    const jobs = newService();
    const attempts: number[] = [];
    const failing = async (_data: unknown, control: { attempt: number }) => {
      attempts.push(control.attempt);
      throw new Error('the sensor is silent');
    };
    jobs.define('read', numbers, failing, { retryLimit: 1 });
    await jobs.start();
    const id = await jobs.submit('read', { numbers: [] }, by);
    await expect.poll(() => stateOf(jobs, id), { timeout: 15_000 }).toBe('failed');
    expect(attempts).toEqual([0, 1]);
    expect((await jobs.get(id))?.error).toBe('the sensor is silent');
  });

  test('is cancelled while it waits and while it runs', async () => {
    const jobs = newService();
    jobs.define('long', numbers, async (_data, { signal }) => {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await jobs.start();
    const first = await jobs.submit('long', { numbers: [] }, by);
    await expect.poll(() => stateOf(jobs, first)).toBe('running');
    const second = await jobs.submit('long', { numbers: [] }, by);
    expect(await jobs.cancel(second, 'not needed')).toBe(true);
    expect(await jobs.cancel(first, 'not needed')).toBe(true);
    expect(await jobs.get(first)).toMatchObject({ state: 'cancelled', error: 'not needed' });
    expect(await jobs.cancel(first, 'again')).toBe(false);
    const third = await jobs.submit('long', { numbers: [] }, by);
    await expect.poll(() => stateOf(jobs, third)).toBe('running');
    expect(await stateOf(jobs, second)).toBe('cancelled');
  });

  test('of a centre that stopped in the middle runs again after the next start, once', async () => {
    const before = newService();
    before.define('long', numbers, async (_data, { signal }) => {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await before.start();
    const id = await before.submit('long', { numbers: [] }, by);
    await expect.poll(() => stateOf(before, id)).toBe('running');
    await before.stop();
    expect(await stateOf(before, id)).toBe('running');
    let runs = 0;
    const after = newService();
    after.define('long', numbers, async () => {
      runs += 1;
    });
    await after.start();
    await expect.poll(() => stateOf(after, id)).toBe('done');
    expect(runs).toBe(1);
  });

  test('of one kind runs alone when it says so, and several at once when it may', async () => {
    const jobs = newService();
    let now = 0;
    let most = 0;
    const counted = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 50));
      now -= 1;
    };
    jobs.define('alone', numbers, counted);
    await jobs.start();
    const ids = await Promise.all([1, 2, 3].map(() => jobs.submit('alone', { numbers: [] }, by)));
    await expect
      .poll(() => Promise.all(ids.map((id) => stateOf(jobs, id))))
      .toEqual(['done', 'done', 'done']);
    expect(most).toBe(1);
  });
});
