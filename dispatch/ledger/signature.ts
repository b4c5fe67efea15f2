import { getPublicKey, hashes, sign, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { HexHash } from './block.ts';
import { canonicalBytes } from './canonical.ts';

hashes.sha512 = sha512;

/** What the key signs: so many blocks, the last header, and the root of the log over all headers. */
export const LedgerHead = z.strictObject({
  blockCount: z.int().min(1),
  lastHash: HexHash,
  logRoot: HexHash,
});
export type LedgerHead = z.infer<typeof LedgerHead>;

export const SignedHead = LedgerHead.extend({ signature: z.string().regex(/^[0-9a-f]{128}$/) });
export type SignedHead = z.infer<typeof SignedHead>;

/** Ed25519 (RFC 8032). */
export interface LedgerSigner {
  /** 32 bytes in hex. */
  readonly publicKey: string;
  sign(bytes: Uint8Array): Uint8Array;
}

export function ledgerSigner(secretKey: Uint8Array): LedgerSigner {
  return {
    publicKey: bytesToHex(getPublicKey(secretKey)),
    sign: (bytes) => sign(bytes, secretKey),
  };
}

/** The purpose is signed too, so that the signature means nothing elsewhere. */
export const bytesOfHead = ({ blockCount, lastHash, logRoot }: LedgerHead): Uint8Array =>
  canonicalBytes({ format: 'wattbit-ledger-head/1', blockCount, lastHash, logRoot });

export const signHead = (signer: LedgerSigner, head: LedgerHead): SignedHead => ({
  ...head,
  signature: bytesToHex(signer.sign(bytesOfHead(head))),
});

/** Strict by RFC 8032: of the equal spellings of a signature or a point only one is taken. */
export function headIsSigned(head: SignedHead, publicKey: string): boolean {
  try {
    return verify(hexToBytes(head.signature), bytesOfHead(head), hexToBytes(publicKey), { zip215: false });
  } catch {
    return false;
  }
}

/** How people compare keys: SHA-256 of the key, the first 20 bytes in groups of four digits. */
export const fingerprintOf = (publicKey: string): string =>
  bytesToHex(sha256(hexToBytes(publicKey)))
    .slice(0, 40)
    .replace(/(.{4})(?=.)/g, '$1 ');
