import { Shard, unpackTable } from '#dispatch/optimise';
import { answerQuestions } from './blocking-thread.ts';
import type { ShardQuestion, ShardReply } from './shard-messages.ts';

/** The shards of the plan in work. */
let shards: readonly Shard[] = [];

answerQuestions<ShardQuestion, ShardReply>((question) => {
  switch (question.kind) {
    case 'open':
      shards = question.inputs.map((input) => new Shard({ ...input, table: unpackTable(input.table) }));
      return [];
    case 'step':
      return question.orders.map((order, shard) => shards[shard]!.step(order));
    case 'close':
      shards = [];
      return [];
  }
});
