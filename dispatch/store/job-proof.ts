import type { LedgerRow } from '#dispatch/domain';
import {
  type Hash,
  inclusionPath,
  type JobProof,
  type NodePlace,
  rootsOf,
  rootsOfNodes,
  splitHashes,
} from '#dispatch/ledger';
import { energySources } from './energy-sources.ts';
import { headerOfRow, logNodes, signedHeadOfRow } from './ledger.ts';
import { leafOf } from './ledgered-tables.ts';
import { SCHEMA, type StoreDb } from './tables.ts';

const hex = (hashes: readonly Hash[]): string[] => hashes.map((hash) => Buffer.from(hash).toString('hex'));

type KeptRow = LedgerRow & { readonly blockNumber: number; readonly leafIndex: number };

/** Everything the ledger has of a job's energy, as one file that anybody can check; null when it has nothing. */
export async function jobProof(db: StoreDb, jobId: string): Promise<JobProof | null> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const store = trx.withSchema(SCHEMA);
      const rows = await entryRows(store, jobId);
      return rows.length === 0 ? null : proofOf(store, jobId, rows);
    });
}

async function entryRows(db: StoreDb, jobId: string): Promise<KeptRow[]> {
  const { keyOf } = await energySources(db);
  const rows = await db
    .selectFrom('ledger_entry')
    .selectAll()
    .where('consumer_id', '=', jobId)
    .where('consumer_kind', '=', 'job')
    .orderBy('block_number')
    .orderBy('leaf_index')
    .execute();
  return rows.map((row) => ({
    ...leafOf('ledger_entry', row, keyOf),
    blockNumber: Number(row.block_number),
    leafIndex: row.leaf_index,
  }));
}

async function proofOf(db: StoreDb, jobId: string, rows: readonly KeptRow[]): Promise<JobProof> {
  const numbers = [...new Set(rows.map((row) => row.blockNumber))];
  const blocks = await db
    .selectFrom('ledger_block')
    .selectAll()
    .where('block_number', 'in', numbers)
    .orderBy('block_number')
    .execute();
  const last = await db
    .selectFrom('ledger_block')
    .select(['block_number', 'log_nodes', 'log_root', 'signature'])
    .orderBy('block_number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const head = signedHeadOfRow(last);
  const { public_key } = await db.selectFrom('ledger_head').select('public_key').executeTakeFirstOrThrow();
  const logPaths = await pathsInLog(db, numbers, head.blockCount);
  return {
    format: 'wattbit-job-proof/1',
    jobId,
    publicKey: Buffer.from(public_key!).toString('hex'),
    head,
    blocks: blocks.map((block, at) => {
      const header = headerOfRow(block);
      const root = rootsOf(splitHashes(block.leaf_hashes));
      const own = rows.filter((row) => row.blockNumber === header.number);
      return {
        header,
        logPath: logPaths[at]!,
        rows: own.map(({ leafIndex, table, content }) => ({
          leafIndex,
          path: hex(inclusionPath(root, leafIndex, header.leafCount)),
          table,
          content: content as JobProof['blocks'][number]['rows'][number]['content'],
        })),
      };
    }),
  };
}

/** Two passes over the same walk: which nodes of the log are needed, and then their hashes. */
async function pathsInLog(db: StoreDb, numbers: readonly number[], blockCount: number): Promise<string[][]> {
  const needed: NodePlace[] = [];
  const noted = rootsOfNodes((place) => {
    needed.push(place);
    return new Uint8Array(32);
  });
  for (const number of numbers) inclusionPath(noted, number, blockCount);
  const root = rootsOfNodes(await logNodes(db, needed));
  return numbers.map((number) => hex(inclusionPath(root, number, blockCount)));
}
