import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '#platform/errors';
import { canEnter, type OsUser } from './os-user.ts';
import { SYSTEM_FOLDER } from './server-files.ts';

/** Where one embedded server keeps its things. */
export interface Placement {
  readonly home: string;
  /** PGDATA. */
  readonly data: string;
  /** The folder of the unix socket. */
  readonly run: string;
  readonly logFile: string;
}

/** A unix socket's path may have 107 bytes; its file name takes up to 20. */
const LONGEST_SOCKET_FOLDER = 85;

/**
 * Below the data folder when the server's OS user can reach it, else below the system folder, under a name made of
 * the data folder's path and of an id kept inside it, so that a deleted data folder never comes back to life.
 */
export function placeServer(dataDir: string, user: OsUser | null, systemFolder = SYSTEM_FOLDER): Placement {
  mkdirSync(dataDir, { recursive: true });
  letPass(dataDir, user);
  const chosenFile = path.join(dataDir, 'database-place');
  const inside = path.join(dataDir, 'postgres');
  let home = existsSync(chosenFile) ? readFileSync(chosenFile, 'utf8').trim() : '';
  if (home === '') {
    home = canEnter(user, dataDir) ? inside : path.join(systemFolder, folderName(dataDir));
    writeFileSync(chosenFile, `${home}\n`);
  } else if (home !== inside && path.dirname(home) !== systemFolder) {
    // The data folder was moved with the server inside it.
    home = inside;
  }
  makeFolders(home, user);
  if (!canEnter(user, home)) throw unreachable(home);
  return {
    home,
    data: path.join(home, 'data'),
    run: socketFolder(home, user),
    logFile: path.join(home, 'postgres.log'),
  };
}

/** The data folder is ours: others may pass through it to what is theirs, but not look around. */
function letPass(dataDir: string, user: OsUser | null): void {
  const { mode } = statSync(dataDir);
  if (user && (mode & PASS) !== PASS) chmodSync(dataDir, (mode & 0o777) | PASS);
}
const PASS = 0o011;

const folderName = (dataDir: string): string =>
  createHash('sha256').update(`${dataDir}\n${randomUUID()}`).digest('hex').slice(0, 16);

function makeFolders(home: string, user: OsUser | null): void {
  mkdirSync(path.dirname(home), { recursive: true, mode: 0o755 });
  ownFolder(home, user);
}

function ownFolder(folder: string, user: OsUser | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
}

function socketFolder(home: string, user: OsUser | null): string {
  const inside = path.join(home, 'run');
  const digest = createHash('sha256').update(home).digest('hex').slice(0, 16);
  const run =
    Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER ? inside : path.join(os.tmpdir(), `wattbit-${digest}`);
  ownFolder(run, user);
  return run;
}

const unreachable = (home: string): AppError =>
  new AppError({
    code: 'database-folder-unreachable',
    kind: 'unavailable',
    message: `The OS user that runs PostgreSQL can no longer reach ${home}.`,
    remedy: `Let it pass through the folders above (chmod o+x), or move the data folder and set WATTBIT_DATA_DIR.`,
  });
