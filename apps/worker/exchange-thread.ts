import { writeSync } from 'node:fs';
import { LedShards, ShardRoom } from '#dispatch/cycle';
import { migrations, SCHEMA } from '#dispatch/store';
import { joinDatabase, migrate } from '#platform/db';
import { answerQuestions, isUnwanted, threadSettings } from './blocking-thread.ts';
import type { ShardQuestion, ShardReply } from './shard-messages.ts';

const STDERR = 2;
const leadingFor = (secondsLeft: number, openedMs = performance.now()) => ({
  nowMs: () => performance.now(),
  secondsLeft: () => secondsLeft - (performance.now() - openedMs) / 1000,
  isCancelled: isUnwanted,
  // At once: the threads above are busy with the plan and would pass it on only when it is done.
  onTakenOver: (shard: number) => {
    writeSync(STDERR, `No process works on shard ${shard} (wattbit shard); it is worked on here.\n`);
  },
});

const entered = joinDatabase(threadSettings<string>(), `wattbit plan pid ${process.pid}`).then(
  async (database) => {
    await migrate(database.db, [{ schema: SCHEMA, migrations }]);
    return ShardRoom.enter(database);
  },
);
// Told with the first answer.
entered.catch(() => undefined);
let led: LedShards | null = null;

answerQuestions<ShardQuestion, ShardReply>(async (question) => {
  switch (question.kind) {
    case 'open':
      led = await LedShards.open(await entered, question.inputs, leadingFor(question.secondsLeft));
      return [];
    case 'step':
      return led!.step(question.orders);
    case 'close':
      await led?.close();
      led = null;
      return [];
  }
});
