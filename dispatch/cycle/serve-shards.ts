import { answerShardStep, shardColumns, shardStepsAfter } from '#dispatch/store';
import type { JoinedDatabase } from '#platform/db';
import { answerBytes, orderFrom, shardFrom } from './shard-bytes.ts';
import { ShardRoom, shardKey } from './shard-room.ts';

export interface ShardServing {
  isStopped(): boolean;
  /** A shard was taken, and given back when its plan was done. */
  onShard(kind: 'taken' | 'done', planId: number, shard: number): void;
}

/**
 * Takes one shard after the other of the plans that others lead over this database: one that nobody has, whether it is new
 * or whoever had it is gone. What is wanted of it since places were last given is done again; so answers go on as they would have.
 */
export async function serveShards(database: JoinedDatabase, serving: ShardServing): Promise<void> {
  const room = await ShardRoom.enter(database);
  while (!serving.isStopped()) {
    const found = await freeShard(room);
    if (found === null) {
      await room.news();
      continue;
    }
    const { planId, shard } = found;
    serving.onShard('taken', planId, shard);
    await work(room, planId, shard, serving);
    await room.locks.free(shardKey(planId, shard));
    serving.onShard('done', planId, shard);
  }
}

/** A shard that nobody has, now locked. */
async function freeShard(room: ShardRoom): Promise<{ planId: number; shard: number } | null> {
  for (const { id: planId, shardCount } of await room.ledPlans())
    for (let shard = 0; shard < shardCount; shard++)
      if (await room.locks.take(shardKey(planId, shard))) return { planId, shard };
  return null;
}

async function work(room: ShardRoom, planId: number, number: number, serving: ShardServing): Promise<void> {
  const columns = await shardColumns(room.db, planId, number);
  if (columns.size === 0) return;
  const shard = shardFrom(columns);
  let last = 0;
  while (!serving.isStopped()) {
    const steps = await shardStepsAfter(room.db, planId, number, last);
    if (steps === null) return;
    for (const { step, wanted, isAnswered } of steps) {
      const answer = shard.step(orderFrom(wanted));
      if (!isAnswered) await answerShardStep(room.db, planId, number, step, answerBytes(answer));
      last = step;
    }
    if (steps.length > 0) continue;
    if (!(await room.isLed(planId))) return;
    await room.news();
  }
}
