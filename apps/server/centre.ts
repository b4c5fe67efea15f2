import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { AUDIT_CHANNEL, AUDIT_SCHEMA, createAudit } from '#platform/audit';
import { AUTH_SCHEMA, createAuth, writeLocalAccess } from '#platform/auth';
import { systemClock } from '#platform/clock';
import { type Config, PROJECT_ROOT } from '#platform/config';
import { migrate, openDatabase } from '#platform/db';
import { AppError } from '#platform/errors';
import {
  createEventHub,
  createShell,
  type EventHub,
  type RoomApp,
  type RoomContext,
  type ServerRoom,
} from '#platform/http-shell';
import { createJobs, JOBS_SCHEMA } from '#platform/jobs';
import type { Log } from '#platform/log';
import { CENTRE_SCHEMA, startRoomTime } from './scenario-time.ts';

/** A running centre. */
export interface Centre {
  /** Where people open it. */
  readonly url: string;
  /** The one-time sign-in link while no administrator has a password. */
  readonly firstLink: string | null;
  readonly databaseKind: string;
  /** Ends what is under way, in the reverse order of the start. */
  stop(): Promise<void>;
}

const CONSOLE_DIR = path.join(PROJECT_ROOT, 'apps/console/dist');
const { version: VERSION } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
  version: string;
};
const ANSWER_WITHIN_MS = 5_000;
const END_WITHIN_MS = 35_000;
const HALL_SCHEMAS = [CENTRE_SCHEMA, AUDIT_SCHEMA, AUTH_SCHEMA, JOBS_SCHEMA];

type Ending = () => Promise<void> | void;

/** Opens the database, migrates it, mounts the rooms, listens. What was begun is ended again when a later step fails. */
export async function startCentre(
  config: Config,
  log: Log,
  rooms: readonly ServerRoom[],
  onLost: (error: Error) => void,
): Promise<Centre> {
  const endings: Ending[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await endWithin(end, log);
  };
  try {
    return { ...(await begin(config, log, rooms, onLost, endings)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One part that fails or hangs does not keep the others, the database's server last, from ending. */
async function endWithin(end: Ending, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${END_WITHIN_MS} ms`)), END_WITHIN_MS);
  });
  await Promise.race([(async () => end())(), limit]).catch((error: unknown) =>
    log.error({ err: error }, 'a part of the centre did not end cleanly'),
  );
  clearTimeout(timer);
}

async function begin(
  config: Config,
  log: Log,
  rooms: readonly ServerRoom[],
  onLost: (error: Error) => void,
  endings: Ending[],
): Promise<Omit<Centre, 'stop'>> {
  const database = await openDatabase(config, { onLost });
  endings.push(database.close);
  const applied = await migrate(database.db, [...HALL_SCHEMAS, ...rooms]);
  if (applied.length > 0) log.info({ applied }, 'the database was brought up to date');
  const roomTime = await startRoomTime(database.db, config);
  endings.push(roomTime.stop);
  const audit = createAudit(database.db, systemClock);
  const jobs = createJobs({ ...database, clock: systemClock, log: log.child({ part: 'jobs' }) });
  const events = createEventHub();
  const context: RoomContext = { db: database.db, audit, log, clock: roomTime.clock, jobs, config, events };

  let url = config.publicUrl?.replace(/\/$/, '') ?? '';
  const overHttps = url.startsWith('https:');
  const auth = createAuth({ db: database.db, audit, clock: systemClock, overHttps, consoleUrl: () => url });
  const app = await createShell({
    ...{ context, events, rooms, hallRoutes: [auth.routes], authenticate: auth.authenticate },
    ...{ consoleDir: CONSOLE_DIR, version: VERSION },
  });
  await app.ready();
  await jobs.start();
  endings.push(jobs.stop);
  await database.listen(AUDIT_CHANNEL, (row) => events.publish('hall.audit', { sequence: Number(row) }));
  for (const room of rooms) {
    const stopRoom = await room.start?.({ ...context, log: log.child({ room: room.id }) });
    if (stopRoom) endings.push(stopRoom);
  }
  const listening = await listen(app, config);
  endings.push(() => closeServer(app, events));
  url ||= listening;
  endings.push(
    writeLocalAccess(config.dataDir, { url: listening, token: auth.localToken, pid: process.pid }),
  );
  return { url, firstLink: await auth.firstLink(), databaseKind: database.kind };
}

/** A port that is taken is told with the way out. Returns the address to open. */
async function listen(app: RoomApp, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    if (
      !['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(
        (cause as { code?: string }).code ?? '',
      )
    )
      throw cause;
    throw new AppError({
      code: 'address-refused',
      kind: 'conflict',
      message: `wattbit cannot listen on ${host}:${port}: ${(cause as Error).message}`,
      remedy: 'Stop what uses this port, or choose another one with WATTBIT_PORT (and WATTBIT_HOST).',
      cause,
    });
  }
  const address = app.server.address() as AddressInfo;
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}

/** Streams end first, open requests are answered, and what still hangs after a while is cut. */
async function closeServer(app: RoomApp, events: EventHub): Promise<void> {
  events.close();
  const cut = setTimeout(() => app.server.closeAllConnections(), ANSWER_WITHIN_MS);
  await app.close();
  clearTimeout(cut);
}
