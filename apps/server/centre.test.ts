import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Config, readConfig } from '#platform/config';
import { stopEmbeddedServer } from '#platform/db';
import { requireRole, type ServerRoom } from '#platform/http-shell';
import { silentLog } from '#platform/log';
import { type Centre, startCentre } from './centre.ts';

let folder: string;
let config: Config;
let centres: Centre[];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wattbit-centre-'));
  chmodSync(folder, 0o711);
  config = readConfig({
    WATTBIT_DATA_DIR: path.join(folder, 'data'),
    WATTBIT_PORT: '0',
    WATTBIT_SPEED: '60',
  });
  centres = [];
});
afterEach(async () => {
  for (const centre of centres) await centre.stop();
  await stopEmbeddedServer(config.dataDir);
  rmSync(folder, { recursive: true, force: true });
});

/** Writes down the room's time at each start, which is all it is there for. */
const TIME_ROOM: ServerRoom = {
  id: 'times',
  schema: 'times',
  migrations: [{ id: '0001-start', sql: 'create table start (at_ms bigint not null);' }],
  register: (app, { db }) => {
    app.get('/starts', { preHandler: requireRole('viewer') }, async () => {
      const { rows } = await sql<{ at_ms: number }>`select at_ms from times.start order by ctid`.execute(db);
      return rows.map((row) => row.at_ms);
    });
    app.get('/now', { config: { access: 'public' } }, async () => {
      await sql`select 1`.execute(db);
      return {};
    });
  },
  start: async ({ db, clock }) => {
    await sql`insert into times.start values (${clock.now()})`.execute(db);
    return async () => {
      await sql`insert into times.start values (${clock.now()})`.execute(db);
    };
  },
};

async function start(settings: Config = config): Promise<Centre> {
  const centre = await startCentre(settings, silentLog(), [TIME_ROOM], () => {});
  centres.push(centre);
  return centre;
}
const localAccess = () =>
  JSON.parse(readFileSync(path.join(config.dataDir, 'local-access.json'), 'utf8')) as {
    url: string;
    token: string;
  };
async function ask<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${localAccess().token}` } });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

describe('a centre', { timeout: 180_000 }, () => {
  test('tells this machine’s command line, and nobody else, how to reach it', async () => {
    const centre = await start();
    expect(centre.firstLink).toContain(`${centre.url}/#token=`);
    const file = path.join(config.dataDir, 'local-access.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await ask(`${localAccess().url}/api/session`)).toMatchObject({ name: 'local' });
    await centre.stop();
    expect(existsSync(file)).toBe(false);
  });

  test('that starts again goes on in the scenario’s time, which stood still meanwhile', async () => {
    await (await start()).stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const centre = await start();
    const [began, ended, wentOn] = await ask<number[]>(`${centre.url}/api/times/starts`);
    expect(began).toBeGreaterThanOrEqual(config.clock.startMs);
    expect(wentOn).toBeGreaterThanOrEqual(ended!);
    // At 60 times the wall, the 0.3 s of the pause alone would be 18 s.
    expect(wentOn! - ended!).toBeLessThan(18_000);
  });

  test('whose port is taken says so and leaves no database running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const port = (other.address() as { port: number }).port;
    await expect(start({ ...config, port })).rejects.toMatchObject({
      code: 'address-refused',
      remedy: expect.stringContaining('WATTBIT_PORT'),
    });
    expect(existsSync(path.join(config.dataDir, 'postgres/data/postmaster.pid'))).toBe(false);
    other.close();
  });

  test('on a data folder that another one uses is refused, and the other goes on', async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({
      code: 'centre-already-running',
      message: expect.stringContaining(`pid ${process.pid} `),
    });
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  });

  test('whose database server is killed answers 503 for a moment and then goes on', async () => {
    const centre = await start();
    const pidFile = path.join(config.dataDir, 'postgres/data/postmaster.pid');
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL');
    const status = async () => (await fetch(`${centre.url}/api/times/now`)).status;
    expect([200, 503]).toContain(await status());
    await expect.poll(status, { timeout: 30_000, interval: 200 }).toBe(200);
    await expect
      .poll(async () => (await fetch(`${centre.url}/healthz`)).status, { timeout: 10_000 })
      .toBe(200);
    await expect(start()).rejects.toMatchObject({ code: 'centre-already-running' });
  });
});
