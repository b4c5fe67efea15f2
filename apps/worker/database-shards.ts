import {
  type OpenShards,
  PlanningStopped,
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
      secondsLeft: limits.secondsLeft(),
    });
    return {
      step: (orders) => this.answer(exchange, { kind: 'step', orders }, limits),
      close: () => this.close(exchange, limits),
    };
  }

  /** Waited for: nothing of a plan stays in the database when it is done. */
  private close(exchange: ExchangeThread, limits: ShardLimits): void {
    if (this.exchange !== exchange) return;
    this.answer(exchange, { kind: 'close' }, limits);
    // A step that was cancelled may still be answered: not to the next plan.
    if (limits.isCancelled()) this.end(exchange);
  }

  /** A thread that failed is ended; what it has left in the database is dropped by whoever comes next. */
  private answer(exchange: ExchangeThread, question: ShardQuestion, limits: ShardLimits): ShardReply {
    exchange.ask(question);
    try {
      return exchange.answer(limits);
    } catch (error) {
      const isCancelled = error instanceof PlanningStopped && error.ending.kind === 'cancelled';
      if (!isCancelled || question.kind === 'close') this.end(exchange);
      throw error;
    }
  }

  private end(exchange: ExchangeThread): void {
    this.exchange = null;
    void exchange.end();
  }
}
