import canonicalize from 'canonicalize';
import type { LedgerRow } from '#dispatch/domain';
import { invariant } from '#units';

const utf8 = new TextEncoder();

/** JSON with sorted keys and no spaces (RFC 8785): the same value always gives the same bytes. */
export function canonicalBytes(value: object): Uint8Array {
  const text = canonicalize(value);
  invariant(text !== undefined, 'a record has JSON');
  return utf8.encode(text);
}

/** The bytes of a row that the ledger keeps. */
export const rowBytes = (row: LedgerRow): Uint8Array => canonicalBytes({ ...row.content, table: row.table });
