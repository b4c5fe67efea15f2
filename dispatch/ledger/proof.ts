import { z } from 'zod';
import { BlockHeader, HexHash } from './block.ts';
import { SignedHead } from './signature.ts';

const Path = z.array(HexHash);

/** A row with the hashes that lead from it to its block's root. */
export const ProvenRow = z.strictObject({
  leafIndex: z.int().min(0),
  path: Path,
  table: z.string(),
  content: z.record(z.string(), z.json()),
});
/** A block with the hashes that lead from its header to the root of the log, and the rows of it that matter. */
export const ProvenBlock = z.strictObject({
  header: BlockHeader,
  logPath: Path,
  rows: z.array(ProvenRow).min(1),
});

/**
 * One file that shows whose energy a job used, checked with nothing but the public key: its entries of every version,
 * each led to its block's root, each block to the root of the log, and that root signed.
 */
export const JobProof = z.strictObject({
  format: z.literal('wattbit-job-proof/1'),
  jobId: z.string().min(1),
  publicKey: HexHash,
  head: SignedHead,
  blocks: z.array(ProvenBlock).min(1),
});
export type JobProof = z.infer<typeof JobProof>;

/** A row of `ledger_entry` as its leaf has it. */
export const EntryContent = z.strictObject({
  period_start_ms: z.int(),
  consumer_kind: z.string(),
  consumer_id: z.string(),
  energy_wh: z.int(),
  clean_wh: z.int(),
  co2_grams: z.int(),
  by_source_wh: z.record(z.string(), z.int()),
  reverses_block: z.int().nullable(),
  reverses_leaf: z.int().nullable(),
});
export type EntryContent = z.infer<typeof EntryContent>;

/** The text of a proof, for people as well as for programs. */
export const textOfProof = (proof: JobProof): string => `${JSON.stringify(proof, null, 1)}\n`;
