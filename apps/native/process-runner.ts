import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ProcessEnding, ProcessOrder, RunProcess } from '#dispatch/optimise';

/** Between two looks at the clock and the cancel flag. */
const LOOK_EVERY_MS = 20;
const OUTPUT_FILE = 'output.txt';
/** A program that was killed and is still not reported as ended is given up after this. */
const GIVE_UP_MS = 30_000;
/** States of a program, as its thread writes them. */
const [RUNNING, ENDED] = [0, 1] as const;

/**
 * Runs one command, each time in a fresh folder, and blocks the calling thread until it has ended. The command is
 * started by a thread beside it, since only an event loop hears of an ending: so this one can look at the cancel flag.
 */
export const createProcessRunner = (command: string): RunProcess => {
  let thread: Worker | null = null;
  return (order) => {
    thread ??= startThread(command);
    try {
      return runIn(thread, command, order);
    } catch (error) {
      return { kind: 'failed', detail: error instanceof Error ? error.message : String(error) };
    }
  };
};

const startThread = (command: string): Worker => {
  const thread = new Worker(new URL('./process-thread.mjs', import.meta.url), { workerData: { command } });
  // It keeps no process alive, and what goes wrong in it shows as a program that never ends.
  thread.unref();
  return thread;
};

const runIn = (thread: Worker, command: string, order: ProcessOrder): ProcessEnding => {
  const folder = mkdtempSync(join(tmpdir(), 'wattbit-solver-'));
  try {
    for (const [name, text] of Object.entries(order.files)) writeFileSync(join(folder, name), text);
    const state = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
    const outputFile = join(folder, OUTPUT_FILE);
    thread.postMessage({ arguments: order.arguments, folder, outputFile, state });
    const cells = new Int32Array(state);
    const stopped = waitFor(cells, order, () => thread.postMessage('kill'));
    if (stopped !== null) return { kind: stopped };
    if (Atomics.load(cells, 0) !== ENDED)
      return { kind: 'failed', detail: `${command} could not be started` };
    return {
      kind: 'ended',
      exitCode: Atomics.load(cells, 1),
      output: readFileSync(outputFile, 'utf8'),
      files: filesIn(folder, order.reads),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Blocks until the program has ended; why it was ended early, null when it was not. */
const waitFor = (
  cells: Int32Array,
  order: ProcessOrder,
  kill: () => void,
): 'cancelled' | 'outOfTime' | null => {
  const startedAt = performance.now();
  let stopped: { readonly kind: 'cancelled' | 'outOfTime'; readonly atMs: number } | null = null;
  while (Atomics.wait(cells, 0, RUNNING, LOOK_EVERY_MS) === 'timed-out') {
    const atMs = performance.now();
    if (stopped !== null) {
      if (atMs - stopped.atMs > GIVE_UP_MS) break;
    } else if (order.isCancelled() || atMs - startedAt > order.killAfterS * 1000) {
      stopped = { kind: order.isCancelled() ? 'cancelled' : 'outOfTime', atMs };
      kill();
    }
  }
  return stopped?.kind ?? null;
};

const filesIn = (folder: string, names: readonly string[]): Record<string, string> => {
  const files: Record<string, string> = {};
  for (const name of names) {
    try {
      files[name] = readFileSync(join(folder, name), 'utf8');
    } catch {
      // A file that the program did not write is simply not among those handed back.
    }
  }
  return files;
};
