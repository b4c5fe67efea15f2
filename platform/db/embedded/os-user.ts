import { spawnSync } from 'node:child_process';
import { AppError } from '#platform/errors';

/** The OS identity that PostgreSQL runs as; null: the one this process has. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

const DATABASE_USER = 'postgres';

/** PostgreSQL refuses to run as root, so a root process lends it the OS user `postgres`, made when missing. */
export function databaseOsUser(): OsUser | null {
  if (process.getuid?.() !== 0) return null;
  return readUser() ?? createUser();
}

function readUser(): OsUser | null {
  const uid = spawnSync('id', ['-u', DATABASE_USER], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', DATABASE_USER], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout.trim()), gid: Number(gid.stdout.trim()) };
}

function createUser(): OsUser {
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', DATABASE_USER], {
    encoding: 'utf8',
  });
  const user = readUser();
  if (user) return user;
  throw new AppError({
    code: 'database-user-missing',
    kind: 'unavailable',
    message: `PostgreSQL does not run as root, and the user ${DATABASE_USER} could not be made: ${made.stderr ?? made.error?.message}`,
    remedy: `Start wattbit as an ordinary user, make the OS user ${DATABASE_USER}, or set DATABASE_URL.`,
  });
}

/** Whether this OS user can enter a folder; null asks for the process's own identity. */
export function canEnter(user: OsUser | null, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

/** Whether this OS user can run a program. */
export function canRun(user: OsUser | null, program: string): boolean {
  return spawnSync(program, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}
