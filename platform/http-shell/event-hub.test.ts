import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createEventHub } from './events.ts';

const SETTINGS = { heartbeatMs: 20, keptEvents: 3, largestBacklogBytes: 200 };
const response = () => new PassThrough() as unknown as ServerResponse & PassThrough;
const listener = (to: ServerResponse, allowed = true) => ({
  response: to,
  topics: null,
  stillAllowed: async () => allowed,
  lastEventId: null,
});

test('a quiet stream is kept alive by heartbeats', async () => {
  const hub = createEventHub(SETTINGS);
  const stream = response();
  hub.attach(listener(stream));
  await expect.poll(() => String(stream.read() ?? '')).toContain(': alive');
  hub.close();
});

test('a stream whose session ended is closed', async () => {
  const hub = createEventHub(SETTINGS);
  const stream = response();
  hub.attach(listener(stream, false));
  await expect.poll(() => stream.writableEnded).toBe(true);
  expect(hub.listenerCount).toBe(0);
  hub.close();
});

test('a listener that does not read is dropped instead of filling the memory', () => {
  const hub = createEventHub(SETTINGS);
  const stream = response();
  stream.pause();
  hub.attach(listener(stream));
  for (let i = 0; i < 2_000; i += 1) hub.publish('mill.wind', { i, text: 'x'.repeat(50) });
  expect(stream.destroyed).toBe(true);
  expect(hub.listenerCount).toBe(0);
  hub.close();
});

test('a listener that was away for longer than events are kept is told to read all again', () => {
  const hub = createEventHub(SETTINGS);
  const first = response();
  hub.attach(listener(first));
  const [, life] = /id: (\w+)-0/.exec(String(first.read()))!;
  for (let i = 0; i < 10; i += 1) hub.publish('mill.wind', { i });
  const late = response();
  hub.attach({ ...listener(late), lastEventId: `${life}-1` });
  expect(String(late.read())).toContain('event: reset');
  const recent = response();
  hub.attach({ ...listener(recent), lastEventId: `${life}-8` });
  const text = String(recent.read());
  expect(text).not.toContain('reset');
  expect(text).toContain('{"i":9}');
  hub.close();
});
