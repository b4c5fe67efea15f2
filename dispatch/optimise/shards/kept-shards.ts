import { PlanningStopped } from '../contract.ts';
import type { ShardAnswer, ShardInput, ShardOrder } from './shard.ts';
import { type OpenShards, type ShardLimits, type ShardPool, shardsHere } from './shard-pool.ts';

/**
 * Shards that are not lost with those who have them: when no answer comes any more, the orders since places were last
 * given are done again here, and the plan goes on as it would have. Who has never answered was not there to begin with:
 * that ends the plan, so that a wrong address is told.
 */
export class KeptShards implements OpenShards {
  private readonly inputs: readonly ShardInput[];
  private readonly limits: ShardLimits;
  private shards: OpenShards;
  private hasAnswered = false;
  private reason: string | null = null;
  /** What was ordered since places were last given. */
  private since: (readonly ShardOrder[])[] = [];

  constructor(pool: ShardPool, inputs: readonly ShardInput[], limits: ShardLimits) {
    this.inputs = inputs;
    this.limits = limits;
    this.shards = pool.open(inputs, limits);
  }

  /** Why the plan goes on here; null as long as shards are where they were opened. */
  get lostBecause(): string | null {
    return this.reason;
  }

  step(orders: readonly ShardOrder[]): readonly ShardAnswer[] {
    const answers = this.answersTo(orders);
    this.hasAnswered = true;
    if (this.reason === null) this.keep(orders);
    return answers;
  }

  private answersTo(orders: readonly ShardOrder[]): readonly ShardAnswer[] {
    try {
      return this.shards.step(orders);
    } catch (error) {
      if (!isLoss(error) || !this.hasAnswered || this.reason !== null) throw error;
      this.reason = error.ending.detail;
    }
    this.close();
    this.shards = shardsHere(this.inputs.length).open(this.inputs, this.limits);
    for (const before of this.since) this.shards.step(before);
    this.since = [];
    return this.shards.step(orders);
  }

  /** Prices and what is granted change in place after a step. */
  private keep(orders: readonly ShardOrder[]): void {
    if (orders[0]!.places !== null) this.since = [];
    if (orders.some(({ places, pass }) => places !== null || pass !== null))
      this.since.push(
        orders.map(({ places, pass }) => ({ ...NOTHING, places, pass: structuredClone(pass) })),
      );
  }

  /** The plan is there: what is left behind by those who are lost now is dropped by whoever comes next. */
  close(): void {
    try {
      this.shards.close();
    } catch (error) {
      if (!isLoss(error)) throw error;
    }
  }
}

const NOTHING = { bound: null, isPlacesAsked: false };

type Loss = PlanningStopped & { readonly ending: { readonly kind: 'failed'; readonly detail: string } };
const isLoss = (error: unknown): error is Loss =>
  error instanceof PlanningStopped && error.ending.kind === 'failed';
