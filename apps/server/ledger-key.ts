import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type LedgerSigner, ledgerSigner } from '#dispatch/ledger';
import type { Config } from '#platform/config';
import { AppError } from '#platform/errors';

const FILE_NAME = 'ledger.key';
const KEY = /^[0-9a-f]{64}$/;

/** The key the ledger is signed with: the one given, or the data folder's own, which the first start makes. */
export function signerOf(config: Pick<Config, 'dataDir' | 'ledgerKey'>): LedgerSigner {
  return ledgerSigner(Buffer.from(config.ledgerKey ?? keyOfFolder(config.dataDir), 'hex'));
}

function keyOfFolder(dataDir: string): string {
  const file = path.join(dataDir, FILE_NAME);
  mkdirSync(dataDir, { recursive: true });
  const key = readKey(file) ?? makeKey(file);
  if (KEY.test(key)) return key;
  throw new AppError({
    code: 'ledger-key-unreadable',
    kind: 'invalid-input',
    message: `${file} holds no Ed25519 key of 64 hexadecimal digits.`,
    remedy: 'Put back the key this ledger was signed with, or name it in WATTBIT_LEDGER_KEY.',
  });
}

function readKey(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** For this user only, and on the disk before anything is signed with it. */
function makeKey(file: string): string {
  const key = randomBytes(32).toString('hex');
  const handle = openSync(file, 'wx', 0o600);
  writeSync(handle, `${key}\n`);
  fsyncSync(handle);
  closeSync(handle);
  return key;
}
