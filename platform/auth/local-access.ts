import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TOKEN_PREFIX } from './tokens.ts';

/** The file through which `npx wattbit` on the same machine finds the running centre and may use it. */
export const LOCAL_ACCESS_FILE = 'local-access.json';
export const LOCAL_TOKEN_PREFIX = `${TOKEN_PREFIX}local_`;

export interface LocalAccess {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

/** Written at each start with a fresh token, readable by the centre's own OS user only. Returns how to remove it. */
export function writeLocalAccess(dataDir: string, access: LocalAccess): () => void {
  const file = path.join(dataDir, LOCAL_ACCESS_FILE);
  // With a given database nothing else has made the data folder yet.
  mkdirSync(dataDir, { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return () => rmSync(file, { force: true });
}
