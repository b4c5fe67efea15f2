import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stopEmbeddedServer } from './embedded/server.ts';
import { TEST_SERVER_FOLDER_VARIABLE } from './testing.ts';

/** Names the folder of the run's database server (started by the first test that needs one) and removes it at the end. */
export default function setup(): () => Promise<void> {
  // Several projects of one run share the first one's server.
  if (process.env[TEST_SERVER_FOLDER_VARIABLE]) return async () => {};
  const folder = mkdtempSync(path.join(os.tmpdir(), 'wattbit-test-'));
  // The database's own OS user passes through it.
  chmodSync(folder, 0o711);
  process.env[TEST_SERVER_FOLDER_VARIABLE] = folder;
  return async () => {
    delete process.env[TEST_SERVER_FOLDER_VARIABLE];
    if (existsSync(folder)) await stopEmbeddedServer(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}
