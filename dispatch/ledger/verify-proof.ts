import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { EpochMs } from '#units';
import { hashOfHeader } from './block.ts';
import { rowBytes } from './canonical.ts';
import { claimOf, faultOfEntries, type JobClaim } from './job-claim.ts';
import { JobProof } from './proof.ts';
import { headIsSigned } from './signature.ts';
import { hashOfLeaf, rootByInclusion } from './tree.ts';

/** What is checked, in this order; the first that does not hold ends it. */
export const PROOF_STEPS = ['form', 'key', 'signature', 'log', 'rows', 'entries'] as const;
export type ProofStep = (typeof PROOF_STEPS)[number];

export interface ProofCheck {
  /** Steps that hold, with how many things each looked at. */
  readonly passed: readonly { readonly step: ProofStep; readonly count: number }[];
  /** Where it fails and why; null when the proof holds. */
  readonly failure: { readonly step: ProofStep; readonly place: string; readonly reason: string } | null;
  /** Null when it fails. */
  readonly claim: JobClaim | null;
  /** Who signed and as of what, as far as the file could be read. */
  readonly publicKey: string | null;
  readonly blockCount: number | null;
  readonly lastBlockAtMs: EpochMs | null;
}

interface Fault {
  readonly place: string;
  readonly reason: string;
}

/**
 * Checks a proof with nothing but the key that must have signed it. Every character of the file but white space counts: a
 * changed one is found.
 */
export function verifyProof(text: string, publicKey: string): ProofCheck {
  const unread = { publicKey: null, blockCount: null, lastBlockAtMs: null };
  const read = readProof(text);
  if ('reason' in read) return { passed: [], failure: { step: 'form', ...read }, claim: null, ...unread };
  const rowCount = read.blocks.reduce((sum, block) => sum + block.rows.length, 0);
  const seen = {
    publicKey: read.publicKey,
    blockCount: read.head.blockCount,
    lastBlockAtMs: Math.max(...read.blocks.map(({ header }) => header.atMs)),
  };
  const steps: readonly [ProofStep, number, () => Fault | null][] = [
    ['form', 1, () => null],
    ['key', 1, () => faultOfKey(read, publicKey)],
    ['signature', 1, () => faultOfSignature(read, publicKey)],
    ['log', read.blocks.length, () => faultOfLog(read)],
    ['rows', rowCount, () => faultOfRows(read)],
    ['entries', rowCount, () => faultOfEntries(read)],
  ];
  const passed: { step: ProofStep; count: number }[] = [];
  for (const [step, count, faultOf] of steps) {
    const fault = faultOf();
    if (fault !== null) return { passed, failure: { step, ...fault }, claim: null, ...seen };
    passed.push({ step, count });
  }
  return { passed, failure: null, claim: claimOf(read), ...seen };
}

/** The file as a record; a file with a name said twice, or with anything beside the record, is none. */
function readProof(text: string): JobProof | Fault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { place: 'the file', reason: `is no JSON: ${(error as Error).message}` };
  }
  const parsed = JobProof.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return { place: issue.path.join('.') || 'the file', reason: issue.message };
  }
  if (text.includes('"__proto__"')) return { place: 'the file', reason: 'has a name that no row has' };
  const spelled = text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
  if (spelled !== JSON.stringify(value))
    return {
      place: 'the file',
      reason: 'says something twice or in another spelling than it was written in',
    };
  return parsed.data;
}

const faultOfKey = (proof: JobProof, publicKey: string): Fault | null =>
  proof.publicKey === publicKey
    ? null
    : { place: 'publicKey', reason: `is ${proof.publicKey}, and the key to check against is ${publicKey}` };

const faultOfSignature = ({ head }: JobProof, publicKey: string): Fault | null =>
  headIsSigned(head, publicKey)
    ? null
    : { place: 'head.signature', reason: 'the key did not sign this head' };

function faultOfLog({ head, blocks }: JobProof): Fault | null {
  for (const [at, { header, logPath }] of blocks.entries()) {
    const place = `blocks.${at} (block ${header.number})`;
    const root = rootByInclusion(
      hashOfHeader(header),
      header.number,
      head.blockCount,
      logPath.map((hex) => hexToBytes(hex)),
    );
    if (root === null || bytesToHex(root) !== head.logRoot)
      return { place, reason: 'its header is not in the log that was signed' };
    if (at > 0 && header.number <= blocks[at - 1]!.header.number)
      return { place, reason: 'blocks are not in their order' };
  }
  return null;
}

function faultOfRows({ blocks }: JobProof): Fault | null {
  for (const [at, { header, rows }] of blocks.entries()) {
    for (const [index, { leafIndex, path, table, content }] of rows.entries()) {
      const place = `blocks.${at}.rows.${index} (block ${header.number}, leaf ${leafIndex})`;
      if ('table' in content) return { place, reason: 'this row names its table twice' };
      const root = rootByInclusion(
        hashOfLeaf(rowBytes({ table, content })),
        leafIndex,
        header.leafCount,
        path.map((hex) => hexToBytes(hex)),
      );
      if (root === null || bytesToHex(root) !== header.root)
        return { place, reason: 'this row is not in its block' };
      if (index > 0 && leafIndex <= rows[index - 1]!.leafIndex)
        return { place, reason: 'rows are not in their order' };
    }
  }
  return null;
}
