import {
  PlanningStopped,
  type Shard,
  type ShardAnswer,
  type ShardLimits,
  type ShardOrder,
} from '#dispatch/optimise';
import {
  dropShardPlan,
  insertShardPlan,
  insertShardStep,
  nextShardPlanId,
  shardAnswers,
} from '#dispatch/store';
import { answerFrom, columnsOf, orderBytes, type PackedShard, shardOf } from './shard-bytes.ts';
import { leadKey, type ShardRoom, shardKey } from './shard-room.ts';

/** A shard that nobody has is waited for this long; one whose holder does not answer, longer, but less once time is up. */
const NOBODY_MS = 3_000;
const LATE_MS = 60_000;
const OVERTIME_MS = 5_000;

export interface Leading extends ShardLimits {
  /** A clock that only goes on. */
  nowMs(): number;
  /** A shard that nobody has, or whose holder is late, is worked on here from now on. */
  onTakenOver(shard: number): void;
}

/** Leads a plan's shards over a database: stores their jobs and what is wanted of them, and waits for the answers. */
export class LedShards {
  private readonly room: ShardRoom;
  private readonly planId: number;
  private readonly inputs: readonly PackedShard[];
  private readonly leading: Leading;
  /** Orders of every shard since places were last given. */
  private readonly since: ShardOrder[][];
  /** Shards that were taken over. */
  private readonly own = new Map<number, Shard>();
  private lastStep = 0;

  private constructor(room: ShardRoom, planId: number, inputs: readonly PackedShard[], leading: Leading) {
    this.room = room;
    this.planId = planId;
    this.inputs = inputs;
    this.leading = leading;
    this.since = inputs.map(() => []);
  }

  static async open(room: ShardRoom, inputs: readonly PackedShard[], leading: Leading): Promise<LedShards> {
    // What a leader that was killed has left goes first.
    await room.ledPlans();
    const planId = await nextShardPlanId(room.db);
    await room.locks.take(leadKey(planId));
    await insertShardPlan(room.db, planId, inputs.map(columnsOf));
    return new LedShards(room, planId, inputs, leading);
  }

  async step(orders: readonly ShardOrder[]): Promise<readonly ShardAnswer[]> {
    const step = ++this.lastStep;
    const answers = new Map<number, ShardAnswer>();
    orders.forEach((order, shard) => {
      if (order.places !== null) this.since[shard] = [];
      this.since[shard]!.push(order);
    });
    const away = [...orders.keys()].filter((shard) => !this.own.has(shard));
    await insertShardStep(
      this.room.db,
      this.planId,
      step,
      away.map((shard) => ({
        shard,
        bytes: orderBytes(orders[shard]!),
        isFresh: orders[shard]!.places !== null,
      })),
    );
    for (const [shard, own] of this.own) answers.set(shard, own.step(orders[shard]!));
    await this.gather(step, answers);
    return orders.map((_, shard) => answers.get(shard)!);
  }

  private async gather(step: number, answers: Map<number, ShardAnswer>): Promise<void> {
    const beganMs = this.leading.nowMs();
    for (;;) {
      if (this.leading.isCancelled()) throw new PlanningStopped({ kind: 'cancelled' });
      const open = this.inputs.map((_, shard) => shard).filter((shard) => !answers.has(shard));
      for (const [shard, bytes] of await shardAnswers(this.room.db, this.planId, step, open))
        answers.set(shard, answerFrom(bytes));
      if (answers.size === this.inputs.length) return;
      const waitedMs = this.leading.nowMs() - beganMs;
      for (const shard of open)
        if (!answers.has(shard) && (await this.isForsaken(shard, waitedMs)))
          answers.set(shard, this.takeOver(shard));
      if (answers.size < this.inputs.length) await this.room.news();
    }
  }

  private async isForsaken(shard: number, waitedMs: number): Promise<boolean> {
    if (waitedMs < NOBODY_MS) return false;
    const patienceMs = this.leading.secondsLeft() > 0 ? LATE_MS : OVERTIME_MS;
    return waitedMs >= patienceMs || (await this.room.locks.take(shardKey(this.planId, shard)));
  }

  /** Goes on where the shard was: the same orders lead to the same answers. Returns the one to the last of them. */
  private takeOver(shard: number): ShardAnswer {
    this.leading.onTakenOver(shard);
    const own = shardOf(this.inputs[shard]!);
    this.own.set(shard, own);
    const answers = this.since[shard]!.map((order) => own.step(order));
    return answers.at(-1)!;
  }

  /** Leaves nothing of the plan in the database. */
  async close(): Promise<void> {
    await dropShardPlan(this.room.db, this.planId);
    await this.room.locks.free(leadKey(this.planId));
    for (const shard of this.own.keys()) await this.room.locks.free(shardKey(this.planId, shard));
  }
}
