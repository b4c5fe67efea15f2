import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import {
  bytesOfHead,
  frontierOf,
  HASH_BYTES,
  type Hash,
  hashOfHeader,
  hashOfLeaf,
  NO_HASH,
  nodesCompletedBy,
  rootOf,
  rootOfFrontier,
  rowBytes,
  splitHashes,
} from '#dispatch/ledger';
import { type AuditPage, headerOfRow, type LedgerFault, signedHeadOfRow } from '#dispatch/store';

type BlockRow = AuditPage['blocks'][number];

/** DER of an Ed25519 public key before its 32 bytes (RFC 8410). */
const KEY_PREFIX = '302a300506032b6570032100';
const keyOf = (publicKey: string): KeyObject =>
  createPublicKey({ key: Buffer.from(KEY_PREFIX + publicKey, 'hex'), format: 'der', type: 'spki' });

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The chain of blocks so far: what the next one must continue. */
export class ChainAudit {
  blockCount = 0;
  lastHash = NO_HASH;
  #frontier: Hash[] = [];
  #isBroken = false;
  readonly #key: KeyObject;
  readonly #told: (fault: LedgerFault) => void;

  constructor(publicKey: string, told: (fault: LedgerFault) => void) {
    this.#key = keyOf(publicKey);
    this.#told = told;
  }

  /** Checks number, chain, root, log and signature of the next block, and goes on from what is recomputed. */
  next(row: BlockRow): void {
    const header = headerOfRow(row);
    const tell = (reason: string) => this.#told({ place: `ledger_block ${header.number}`, reason });
    if (header.previousHash !== this.lastHash) tell('does not continue the block before it');
    const leafHashes = splitHashes(row.leaf_hashes);
    if (row.leaf_hashes.length !== header.leafCount * HASH_BYTES || hex(rootOf(leafHashes)) !== header.root)
      tell('its leaf hashes do not give its root');
    const hash = hashOfHeader(header);
    if (header.number === this.blockCount) this.#checkLog(row, hash, tell);
    else if (!this.#isBroken) {
      this.#isBroken = true;
      this.#told({ place: `ledger_block ${this.blockCount}`, reason: 'is missing' });
    }
    if (!this.#isSigned(row, hash)) tell('the key did not sign it');
    this.blockCount += 1;
    this.lastHash = hex(hash);
  }

  /** The log over all headers so far; where a block is missing nothing more can be said of it. */
  #checkLog(row: BlockRow, hash: Hash, tell: (reason: string) => void): void {
    if (this.#isBroken) return;
    const completed = nodesCompletedBy(this.blockCount, hash, this.#frontier);
    if (!isSame(row.log_nodes, Buffer.concat(completed))) tell('its nodes of the log were changed');
    const kept = frontierOf(this.blockCount).length - completed.length + 1;
    this.#frontier = [...this.#frontier.slice(0, kept), completed.at(-1)!];
    if (hex(row.log_root) !== hex(rootOfFrontier(this.#frontier))) tell('its root of the log was changed');
  }

  #isSigned(row: BlockRow, hash: Hash): boolean {
    const head = { ...signedHeadOfRow(row), lastHash: hex(hash) };
    return verify(null, bytesOfHead(head), this.#key, row.signature);
  }
}

/** Checks every row of a page against the leaf hashes of its block. */
export function auditLeaves(
  page: AuditPage,
  sourceKeys: ReadonlyMap<number, string>,
  told: (fault: LedgerFault) => void,
): number {
  const blocks = new Map(page.blocks.map((row) => [Number(row.block_number), row]));
  const seen = new Map(page.blocks.map((row) => [Number(row.block_number), new Uint8Array(row.leaf_count)]));
  let leaves = 0;
  for (const { kept, rows } of page.rows) {
    for (const row of rows) {
      leaves += 1;
      const number = Number(row.block_number);
      const place = `${kept.table}, block ${number}, leaf ${row.leaf_index}`;
      const own = seen.get(number);
      const known = own?.[row.leaf_index];
      if (known !== 0) {
        told({ place, reason: 'was added: its place is another row’s, or none' });
        continue;
      }
      own![row.leaf_index] = 1;
      const at = row.leaf_index * HASH_BYTES;
      const expected = blocks.get(number)!.leaf_hashes.subarray(at, at + HASH_BYTES);
      const content = kept.contentOf(row, sourceKeys);
      if (!isSame(hashOfLeaf(rowBytes({ table: kept.table, content })), expected))
        told({ place: `${place} (${briefly(content)})`, reason: 'was changed after it was written' });
    }
  }
  for (const [number, found] of seen)
    found.forEach((mark, leaf) => {
      if (mark === 0) told({ place: `block ${number}, leaf ${leaf}`, reason: 'its row is missing' });
    });
  return leaves;
}

/** Enough of a row to find it by. */
const briefly = (content: Readonly<Record<string, unknown>>): string =>
  Object.entries(content)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .slice(0, 4)
    .map(([name, value]) => `${name} ${String(value).slice(0, 40)}`)
    .join(', ');
