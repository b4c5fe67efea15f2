import { setTimeout as sleep } from 'node:timers/promises';
import {
  dropShardPlan,
  SHARD_CHANNEL,
  type ShardPlanRow,
  type StoreDb,
  shardPlans,
  storeDb,
} from '#dispatch/store';
import type { JoinedDatabase, LockKey, SessionLocks } from '#platform/db';

/** Whoever leads a plan holds this lock of it; whoever holds a shard, the one with the shard's number. */
const LEAD = -1;
/** A notice that was missed is made up for after this long. */
const POLL_MS = 200;

export const leadKey = (planId: number): LockKey => [planId, LEAD];
export const shardKey = (planId: number, shard: number): LockKey => [planId, shard];

/** Where those who lead plans and those who hold shards meet. */
export class ShardRoom {
  readonly db: StoreDb;
  readonly locks: SessionLocks;
  private wake: () => void = () => undefined;
  private hasNews = false;

  private constructor(db: StoreDb, locks: SessionLocks) {
    this.db = db;
    this.locks = locks;
  }

  static async enter(database: JoinedDatabase): Promise<ShardRoom> {
    const room = new ShardRoom(storeDb(database.db), await database.locks());
    await database.listen(SHARD_CHANNEL, () => room.note());
    return room;
  }

  private note(): void {
    this.hasNews = true;
    this.wake();
  }

  /** Until there is news, or for a moment. */
  async news(): Promise<void> {
    const waking = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    if (!this.hasNews) await Promise.race([waking, sleep(POLL_MS)]);
    this.hasNews = false;
  }

  /** Plans that are led; those whose leader is gone are dropped. */
  async ledPlans(): Promise<readonly ShardPlanRow[]> {
    const led: ShardPlanRow[] = [];
    for (const plan of await shardPlans(this.db)) if (await this.isLed(plan.id)) led.push(plan);
    return led;
  }

  async isLed(planId: number): Promise<boolean> {
    if (!(await this.locks.take(leadKey(planId)))) return true;
    await dropShardPlan(this.db, planId);
    await this.locks.free(leadKey(planId));
    return false;
  }
}
