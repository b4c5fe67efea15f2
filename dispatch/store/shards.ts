import { sql } from 'kysely';
import { SCHEMA, type StoreDb } from './tables.ts';

/** On which the one side tells the other that there is something new. */
export const SHARD_CHANNEL = 'wattbit_shards';

export interface ShardPlanRow {
  readonly id: number;
  readonly shardCount: number;
}
/** The bytes of a shard's columns by name. */
export type ShardColumns = ReadonlyMap<string, Uint8Array>;

/** A step of a shard: what was wanted of it, and the answer once it is there. */
export interface ShardStepRow {
  readonly step: number;
  readonly wanted: Uint8Array;
  readonly isAnswered: boolean;
}

/** A number for a plan, to take its lock before others can see it. */
export async function nextShardPlanId(db: StoreDb): Promise<number> {
  const name = `${SCHEMA}.shard_plan_number`;
  const { rows } = await sql<{ id: number }>`select nextval(${name})::integer as id`.execute(db);
  return rows[0]!.id;
}

/** Stores the jobs of all shards; others see them when all are there. */
export async function insertShardPlan(
  db: StoreDb,
  id: number,
  shards: readonly ShardColumns[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('shard_plan').values({ shard_plan_id: id, shard_count: shards.length }).execute();
    for (const [shard, columns] of shards.entries())
      for (const [name, content] of columns)
        await trx.insertInto('shard_column').values({ shard_plan_id: id, shard, name, content }).execute();
    await notify(trx);
  });
}

export async function shardPlans(db: StoreDb): Promise<ShardPlanRow[]> {
  const rows = await db.selectFrom('shard_plan').selectAll().orderBy('shard_plan_id').execute();
  return rows.map((row) => ({ id: row.shard_plan_id, shardCount: row.shard_count }));
}

/** Drops a plan with its columns and steps. */
export async function dropShardPlan(db: StoreDb, id: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('shard_plan').where('shard_plan_id', '=', id).execute();
    await notify(trx);
  });
}

/** Empty when the plan is no more. */
export async function shardColumns(db: StoreDb, id: number, shard: number): Promise<ShardColumns> {
  const rows = await db
    .selectFrom('shard_column')
    .select(['name', 'content'])
    .where('shard_plan_id', '=', id)
    .where('shard', '=', shard)
    .execute();
  return new Map(rows.map(({ name, content }) => [name, content]));
}

/** What is wanted of some shards in a step. Where nothing before it matters any more, steps before are dropped. */
export async function insertShardStep(
  db: StoreDb,
  id: number,
  step: number,
  wanted: readonly { readonly shard: number; readonly bytes: Uint8Array; readonly isFresh: boolean }[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { shard, bytes, isFresh } of wanted) {
      if (isFresh)
        await trx
          .deleteFrom('shard_step')
          .where('shard_plan_id', '=', id)
          .where('shard', '=', shard)
          .execute();
      await trx
        .insertInto('shard_step')
        .values({ shard_plan_id: id, shard, step, wanted: bytes, answer: null })
        .execute();
    }
    await notify(trx);
  });
}

/** Steps of a shard after one, the oldest first; null when the plan is no more. */
export async function shardStepsAfter(
  db: StoreDb,
  id: number,
  shard: number,
  step: number,
): Promise<readonly ShardStepRow[] | null> {
  const rows = await db
    .selectFrom('shard_step')
    .select(['step', 'wanted', sql<boolean>`answer is not null`.as('isAnswered')])
    .where('shard_plan_id', '=', id)
    .where('shard', '=', shard)
    .where('step', '>', step)
    .orderBy('step')
    .execute();
  if (rows.length > 0) return rows;
  const plan = await db
    .selectFrom('shard_plan')
    .select('shard_plan_id')
    .where('shard_plan_id', '=', id)
    .executeTakeFirst();
  return plan === undefined ? null : [];
}

/** Keeps the first answer to a step; all of them are the same. */
export async function answerShardStep(
  db: StoreDb,
  id: number,
  shard: number,
  step: number,
  answer: Uint8Array,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('shard_step')
      .set({ answer })
      .where('shard_plan_id', '=', id)
      .where('shard', '=', shard)
      .where('step', '=', step)
      .where('answer', 'is', null)
      .execute();
    await notify(trx);
  });
}

/** The answers to a step that some of the shards have given. */
export async function shardAnswers(
  db: StoreDb,
  id: number,
  step: number,
  shards: readonly number[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  if (shards.length === 0) return new Map();
  const rows = await db
    .selectFrom('shard_step')
    .select(['shard', 'answer'])
    .where('shard_plan_id', '=', id)
    .where('step', '=', step)
    .where('shard', 'in', [...shards])
    .where('answer', 'is not', null)
    .execute();
  return new Map(rows.map(({ shard, answer }) => [shard, answer!]));
}

async function notify(db: StoreDb): Promise<void> {
  await sql`select pg_notify(${SHARD_CHANNEL}, '')`.execute(db);
}
