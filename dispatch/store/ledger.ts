import type { Selectable } from 'kysely';
import type { BlockDraft } from '#dispatch/domain';
import {
  type BlockHeader,
  completingLeaf,
  frontierOf,
  HASH_BYTES,
  type Hash,
  type LedgerSigner,
  type NodePlace,
  nodesCompletedBy,
  rootOfFrontier,
  type SignedHead,
  sealBlock,
  signHead,
} from '#dispatch/ledger';
import { AppError } from '#platform/errors';
import { invariant } from '#units';
import type { LedgerBlockTable } from './ledger-tables.ts';
import type { StoreDb } from './tables.ts';

/**
 * Appends a block inside the caller's transaction: row i of the draft is its leaf i. It locks the ledger's head until the
 * transaction ends: append last. The rows are inserted after it, each with its place.
 */
export async function appendBlock(
  trx: StoreDb,
  signer: LedgerSigner,
  draft: BlockDraft,
): Promise<{ readonly blockNumber: number }> {
  invariant(trx.isTransaction, 'the ledger is appended to inside a transaction');
  invariant(draft.rows.length > 0, 'a block has rows');
  const head = await trx.selectFrom('ledger_head').selectAll().forUpdate().executeTakeFirstOrThrow();
  const publicKey = Buffer.from(signer.publicKey, 'hex');
  if (head.public_key !== null && !publicKey.equals(head.public_key))
    throw otherKey(head.public_key, publicKey);
  const number = Number(head.block_count);
  const { header, hash, leafHashes } = sealBlock(draft, { number, previousHash: hex(head.last_hash) });
  const places = frontierOf(number);
  const nodes = await logNodes(trx, places);
  const completed = nodesCompletedBy(number, hash, places.map(nodes));
  const frontier = [...places.slice(0, places.length - completed.length + 1).map(nodes), completed.at(-1)!];
  const signed = signHead(signer, {
    blockCount: number + 1,
    lastHash: hex(hash),
    logRoot: hex(rootOfFrontier(frontier)),
  });
  await trx
    .insertInto('ledger_block')
    .values(blockRow(header, signed, completed, leafHashes))
    .execute();
  await trx
    .updateTable('ledger_head')
    .set({ block_count: number + 1, last_hash: hash, public_key: publicKey })
    .execute();
  return { blockNumber: number };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string): Buffer => Buffer.from(text, 'hex');

const blockRow = (
  header: BlockHeader,
  signed: SignedHead,
  completed: readonly Hash[],
  leafHashes: readonly Hash[],
) => ({
  block_number: header.number,
  kind: header.kind,
  subject: header.subject,
  at_ms: header.atMs,
  scenario_hash: header.scenarioHash,
  leaf_count: header.leafCount,
  root: bytesOf(header.root),
  previous_hash: bytesOf(header.previousHash),
  log_root: bytesOf(signed.logRoot),
  signature: bytesOf(signed.signature),
  log_nodes: Buffer.concat(completed),
  leaf_hashes: Buffer.concat(leafHashes),
});

/** Complete nodes of the log: each is kept with the block that completed it. */
export async function logNodes(
  db: StoreDb,
  places: readonly NodePlace[],
): Promise<(place: NodePlace) => Hash> {
  const numbers = [...new Set(places.map(completingLeaf))];
  const rows =
    numbers.length === 0
      ? []
      : await db
          .selectFrom('ledger_block')
          .select(['block_number', 'log_nodes'])
          .where('block_number', 'in', numbers)
          .execute();
  const kept = new Map(rows.map((row) => [Number(row.block_number), row.log_nodes]));
  return (place) => {
    const nodes = kept.get(completingLeaf(place));
    invariant(nodes !== undefined, `block ${completingLeaf(place)} is in the ledger`);
    return nodes.subarray(place.level * HASH_BYTES, (place.level + 1) * HASH_BYTES);
  };
}

const otherKey = (known: Uint8Array, given: Uint8Array): AppError =>
  new AppError({
    code: 'ledger-key-differs',
    kind: 'conflict',
    message: `The ledger was signed with the key ${hex(known)}, and the centre now has ${hex(given)}.`,
    remedy: 'Put the file ledger.key of this data folder back, or set WATTBIT_LEDGER_KEY to the key it held.',
  });

/** A block as its row says it. */
export const headerOfRow = (row: Omit<Selectable<LedgerBlockTable>, 'leaf_hashes'>): BlockHeader => ({
  number: Number(row.block_number),
  kind: row.kind,
  subject: row.subject,
  atMs: Number(row.at_ms),
  leafCount: row.leaf_count,
  root: hex(row.root),
  previousHash: hex(row.previous_hash),
  scenarioHash: row.scenario_hash,
});
export const signedHeadOfRow = (
  row: Pick<Selectable<LedgerBlockTable>, 'block_number' | 'log_nodes' | 'log_root' | 'signature'>,
): SignedHead => ({
  blockCount: Number(row.block_number) + 1,
  lastHash: hex(row.log_nodes.subarray(0, HASH_BYTES)),
  logRoot: hex(row.log_root),
  signature: hex(row.signature),
});

/** What the next block continues. */
export async function readLedgerHead(
  db: StoreDb,
): Promise<{ readonly blockCount: number; readonly lastHash: string; readonly publicKey: string | null }> {
  const row = await db.selectFrom('ledger_head').selectAll().executeTakeFirstOrThrow();
  return {
    blockCount: Number(row.block_count),
    lastHash: hex(row.last_hash),
    publicKey: row.public_key === null ? null : hex(row.public_key),
  };
}

/** The head of the ledger as last signed; null while it has no block. */
export async function ledgerHead(db: StoreDb): Promise<SignedHead | null> {
  const row = await db
    .selectFrom('ledger_block')
    .select(['block_number', 'log_nodes', 'log_root', 'signature'])
    .orderBy('block_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : signedHeadOfRow(row);
}

const HEADER_COLUMNS = [
  ...(['block_number', 'kind', 'subject', 'at_ms', 'scenario_hash', 'leaf_count', 'root'] as const),
  ...(['previous_hash', 'log_root', 'signature', 'log_nodes'] as const),
] as const;

/** Blocks before a number, the newest first. */
export async function ledgerBlocks(
  db: StoreDb,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<readonly BlockHeader[]> {
  const rows = await db
    .selectFrom('ledger_block')
    .select(HEADER_COLUMNS)
    .$if(page.before !== undefined, (query) => query.where('block_number', '<', page.before!))
    .orderBy('block_number', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(headerOfRow);
}

/** One block with the head that was signed when it was the last one; null when there is none. */
export async function ledgerBlock(
  db: StoreDb,
  number: number,
): Promise<{ readonly header: BlockHeader; readonly head: SignedHead } | null> {
  const row = await db
    .selectFrom('ledger_block')
    .select(HEADER_COLUMNS)
    .where('block_number', '=', number)
    .executeTakeFirst();
  return row === undefined ? null : { header: headerOfRow(row), head: signedHeadOfRow(row) };
}
