import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOCAL_ACCESS_FILE, writeLocalAccess } from './local-access.ts';

describe('the file of local access', () => {
  test('appears in a data folder that was not there, for its owner only, and goes with the centre', () => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'wattbit-access-'));
    const dataDir = path.join(root, 'new/data');
    const remove = writeLocalAccess(dataDir, { url: 'http://127.0.0.1:1', token: 't', pid: 1 });
    const file = path.join(dataDir, LOCAL_ACCESS_FILE);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ url: 'http://127.0.0.1:1', token: 't', pid: 1 });
    expect(statSync(file).mode & 0o077).toBe(0);
    remove();
    expect(existsSync(file)).toBe(false);
    rmSync(root, { recursive: true });
  });
});
