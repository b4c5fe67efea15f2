// A worker thread starts as plain JavaScript: it learns TypeScript here and starts what it is for.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

const { script, port, flags } = workerData;

// Whoever asks a blocking thread sleeps until it answers: it is woken when no answer can come any more.
if (flags !== undefined) process.once('exit', sayDead);
register();
try {
  await import(script);
} catch (error) {
  port?.postMessage({ kind: 'stopped', ending: { kind: 'failed', detail: error.stack ?? String(error) } });
  throw error;
}

function sayDead() {
  const [sent, dead] = [0, 1];
  const shared = new Int32Array(flags);
  Atomics.store(shared, dead, 1);
  Atomics.add(shared, sent, 1);
  Atomics.notify(shared, sent);
}
