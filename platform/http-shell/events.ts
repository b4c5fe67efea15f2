import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Server-sent events: small notices (ids, not records) that make screens read again. */
export interface Events {
  /** Sends to everybody who listens to this topic (`dispatch.plan`). */
  publish(topic: string, data: Readonly<Record<string, unknown>>): void;
}

/** One listener's stream. */
interface Listener {
  readonly response: ServerResponse;
  readonly topics: ReadonlySet<string> | null;
  /** False once its session or token no longer counts. */
  readonly stillAllowed: () => Promise<boolean>;
}

export interface EventHub extends Events {
  /** Takes over a response. `lastEventId` (what the browser sends on reconnecting) replays what was missed. */
  attach(listener: Listener & { readonly lastEventId: string | null }): void;
  readonly listenerCount: number;
  close(): void;
}

export interface HubSettings {
  readonly heartbeatMs: number;
  readonly keptEvents: number;
  /** A listener that lets this many bytes pile up is dropped; its browser reconnects and resumes. */
  readonly largestBacklogBytes: number;
}
const SETTINGS: HubSettings = { heartbeatMs: 15_000, keptEvents: 1_000, largestBacklogBytes: 1_000_000 };
const RETRY_MS = 1_000;

interface Kept {
  readonly number: number;
  readonly topic: string;
  readonly text: string;
}

/** Event ids are `<life>-<number>`: after a restart of the server an old id is answered with `reset`: read all again. */
export function createEventHub(settings: HubSettings = SETTINGS): EventHub {
  const life = randomBytes(4).toString('hex');
  const listeners = new Set<Listener>();
  const kept: Kept[] = [];
  let number = 0;

  function send(listener: Listener, text: string): void {
    if (listener.response.writableLength > settings.largestBacklogBytes) drop(listener);
    else listener.response.write(text);
  }
  function drop(listener: Listener): void {
    listeners.delete(listener);
    listener.response.destroy();
  }
  function replay(listener: Listener, lastEventId: string): void {
    const [idLife, idNumber] = lastEventId.split('-');
    const seen = Number(idNumber);
    const oldest = kept[0]?.number ?? number + 1;
    if (idLife !== life || !Number.isInteger(seen) || seen > number || seen + 1 < oldest) {
      send(listener, `id: ${life}-${number}\nevent: reset\ndata: {}\n\n`);
      return;
    }
    for (const event of kept)
      if (event.number > seen && wants(listener, event.topic)) send(listener, event.text);
  }
  const heartbeat = setInterval(() => {
    for (const listener of listeners) {
      listener
        .stillAllowed()
        .then((allowed) => (allowed ? send(listener, ': alive\n\n') : end(listener)))
        .catch(() => {});
    }
  }, settings.heartbeatMs);
  heartbeat.unref();
  function end(listener: Listener): void {
    listeners.delete(listener);
    listener.response.end();
  }

  return {
    publish: (topic, data) => {
      number += 1;
      const event = {
        number,
        topic,
        text: `id: ${life}-${number}\nevent: ${topic}\ndata: ${JSON.stringify(data)}\n\n`,
      };
      kept.push(event);
      if (kept.length > settings.keptEvents) kept.shift();
      for (const listener of listeners) if (wants(listener, topic)) send(listener, event.text);
    },
    attach: ({ lastEventId, ...listener }) => {
      listeners.add(listener);
      listener.response.on('close', () => listeners.delete(listener));
      send(listener, `retry: ${RETRY_MS}\nid: ${life}-${number}\n: hello\n\n`);
      if (lastEventId !== null) replay(listener, lastEventId);
    },
    get listenerCount() {
      return listeners.size;
    },
    close: () => {
      clearInterval(heartbeat);
      for (const listener of listeners) end(listener);
    },
  };
}

/** `dispatch.` stands for all topics of a room. */
function wants(listener: Listener, topic: string): boolean {
  if (listener.topics === null || listener.topics.has(topic)) return true;
  return [...listener.topics].some((wanted) => wanted.endsWith('.') && topic.startsWith(wanted));
}
