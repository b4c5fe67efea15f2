// Runs one command of one attempt, at most once, and outlives the server that asked for it.
//   node runner.mjs <folder of the attempt>
// Reads order.json there; claims the attempt before it starts anything; leaves process.json while the command runs
// and receipt.json when it has ended. Plain JavaScript and no imports of the project: it starts in a few
// milliseconds and keeps working while the project's own files are replaced.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
const at = (name) => path.join(folder, name);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});

/** Field numbers of proc(5), counted from the state (3), which follows the name in parentheses. */
function statOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
const startTicksOf = (pid) => statOf(pid)?.[22 - 3] ?? null;
function bootId() {
  try {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}
const identityOf = (pid) => ({ pid, startTicks: startTicksOf(pid), bootId: bootId() });

function durable(name, value) {
  const temporary = at(`${name}.${process.pid}.tmp`);
  const file = fs.openSync(temporary, 'w', 0o600);
  fs.writeSync(file, JSON.stringify(value));
  fs.fsyncSync(file);
  fs.closeSync(file);
  return temporary;
}
/** Appears whole or not at all. */
const replace = (name, value) => fs.renameSync(durable(name, value), at(name));
/** A hard link is created by exactly one of several contenders, with its content already on disk. */
function claim(value) {
  const temporary = durable('claim', value);
  try {
    fs.linkSync(temporary, at('claim'));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.unlinkSync(temporary);
  }
}

const order = JSON.parse(fs.readFileSync(at('order.json'), 'utf8'));
if (!claim({ ...identityOf(process.pid), claimedWallMs: Date.now() })) process.exit(0);
if (fs.existsSync(at('stop.json'))) {
  finish({ state: 'stopped', exitCode: null, signal: null, reason: 'stopped before it began' });
} else {
  run();
}

function finish(ending) {
  replace('receipt.json', { endedWallMs: Date.now(), cpuSeconds: null, peakMemoryMb: null, ...ending });
  process.exit(0);
}

function run() {
  const work = at('work');
  fs.mkdirSync(work, { recursive: true, mode: 0o700 });
  const [program, ...rest] = order.command;
  let child;
  try {
    child = spawn(program, rest, {
      cwd: work,
      detached: true,
      env: order.environment,
      shell: false,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    finish({ state: 'failed', exitCode: null, signal: null, reason: String(error.message) });
    return;
  }
  child.once('error', (error) =>
    finish({
      state: 'failed',
      exitCode: null,
      signal: null,
      reason: `could not be started: ${error.message}`,
    }),
  );
  if (child.pid === undefined) return;
  replace('process.json', { ...identityOf(child.pid), startedWallMs: Date.now() });
  const closed = [keep(child.stdout, 'stdout'), keep(child.stderr, 'stderr')];
  let peakMemoryMb = null;
  const sampling = setInterval(() => {
    peakMemoryMb = peakMemoryOf(child.pid) ?? peakMemoryMb;
  }, 500);
  peakMemoryMb = peakMemoryOf(child.pid);
  child.once('exit', async (exitCode, signal) => {
    clearInterval(sampling);
    endGroup(child.pid);
    await Promise.race([Promise.all(closed), new Promise((resolve) => setTimeout(resolve, 1000))]);
    const stopped = fs.existsSync(at('stop.json'));
    const state = stopped ? 'stopped' : exitCode === 0 ? 'finished' : 'failed';
    finish({ state, exitCode, signal, reason: null, cpuSeconds: childrenCpuSeconds(), peakMemoryMb });
  });
}

/** What a command left running ends with it: nothing draws power unseen. */
function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}

/** Keeps the first bytes of a stream and counts the rest. */
function keep(stream, name) {
  const file = fs.openSync(at(`${name}.txt`), 'a', 0o600);
  let room = order.outputLimitBytes;
  let dropped = 0;
  stream.on('data', (chunk) => {
    const kept = chunk.subarray(0, room);
    room -= kept.length;
    dropped += chunk.length - kept.length;
    if (kept.length > 0) fs.writeSync(file, kept);
  });
  return new Promise((resolve) =>
    stream.once('close', () => {
      if (dropped > 0) fs.writeSync(file, `\n[${dropped} more bytes were written and not kept]\n`);
      fs.closeSync(file);
      resolve();
    }),
  );
}

/** CPU time of children that have ended and were waited for: fields 16 and 17 of proc(5), in ticks of 10 ms. */
function childrenCpuSeconds() {
  const stat = statOf('self');
  return stat === null ? null : (Number(stat[16 - 3]) + Number(stat[17 - 3])) / 100;
}

function peakMemoryOf(pid) {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line === null ? null : Number(line[1]) / 1024;
  } catch {
    return null;
  }
}
