import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signerOf } from './ledger-key.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'wattbit-key-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('the first start makes a key for this user only, and the next one finds it', () => {
  const first = signerOf({ dataDir, ledgerKey: null });
  expect(statSync(path.join(dataDir, 'ledger.key')).mode & 0o777).toBe(0o600);
  expect(signerOf({ dataDir, ledgerKey: null }).publicKey).toBe(first.publicKey);
});

test('a given key takes the place of the file, with the public key that RFC 8032 has for it', () => {
  // RFC 8032, 7.1, test 1.
  const ledgerKey = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
  expect(signerOf({ dataDir, ledgerKey }).publicKey).toBe(publicKey);
});

test('a key file that was damaged is refused instead of replaced', () => {
  const file = path.join(dataDir, 'ledger.key');
  chmodSync(file, 0o600);
  writeFileSync(file, 'half a key');
  expect(() => signerOf({ dataDir, ledgerKey: null })).toThrow('64 hexadecimal digits');
});
