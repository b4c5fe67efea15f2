import { bytesToHex } from '@noble/hashes/utils.js';
import type { JobReading, Reading, Region } from '#dispatch/domain';
import { canonicalBytes, hashOfLeaf } from '#dispatch/ledger';
import { type StorageContent, type TraceResult, traceOfReadings } from '#dispatch/trace';

/** The storage content as it is kept: the same content is always the same text. */
export const textOfContent = (content: StorageContent): string =>
  new TextDecoder().decode(canonicalBytes(content));
export const contentOfText = (text: string): StorageContent => JSON.parse(text) as StorageContent;

/** Which region a period was traced with, for whoever checks the snapshot. */
export const hashOfRegion = (region: Region): string => bytesToHex(hashOfLeaf(canonicalBytes(region)));

export interface SealedTrace extends Omit<TraceResult, 'content'> {
  readonly storageContent: string;
}
/**
 * A period traced as the ledger keeps it. What the order of rows could decide (whose is the last Wh) does not depend on how
 * they came: job readings are taken by job and pool, the content as its text has it.
 */
export function sealedTrace(
  region: Region,
  readings: readonly Reading[],
  jobReadings: readonly JobReading[],
  contentBefore: string,
): SealedTrace {
  const inOrder = [...jobReadings].sort((a, b) => compare(a.jobId, b.jobId) || compare(a.poolId, b.poolId));
  const { content, ...result } = traceOfReadings(region, readings, inOrder, contentOfText(contentBefore));
  return { ...result, storageContent: textOfContent(content) };
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
