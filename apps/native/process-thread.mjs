// Runs one program after the other for a thread that waits: its own event loop is free to hear how a program ended.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const { command } = workerData;
let running = null;

parentPort.on('message', (message) => {
  if (message === 'kill') running?.kill('SIGKILL');
  else start(message);
});

/** @param {{ arguments: string[], folder: string, outputFile: string, state: SharedArrayBuffer }} order */
function start({ arguments: args, folder, outputFile, state }) {
  const cells = new Int32Array(state);
  const end = (ended, code) => {
    running = null;
    Atomics.store(cells, 1, code);
    Atomics.store(cells, 0, ended);
    Atomics.notify(cells, 0);
  };
  const output = openSync(outputFile, 'w');
  try {
    running = spawn(command, args, { cwd: folder, stdio: ['ignore', output, output] });
  } catch {
    end(NOT_STARTED, 0);
    return;
  } finally {
    closeSync(output);
  }
  running.once('error', () => end(NOT_STARTED, 0));
  running.once('exit', (code, signal) => end(ENDED, signal === null ? (code ?? -1) : -1));
}

/** The same numbers as in process-runner.ts. */
const ENDED = 1;
const NOT_STARTED = 2;
