import { z } from 'zod';
import { BlockHeader, HexHash, JobProof, SignedHead } from '#dispatch/ledger';

export const LedgerBody = z.strictObject({
  publicKey: HexHash.describe('Ed25519 key that signs the ledger, in hex'),
  fingerprint: z.string().describe('SHA-256 of the key, the first 20 bytes'),
  head: SignedHead.nullable().describe('Null while nothing is closed yet'),
  lateReadingCount: z.int().describe('Late readings that the cycle has not traced yet'),
  retraceFromMs: z.number().nullable().describe('Start of the period that is traced anew next'),
});
export const BlockListBody = z.strictObject({
  blocks: z.array(BlockHeader),
  next: z.int().nullable().describe('Give it as `before` for the next page'),
});
export const BlockBody = z.strictObject({
  header: BlockHeader,
  head: SignedHead.describe('As it was signed when this block was the last one'),
});
export const JobProofBody = JobProof;

export const LedgerAuditBody = z.strictObject({
  whole: z.boolean(),
  blockCount: z.int(),
  leafCount: z.int(),
  tracedCount: z.int().describe('Versions of periods traced anew'),
  faultCount: z.int(),
  faults: z.array(z.strictObject({ place: z.string(), reason: z.string() })).describe('The first 100'),
  publicKey: HexHash,
  head: SignedHead.nullable(),
});
export const AuditRunBody = z.strictObject({
  id: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  ratio: z.number(),
  submittedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  result: LedgerAuditBody.nullable(),
  error: z.string().nullable(),
});
export const AuditRunListBody = z.strictObject({ audits: z.array(AuditRunBody) });
