import {
  type OpenShards,
  packTable,
  type ShardInput,
  type ShardLimits,
  type ShardPool,
} from '#dispatch/optimise';
import { BlockingThread } from './blocking-thread.ts';
import type { ShardQuestion, ShardReply } from './shard-messages.ts';

type ExchangeThread = BlockingThread<ShardQuestion, ShardReply>;

/** Shards in other processes, over a database: a thread with an event loop talks to it while this one waits. */
export class DatabaseShards implements ShardPool {
  readonly shardCount: number;
  private readonly databaseUrl: string;
  private exchange: ExchangeThread | null = null;

  constructor(shardCount: number, databaseUrl: string) {
    this.shardCount = shardCount;
    this.databaseUrl = databaseUrl;
  }

  open(inputs: readonly ShardInput[], limits: ShardLimits): OpenShards {
    this.exchange ??= new BlockingThread('./exchange-thread.ts', this.databaseUrl);
    const { exchange } = this;
    exchange.tell({
      kind: 'open',
      inputs: inputs.map((input) => ({ ...input, table: packTable(input.table) })),
    });
    return {
      step: (orders) => this.answer(exchange, { kind: 'step', orders }, limits),
      // Waited for: nothing of a plan stays in the database when it is done.
      close: () => {
        if (this.exchange === exchange) this.answer(exchange, { kind: 'close' }, limits);
      },
    };
  }

  /** A thread that failed is ended; what it has left in the database is dropped by whoever comes next. */
  private answer(exchange: ExchangeThread, question: ShardQuestion, limits: ShardLimits): ShardReply {
    exchange.ask(question);
    try {
      return exchange.answer(limits);
    } catch (error) {
      this.exchange = null;
      void exchange.end();
      throw error;
    }
  }
}
