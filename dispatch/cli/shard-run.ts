import { serveShards } from '#dispatch/cycle';
import { migrations, SCHEMA } from '#dispatch/store';
import type { Terminal } from '#platform/cli-shell';
import { joinDatabase, migrate } from '#platform/db';

/** Works on shards until Ctrl-C or SIGTERM. */
export async function runShard(databaseUrl: string, terminal: Terminal): Promise<void> {
  const database = await joinDatabase(databaseUrl, `wattbit shard pid ${process.pid}`);
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await migrate(database.db, [{ schema: SCHEMA, migrations }]);
    terminal.print(words.waiting[terminal.language]);
    await serveShards(database, {
      isStopped: () => isStopped,
      onShard: (kind, planId, shard) => terminal.print(words[kind](planId, shard)[terminal.language]),
    });
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await database.close();
  }
}

const words = {
  waiting: { zh: '等待计划的分片（Ctrl-C 结束）', en: 'Waiting for shards of plans (Ctrl-C ends)' },
  taken: (plan: number, shard: number) => ({
    zh: `计划 ${plan}：接手分片 ${shard}`,
    en: `Plan ${plan}: took shard ${shard}`,
  }),
  done: (plan: number, shard: number) => ({
    zh: `计划 ${plan}：分片 ${shard} 已完成`,
    en: `Plan ${plan}: shard ${shard} is done`,
  }),
};
