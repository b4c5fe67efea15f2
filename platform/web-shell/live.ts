import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { sharedPacer } from './pacer.ts';

export type LiveState = 'connecting' | 'open' | 'lost';
type Listener = (data: unknown) => void;

const topics = new Map<string, Set<Listener>>();
const stateListeners = new Set<() => void>();
let state: LiveState = 'connecting';
let source: EventSource | null = null;
let retryMs = 1_000;
let retryTimer: ReturnType<typeof setTimeout> | undefined;

const setState = (next: LiveState) => {
  state = next;
  for (const listener of stateListeners) listener();
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const deliver = (topic: string, event: Event) => {
  const data = parsed(String((event as MessageEvent).data));
  for (const listener of topics.get(topic) ?? []) listener(data);
};

const attach = (topic: string) => source?.addEventListener(topic, (event) => deliver(topic, event));

const connect = () => {
  source?.close();
  source = new EventSource('/api/events');
  for (const topic of topics.keys()) attach(topic);
  source.onopen = () => {
    const reconnected = state === 'lost';
    retryMs = 1_000;
    setState('open');
    // What was missed meanwhile is read again once.
    if (reconnected) for (const set of topics.values()) for (const listener of set) listener(null);
  };
  source.onerror = () => {
    source?.close();
    setState('lost');
    clearTimeout(retryTimer);
    retryTimer = setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, 30_000);
  };
};

/** Opens the stream of server events; called once the session is known. Returns the way to close it. */
export const openLive = (): (() => void) => {
  connect();
  return () => {
    clearTimeout(retryTimer);
    source?.close();
    source = null;
    setState('connecting');
  };
};

/** Hears a topic, e.g. `dispatch.plan`. */
export const listen = (topic: string, listener: Listener): (() => void) => {
  const known = topics.get(topic);
  const set = known ?? new Set<Listener>();
  set.add(listener);
  if (!known) {
    topics.set(topic, set);
    attach(topic);
  }
  return () => set.delete(listener);
};

export const useLiveState = (): LiveState =>
  useSyncExternalStore(
    (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    () => state,
  );

/** Reads `path` again when one of the topics is heard, at most once a second to the eye. */
export const useLiveRefresh = (path: string | null, names: readonly string[]): void => {
  const client = useQueryClient();
  const key = names.join(' ');
  useEffect(() => {
    if (path === null || key === '') return;
    const refresh = () => sharedPacer.run(path, () => void client.invalidateQueries({ queryKey: [path] }));
    const stops = key.split(' ').map((topic) => listen(topic, refresh));
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, path, key]);
};
