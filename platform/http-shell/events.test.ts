import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestHall, type TestHall } from '../auth/testing.ts';

let hall: TestHall;
let url: string;
let readers: AbortController[];

beforeEach(async () => {
  hall = await openTestHall();
  await hall.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(hall.app.server.address() as AddressInfo).port}/api/events`;
  readers = [];
});
afterEach(async () => {
  for (const reader of readers) reader.abort();
  await hall.close();
});

interface Stream {
  readonly text: () => string;
  readonly ended: Promise<void>;
}

async function open(query = '', headers: Record<string, string> = {}): Promise<Stream> {
  const reader = new AbortController();
  readers.push(reader);
  const all = { ...hall.as('viewer'), ...headers };
  const response = await fetch(`${url}${query}`, { headers: all, signal: reader.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  const ended = (async () => {
    const decoder = new TextDecoder();
    const chunks = response.body as unknown as AsyncIterable<Uint8Array>;
    for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  })().catch(() => {});
  return { text: () => text, ended };
}
const idsIn = (text: string) => [...text.matchAll(/^id: (\S+)\nevent/gm)].map(([, id]) => id!);

describe('live notices', () => {
  test('reach those who listen to the topic, a room or everything', async () => {
    const [all, room, other] = [
      await open(),
      await open('?topics=mill.'),
      await open('?topics=dispatch.plan,x'),
    ];
    hall.events.publish('mill.wind', { id: 7 });
    hall.events.publish('dispatch.plan', { id: 8 });
    await expect.poll(all.text).toContain('event: dispatch.plan\ndata: {"id":8}');
    await expect.poll(room.text).toContain('event: mill.wind\ndata: {"id":7}');
    expect(room.text()).not.toContain('dispatch');
    await expect.poll(other.text).toContain('dispatch.plan');
    expect(other.text()).not.toContain('mill');
  });

  test('that were missed are replayed after a reconnection, each once', async () => {
    const first = await open();
    hall.events.publish('mill.wind', { id: 1 });
    await expect.poll(first.text).toContain('{"id":1}');
    const [lastId] = idsIn(first.text()).slice(-1);
    hall.events.publish('mill.wind', { id: 2 });
    hall.events.publish('mill.wind', { id: 3 });
    const second = await open('', { 'last-event-id': lastId! });
    await expect.poll(second.text).toContain('{"id":3}');
    expect(second.text()).toContain('{"id":2}');
    expect(second.text()).not.toContain('{"id":1}');
  });

  test('of another life of the server are answered with reset', async () => {
    const stream = await open('', { 'last-event-id': 'deadbeef-4' });
    await expect.poll(stream.text).toContain('event: reset');
  });

  test('tell about a new row of the audit log', async () => {
    const stream = await open('?topics=hall.audit');
    await hall.database.db
      .transaction()
      .execute((trx) => hall.audit.append(trx, { actor: 'li', action: 'job.submit', subject: 'a' }));
    await expect.poll(stream.text).toMatch(/event: hall\.audit\ndata: \{"sequence":\d+\}/);
  });

  test('are for people who are signed in', async () => {
    expect((await fetch(url)).status).toBe(401);
  });

  test('end when the server stops, so that it can', async () => {
    const stream = await open();
    await expect.poll(stream.text).toContain('hello');
    hall.events.close();
    await stream.ended;
    expect(hall.events.listenerCount).toBe(0);
  });
});
