import type { SignedHead } from '#dispatch/ledger';
import {
  auditPage,
  derivedFaults,
  energySources,
  type LedgerFault,
  ledgerHead,
  readLedgerHead,
  rowsOfNoBlock,
  storeDb,
} from '#dispatch/store';
import type { Db } from '#platform/db';
import { auditLeaves, ChainAudit } from './audit-chain.ts';
import { TraceAudit } from './audit-traces.ts';
import { rederiveCertificates } from './rederive-certificates.ts';

/** What an audit of the ledger found. */
export interface LedgerAudit {
  readonly whole: boolean;
  readonly blockCount: number;
  readonly leafCount: number;
  /** Versions of periods traced anew. */
  readonly tracedCount: number;
  readonly faultCount: number;
  /** The first ones. */
  readonly faults: readonly LedgerFault[];
  /** The key every block was checked against. */
  readonly publicKey: string;
  readonly head: SignedHead | null;
}
export interface AuditRequest {
  /** Hex: the key that must have signed. */
  readonly publicKey: string;
  readonly progress: (ratio: number) => void;
  readonly isCancelled: () => boolean;
}

const BLOCKS_A_PAGE = 64;
const FAULTS_TOLD = 100;

/**
 * Derives everything again from the rows of one moment: every leaf, root, link and signature of the ledger, every trace from
 * its readings, and what is kept beside the ledger. Reads a page of blocks at a time.
 */
export const auditLedger = (db: Db, request: AuditRequest): Promise<LedgerAudit> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) => auditIn(storeDb(trx), request));

async function auditIn(store: ReturnType<typeof storeDb>, request: AuditRequest): Promise<LedgerAudit> {
  const faults: LedgerFault[] = [];
  let faultCount = 0;
  let leafCount = 0;
  const told = (fault: LedgerFault): void => {
    faultCount += 1;
    if (faults.length < FAULTS_TOLD) faults.push(fault);
  };
  const chain = new ChainAudit(request.publicKey, told);
  const traces = new TraceAudit(store, told);
  const head = await readLedgerHead(store);
  const last = await ledgerHead(store);
  const blockCount = Math.max(head.blockCount, last?.blockCount ?? 0);
  const { keyOf: sourceKeys } = await energySources(store);
  for (let from = 0; from < blockCount && !request.isCancelled(); from += BLOCKS_A_PAGE) {
    const page = await auditPage(store, from, from + BLOCKS_A_PAGE);
    for (const block of page.blocks) chain.next(block);
    leafCount += auditLeaves(page, sourceKeys, told);
    await traces.page(page, sourceKeys);
    request.progress(Math.min(1, (from + BLOCKS_A_PAGE) / blockCount));
  }
  if (head.blockCount !== chain.blockCount || head.lastHash !== chain.lastHash)
    told({ place: 'ledger_head', reason: `says ${head.blockCount} blocks; there are ${chain.blockCount}` });
  if (head.publicKey !== null && head.publicKey !== request.publicKey)
    told({ place: 'ledger_head', reason: `names the key ${head.publicKey}` });
  for (const fault of [
    ...(await rowsOfNoBlock(store, blockCount)),
    ...(await derivedFaults(store)),
    ...(await rederiveCertificates(store)),
  ])
    told(fault);
  return {
    ...{ whole: faultCount === 0, blockCount: chain.blockCount, leafCount, tracedCount: traces.traced },
    ...{ faultCount, faults, publicKey: request.publicKey, head: last },
  };
}
