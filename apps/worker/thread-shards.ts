import {
  type OpenShards,
  packTable,
  Shard,
  type ShardAnswer,
  type ShardInput,
  type ShardLimits,
  type ShardOrder,
  type ShardPool,
} from '#dispatch/optimise';
import { BlockingThread } from './blocking-thread.ts';
import type { ShardQuestion, ShardReply } from './shard-messages.ts';

type ShardThread = BlockingThread<ShardQuestion, ShardReply>;

/** Shards on threads: the first steps where it is asked, every other one on a thread of its own, kept for the next plan. */
export class ThreadShards implements ShardPool {
  readonly shardCount: number;
  private threads: ShardThread[] = [];

  constructor(shardCount: number) {
    this.shardCount = shardCount;
  }

  open([first, ...others]: readonly ShardInput[], limits: ShardLimits): OpenShards {
    while (this.threads.length < others.length) this.threads.push(new BlockingThread('./shard-thread.ts'));
    const threads = this.threads.slice(0, others.length);
    threads.forEach((thread, i) => {
      const input = others[i]!;
      thread.tell({
        kind: 'open',
        inputs: [{ ...input, table: packTable(input.table) }],
        secondsLeft: limits.secondsLeft(),
      });
    });
    const here = new Shard(first!);
    return {
      step: (orders) => {
        try {
          return stepAll(here, threads, orders, limits);
        } catch (error) {
          // Threads may owe replies that the next plan would take for its own: it gets new ones.
          void this.end();
          throw error;
        }
      },
      close: () => {
        for (const thread of threads) thread.tell({ kind: 'close' });
      },
    };
  }

  async end(): Promise<void> {
    const ended = this.threads;
    this.threads = [];
    await Promise.all(ended.map((thread) => thread.end()));
  }
}

const stepAll = (
  here: Shard,
  threads: readonly ShardThread[],
  [order, ...rest]: readonly ShardOrder[],
  limits: ShardLimits,
): readonly ShardAnswer[] => {
  threads.forEach((thread, i) => {
    thread.ask({ kind: 'step', orders: [rest[i]!] });
  });
  const answer = here.step(order!);
  return [answer, ...threads.flatMap((thread) => thread.answer(limits))];
};
