import type { Command } from 'commander';
import type { Terminal } from '#platform/cli-shell';

const EXAMPLES = `Examples:
  $ wattbit shard --database postgresql://wattbit@db.example/wattbit
  $ wattbit plan --scenario ./my-region --from 2025-07-01 --hours 240 --jobs trace.parquet \\
      --shards 4 --shard-database postgresql://wattbit@db.example/wattbit`;

/** `wattbit shard`: lends this machine's processor to large plans that are led elsewhere. */
export function addShardCommand(program: Command, terminal: Terminal): void {
  program
    .command('shard')
    .description('place a part of the jobs of large plans led elsewhere, over one PostgreSQL, until stopped')
    .requiredOption('--database <url>', 'the PostgreSQL that plans name with --shard-database')
    .addHelpText('after', `\n${EXAMPLES}`)
    .action(async ({ database }: { database: string }) => {
      const { runShard } = await import('./shard-run.ts');
      await runShard(database, terminal);
    });
}
