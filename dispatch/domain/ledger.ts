import type { EpochMs } from '#units';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * A row of a table that the ledger keeps. Its bytes are the canonical JSON (RFC 8785) of `{table, ...content}`; `content`
 * holds every column but the row's place in the ledger. Energy is in whole Wh, money in whole fen, mass in whole grams.
 */
export interface LedgerRow {
  readonly table: string;
  readonly content: { readonly [column: string]: Json | undefined };
}

/** What a block is about; it is named by its subject. */
export const BLOCK_KINDS = ['period', 'certificates', 'contracts', 'statement', 'rules', 'readings'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** Rows that enter the ledger together: leaf i of the block's tree is row i. */
export interface BlockDraft {
  readonly kind: BlockKind;
  /** e.g. the start of the period and its version, `2025-03-10T00:00:00.000Z/0`. */
  readonly subject: string;
  readonly atMs: EpochMs;
  /** The scenario that a period was closed with. */
  readonly scenarioHash?: string;
  readonly rows: readonly LedgerRow[];
}
/** Where a row stands in the ledger: every ledgered table has these two columns. */
export interface LedgerPlace {
  readonly blockNumber: number;
  readonly leafIndex: number;
}
