import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '#platform/errors';
import { databaseOsUser, type OsUser } from './os-user.ts';
import { type Placement, placeServer } from './placement.ts';
import { forgetDeadPostmaster, isAlive, runningPostmaster, stopPostmaster } from './postmaster.ts';
import { type ServerFiles, serverFilesFor } from './server-files.ts';

/** How to reach one embedded server. */
export interface EmbeddedServer {
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
  };
  readonly placement: Placement;
  /** True when it was left running by a centre that died. */
  readonly adopted: boolean;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** For tests: settings of the server, e.g. `fsync=off`. */
  readonly settings?: readonly string[];
  readonly systemFolder?: string;
}

const SUPERUSER = 'wattbit';
/** Only the name of the socket's file; nothing listens on TCP. */
const SOCKET_PORT = 5432;
const SETTINGS = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'max_connections=100',
  'password_encryption=scram-sha-256',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  'shared_buffers=128MB',
  // Refuses a commit that the disk has not confirmed.
  'fsync=on',
  'synchronous_commit=on',
];
const START_WITHIN_MS = 60_000;
const LARGEST_LOG_BYTES = 10_000_000;

/**
 * Makes sure a server serves this data folder: makes the folder, adopts a server that still runs, or starts one. Two
 * callers at once end with the same server: PostgreSQL's own lock lets one start, and the other adopts it.
 */
export async function ensureEmbeddedServer(
  dataDir: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedServer> {
  const user = databaseOsUser();
  const files = serverFilesFor(user, options.systemFolder);
  const placement = placeServer(dataDir, user, options.systemFolder);
  if (!existsSync(path.join(placement.data, 'PG_VERSION'))) makeCluster(files, placement, user);
  refuseOtherVersion(files, placement);
  const connection = {
    host: placement.run,
    port: SOCKET_PORT,
    user: SUPERUSER,
    password: readFileSync(passwordFileIn(placement.data), 'utf8').trim(),
  };
  const adopted = await startOrAdopt(files, placement, user, connection, options.settings ?? []);
  const pid = runningPostmaster(placement);
  if (pid === null) throw notStarted(placement);
  return { connection, placement, adopted, pid, stop: () => stopPostmaster(placement) };
}

/** Stops the server of a data folder when one runs, whoever started it. */
export async function stopEmbeddedServer(dataDir: string): Promise<void> {
  await stopPostmaster(placeServer(dataDir, databaseOsUser()));
}

const passwordFileIn = (data: string): string => path.join(data, 'wattbit.password');

/** initdb into a folder of its own and a rename, so that a kill in the middle leaves nothing half made. */
function makeCluster(files: ServerFiles, placement: Placement, user: OsUser | null): void {
  removeHalfMade(placement);
  const partial = `${placement.data}.${process.pid}`;
  const password = randomBytes(24).toString('base64url');
  const passwordFile = `${partial}.password`;
  writeOwned(passwordFile, `${password}\n`, user);
  const made = spawnSync(
    files.initdb,
    [
      ...[
        `--pgdata=${partial}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
      ],
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      '--no-instructions',
    ],
    { ...user, cwd: '/', encoding: 'utf8', env: serverEnvironment() },
  );
  try {
    if (made.status !== 0) throw initFailed(placement, made.stderr || String(made.error));
    writeOwned(passwordFileIn(partial), `${password}\n`, user);
    renameSync(partial, placement.data);
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true });
    // Another process may have been quicker: then its cluster serves.
    if (!existsSync(path.join(placement.data, 'PG_VERSION'))) throw cause;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function removeHalfMade(placement: Placement): void {
  for (const name of readdirSync(placement.home)) {
    const pid = /^data\.(\d+)(\.password)?$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid)))
      rmSync(path.join(placement.home, name), { recursive: true, force: true });
  }
}

function writeOwned(file: string, text: string, user: OsUser | null): void {
  writeFileSync(file, text, { mode: 0o600 });
  if (user) chownSync(file, user.uid, user.gid);
}

function refuseOtherVersion(files: ServerFiles, placement: Placement): void {
  const version = readFileSync(path.join(placement.data, 'PG_VERSION'), 'utf8').trim();
  if (version === files.majorVersion) return;
  throw new AppError({
    code: 'database-version-differs',
    kind: 'conflict',
    message: `The data at ${placement.data} were written by PostgreSQL ${version}; installed is ${files.majorVersion}.`,
    remedy: `Install the wattbit version that wrote them and export with pg_dump, or choose another WATTBIT_DATA_DIR.`,
  });
}

/** Waits until the server answers; starts it when none runs, again when a dying one was still in the way. */
async function startOrAdopt(
  files: ServerFiles,
  placement: Placement,
  user: OsUser | null,
  connection: EmbeddedServer['connection'],
  settings: readonly string[],
): Promise<boolean> {
  const lastMs = Date.now() + START_WITHIN_MS;
  let started = false;
  let child: ChildProcess | null = null;
  while (Date.now() < lastMs) {
    if (await answers(connection)) return !started;
    if (runningPostmaster(placement) === null && (child === null || child.exitCode !== null)) {
      forgetDeadPostmaster(placement);
      child = startPostmaster(files, placement, user, settings);
      started = true;
    }
    await sleep(25);
  }
  throw notStarted(placement);
}

/** In a session of its own, so that Ctrl-C in a terminal reaches the centre first and the database last. */
function startPostmaster(
  files: ServerFiles,
  placement: Placement,
  user: OsUser | null,
  settings: readonly string[],
): ChildProcess {
  if (existsSync(placement.logFile) && statSync(placement.logFile).size > LARGEST_LOG_BYTES) {
    renameSync(placement.logFile, `${placement.logFile}.1`);
  }
  const log = openSync(placement.logFile, 'a', 0o600);
  const options = [`unix_socket_directories=${placement.run}`, ...SETTINGS, ...settings];
  try {
    const child = spawn(
      files.postgres,
      ['-D', placement.data, '-p', String(SOCKET_PORT), ...options.flatMap((setting) => ['-c', setting])],
      { ...user, cwd: '/', detached: true, stdio: ['ignore', log, log], env: serverEnvironment() },
    );
    child.on('error', () => {});
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** No PG* variable of the caller's shell reaches the server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

async function answers(connection: EmbeddedServer['connection']): Promise<boolean> {
  if (!existsSync(path.join(connection.host, `.s.PGSQL.${connection.port}`))) return false;
  const client = new pg.Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // 28P01: the password is wrong, and no waiting helps.
    if ((error as { code?: string }).code === '28P01') throw error;
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function initFailed(placement: Placement, output: string): AppError {
  return new AppError({
    code: 'database-not-made',
    kind: 'unavailable',
    message: `The embedded database could not be made in ${placement.home}: ${output.trim().split('\n').at(-1)}`,
    remedy: 'Check free space and permissions of the data folder, or set DATABASE_URL.',
  });
}

function notStarted(placement: Placement): AppError {
  const lines = existsSync(placement.logFile)
    ? readFileSync(placement.logFile, 'utf8').trim().split('\n').slice(-3).join(' | ')
    : 'no log';
  return new AppError({
    code: 'database-not-started',
    kind: 'unavailable',
    message: `The embedded PostgreSQL did not start. Its log ends: ${lines}`,
    remedy: `Read ${placement.logFile}; check free space; or set DATABASE_URL.`,
  });
}
