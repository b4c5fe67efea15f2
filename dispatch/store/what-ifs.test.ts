import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan, VariantOutcome, WhatIfWish } from '#dispatch/domain';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import {
  beginWhatIf,
  endWhatIf,
  forgetWhatIf,
  insertWhatIf,
  keepVariant,
  listWhatIfs,
  migrations,
  SCHEMA,
  type StoreDb,
  storeDb,
  variantPlan,
  variantsOf,
  whatIfById,
} from './index.ts';

const NOW_MS = Date.parse('2025-03-10T00:00:00Z');
let test: TestDatabase;
let db: StoreDb;
beforeAll(async () => {
  test = await openTestDatabase([{ schema: SCHEMA, migrations }]);
  db = storeDb(test.db);
});
afterAll(() => test.close());

const names = [
  { zh: '现状', en: 'As it is' },
  { zh: '多风', en: 'more wind' },
];
const wish: WhatIfWish = { hours: 24, objective: 'cost', variants: [{ name: names[1]!, set: [] }] };
const add = (id: string) =>
  insertWhatIf(db, { id, jobId: randomUUID(), createdAtMs: NOW_MS, createdBy: 'li', wish, names });
const outcome = (position: number): VariantOutcome => ({
  ...{ position, name: names[position]!, set: [], objective: 'cost', expand: false, hours: 24 },
  ...{
    state: 'done',
    figures: null,
    costParts: [],
    capacities: [],
    problem: null,
    degraded: null,
    seconds: 1,
  },
});
const result = (position: number) => ({
  outcome: outcome(position),
  profile: null,
  plan: { regionId: `of ${position}` } as unknown as Plan,
  atMs: NOW_MS,
});

it('what was asked, each variant and its whole plan come back as they were kept', async () => {
  await add('kept');
  expect(await beginWhatIf(db, 'kept', NOW_MS)).toBe(true);
  expect(await keepVariant(db, 'kept', result(1))).toBe(true);
  expect(await keepVariant(db, 'kept', result(0))).toBe(true);
  expect(await endWhatIf(db, 'kept', 'done')).toBe(true);
  expect(await whatIfById(db, 'kept')).toMatchObject({ wish, names, state: 'done', horizonStartMs: NOW_MS });
  expect((await variantsOf(db, 'kept')).map((one) => one.outcome)).toEqual([outcome(0), outcome(1)]);
  expect((await variantPlan(db, 'kept', 1))!.plan.regionId).toBe('of 1');
  expect(await variantPlan(db, 'kept', 7)).toBeNull();
});

it('one that begins anew after a restart drops what the interrupted attempt had', async () => {
  await add('again');
  await beginWhatIf(db, 'again', NOW_MS);
  await keepVariant(db, 'again', result(0));
  expect(await beginWhatIf(db, 'again', NOW_MS + 1)).toBe(true);
  expect(await variantsOf(db, 'again')).toEqual([]);
});

it('one that was cancelled keeps nothing more and never runs again', async () => {
  await add('cancelled');
  await beginWhatIf(db, 'cancelled', NOW_MS);
  await keepVariant(db, 'cancelled', result(0));
  expect(await endWhatIf(db, 'cancelled', 'cancelled', 'withdrawn by li')).toBe(true);
  expect(await keepVariant(db, 'cancelled', result(1))).toBe(false);
  expect(await endWhatIf(db, 'cancelled', 'done')).toBe(false);
  expect(await beginWhatIf(db, 'cancelled', NOW_MS)).toBe(false);
  expect(await whatIfById(db, 'cancelled')).toMatchObject({ state: 'cancelled', error: 'withdrawn by li' });
});

it('a forgotten one is gone with its plans', async () => {
  await add('gone');
  await beginWhatIf(db, 'gone', NOW_MS);
  await keepVariant(db, 'gone', result(0));
  expect(await forgetWhatIf(db, 'gone')).toBe(true);
  expect(await forgetWhatIf(db, 'gone')).toBe(false);
  expect(await variantPlan(db, 'gone', 0)).toBeNull();
});

it('the latest twenty are kept; one that still runs is never forgotten', async () => {
  for (let number = 0; number < 23; number += 1) {
    await add(`many-${number}`);
    if (number > 0) await endWhatIf(db, `many-${number}`, 'done');
  }
  const ids = (await listWhatIfs(db)).map((one) => one.id);
  expect(ids.slice(0, 2)).toEqual(['many-22', 'many-21']);
  expect(ids).toContain('many-3');
  expect(ids).not.toContain('many-2');
  expect(ids).toContain('many-0');
});
