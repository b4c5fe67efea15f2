import { type OpenShards, packTable, Shard, type ShardInput, type ShardPool } from '#dispatch/optimise';
import { BlockingThread } from './blocking-thread.ts';
import type { ShardQuestion, ShardReply } from './shard-messages.ts';

type ShardThread = BlockingThread<ShardQuestion, ShardReply>;

/** Shards on threads: the first steps where it is asked, every other one on a thread of its own, kept for the next plan. */
export class ThreadShards implements ShardPool {
  readonly shardCount: number;
  private readonly threads: ShardThread[] = [];

  constructor(shardCount: number) {
    this.shardCount = shardCount;
  }

  open([first, ...others]: readonly ShardInput[]): OpenShards {
    while (this.threads.length < others.length) this.threads.push(new BlockingThread('./shard-thread.ts'));
    const threads = this.threads.slice(0, others.length);
    threads.forEach((thread, i) => {
      const input = others[i]!;
      thread.tell({ kind: 'open', inputs: [{ ...input, table: packTable(input.table) }] });
    });
    const here = new Shard(first!);
    return {
      step: ([order, ...rest]) => {
        threads.forEach((thread, i) => {
          thread.ask({ kind: 'step', orders: [rest[i]!] });
        });
        const answer = here.step(order!);
        return [answer, ...threads.flatMap((thread) => thread.answer())];
      },
      close: () => {
        for (const thread of threads) thread.tell({ kind: 'close' });
      },
    };
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }
}
