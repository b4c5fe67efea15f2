import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databaseOsUser } from './os-user.ts';
import { placeServer } from './placement.ts';

let root: string;
let system: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'wattbit-place-'));
  system = mkdtempSync(path.join(os.tmpdir(), 'wattbit-system-'));
  chmodSync(root, 0o711);
  chmodSync(system, 0o711);
});
afterEach(() => {
  for (const folder of [root, system]) rmSync(folder, { recursive: true, force: true });
});

describe('the embedded server’s things', () => {
  test('lie below the data folder, which others may pass through but not list', () => {
    const dataDir = path.join(root, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    const user = databaseOsUser();
    expect(placeServer(dataDir, user, system).home).toBe(path.join(dataDir, 'postgres'));
    expect(statSync(dataDir).mode & 0o044).toBe(0);
  });

  test('move with a data folder that was moved', () => {
    placeServer(path.join(root, 'data'), databaseOsUser(), system);
    renameSync(path.join(root, 'data'), path.join(root, 'moved'));
    const { home } = placeServer(path.join(root, 'moved'), databaseOsUser(), system);
    expect(home).toBe(path.join(root, 'moved/postgres'));
  });

  test('have a socket folder short enough for a socket, however deep the data folder is', () => {
    const deep = path.join(root, ...Array.from({ length: 12 }, () => 'a-folder-name'));
    const { run } = placeServer(deep, databaseOsUser(), system);
    expect(Buffer.byteLength(run)).toBeLessThanOrEqual(85);
    rmSync(run, { recursive: true, force: true });
  });

  test.runIf(process.getuid?.() === 0)(
    'lie below the system folder when the way to the data folder is closed, anew for each data folder',
    () => {
      chmodSync(root, 0o700);
      const dataDir = path.join(root, 'data');
      const first = placeServer(dataDir, databaseOsUser(), system);
      expect(path.dirname(first.home)).toBe(system);
      expect(placeServer(dataDir, databaseOsUser(), system).home).toBe(first.home);
      expect(readFileSync(path.join(dataDir, 'database-place'), 'utf8').trim()).toBe(first.home);
      // A data folder that was deleted does not come back with its old data.
      rmSync(dataDir, { recursive: true });
      expect(placeServer(dataDir, databaseOsUser(), system).home).not.toBe(first.home);
    },
  );
});
