import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { BLOCK_KINDS, type BlockDraft } from '#dispatch/domain';
import { canonicalBytes, rowBytes } from './canonical.ts';
import { type Hash, hashOfLeaf, rootOf } from './tree.ts';

/** SHA-256 or a key in lower-case hex: one spelling, so that no letter can be changed unnoticed. */
export const HexHash = z.string().regex(/^[0-9a-f]{64}$/);

/** What a block says of itself. Its hash is the leaf hash (RFC 9162) of its canonical JSON. */
export const BlockHeader = z.strictObject({
  /** 0, 1, 2, … without a gap. */
  number: z.int().min(0),
  kind: z.enum(BLOCK_KINDS),
  subject: z.string(),
  atMs: z.int(),
  leafCount: z.int().min(0),
  /** Root of the tree over the block's rows. */
  root: HexHash,
  /** Hash of the header before it; of the first block: zeros. */
  previousHash: HexHash,
  /** The scenario that a period was closed with; null where it does not apply. */
  scenarioHash: z.string().nullable(),
});
export type BlockHeader = z.infer<typeof BlockHeader>;

export const NO_HASH = '0'.repeat(64);

export const hashOfHeader = (header: BlockHeader): Hash => hashOfLeaf(canonicalBytes(header));

export interface SealedBlock {
  readonly header: BlockHeader;
  readonly hash: Hash;
  readonly leafHashes: readonly Hash[];
}
/** The draft with its place in the chain: leaf i is row i. */
export function sealBlock(
  draft: BlockDraft,
  place: { readonly number: number; readonly previousHash: string },
): SealedBlock {
  const leafHashes = draft.rows.map((row) => hashOfLeaf(rowBytes(row)));
  const header: BlockHeader = {
    ...place,
    kind: draft.kind,
    subject: draft.subject,
    atMs: Math.round(draft.atMs),
    leafCount: draft.rows.length,
    root: bytesToHex(rootOf(leafHashes)),
    scenarioHash: draft.scenarioHash ?? null,
  };
  return { header, hash: hashOfHeader(header), leafHashes };
}
