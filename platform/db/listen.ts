import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Connection } from './pool.ts';

/** Calls back on every NOTIFY of a channel until stopped; a broken connection is made again. */
export async function listenOn(
  connection: Connection,
  channel: string,
  onNotice: (payload: string) => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ ...connection, application_name: `wattbit listens to ${channel}` });
    fresh.on('error', () => {});
    await fresh.connect();
    fresh.on('notification', (notice) => onNotice(notice.payload ?? ''));
    fresh.on('end', () => void reconnect());
    await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
    return fresh;
  }
  async function reconnect(): Promise<void> {
    while (!stopped) {
      try {
        client = await connect();
        return;
      } catch {
        await sleep(500);
      }
    }
  }
  return async () => {
    stopped = true;
    await client.end().catch(() => {});
  };
}
