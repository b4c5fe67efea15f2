import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { executorContract } from './executor.contract.ts';
import type { LocalExecutorOptions, RunOrder, RunStatus } from './executor.ts';
import { createLocalExecutor } from './local-executor.ts';
import { livingProcess } from './processes.ts';
import { runFolder } from './run-folder.ts';

const opened: string[] = [];
function openBench(options: Partial<LocalExecutorOptions> = {}) {
  const runsFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'wattbit-runs-'));
  opened.push(runsFolder);
  return {
    runsFolder,
    reopen: () => createLocalExecutor({ runsFolder, stopGraceMs: 300, ...options }),
    order: (attemptId: string, lastsMs: number): RunOrder =>
      running(attemptId, ['sleep', `${lastsMs / 1000}`]),
    pass: (ms: number) => wait(ms),
    lastsMs: 600,
  };
}
const running = (attemptId: string, command: readonly string[]): RunOrder => ({
  attemptId,
  jobId: `job-${attemptId}`,
  siteId: 'xining',
  poolId: 'xining.cpu',
  units: 2,
  powerRatio: 1,
  durationHours: 1,
  checkpointHours: 0,
  command,
});

afterEach(async () => {
  for (const runsFolder of opened.splice(0)) {
    const executor = createLocalExecutor({ runsFolder, stopGraceMs: 0 });
    for (const { attemptId, endedAtMs } of await executor.observe()) {
      if (endedAtMs === null) await executor.stop(attemptId, 'the test is over');
    }
    fs.rmSync(runsFolder, { recursive: true, force: true });
  }
});

async function ended(bench: ReturnType<typeof openBench>, attemptId: string): Promise<RunStatus> {
  for (let look = 0; look < 400; look++) {
    const status = (await bench.reopen().observe()).find((run) => run.attemptId === attemptId)!;
    if (status.endedAtMs !== null) return status;
    await wait(25);
  }
  throw new Error(`${attemptId} never ended`);
}

describe('local executor', () => {
  executorContract(openBench);

  test('an order whose runner a crash kept from coming to be is no run, and starting it anew runs it once', async () => {
    const bench = openBench();
    const order = running('a.1', ['sh', '-c', 'echo once']);
    runFolder(bench.runsFolder, 'a.1').writeOnce('order.json', order);
    expect(await bench.reopen().observe(['a.1'])).toEqual([]);
    await Promise.all([bench.reopen().start(order), bench.reopen().start(order)]);
    expect((await ended(bench, 'a.1')).state).toBe('finished');
    expect(await bench.reopen().output('a.1')).toBe('once\n');
  });

  test('arguments reach the program as they are: no shell reads them', async () => {
    const bench = openBench();
    await bench.reopen().start(running('a.1', ['printf', '%s|', '$HOME; echo no', '*', 'a b']));
    await ended(bench, 'a.1');
    expect(await bench.reopen().output('a.1')).toBe('$HOME; echo no|*|a b|');
  });

  test('a command sees only the enforced variables and its own working folder', async () => {
    process.env.WATTBIT_TEST_SECRET = 'secret';
    const bench = openBench({ environment: { GREETING: 'hello' } });
    await bench.reopen().start(running('a.1', ['sh', '-c', 'env; pwd']));
    await ended(bench, 'a.1');
    const output = (await bench.reopen().output('a.1'))!;
    expect(output).toContain('GREETING=hello');
    expect(output).toContain('WATTBIT_JOB_ID=job-a.1');
    const work = path.join(bench.runsFolder, 'a.1', 'work');
    expect(output!.split('\n')).toEqual(expect.arrayContaining([work, `HOME=${work}`]));
    expect(output).not.toContain('secret');
  });

  test('a failing command is failed with its code, a missing one with the reason', async () => {
    const bench = openBench();
    await bench.reopen().start(running('a.1', ['sh', '-c', 'exit 7']));
    expect(await ended(bench, 'a.1')).toMatchObject({ state: 'failed', exitCode: 7 });
    await bench.reopen().start(running('b.1', ['no-such-program-here']));
    expect(await ended(bench, 'b.1')).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/ENOENT/),
    });
  });

  test('output is capped and says how much was dropped', async () => {
    const bench = openBench({ outputLimitBytes: 1000 });
    await bench.reopen().start(running('a.1', ['sh', '-c', 'head -c 5000 /dev/zero | tr "\\0" x']));
    await ended(bench, 'a.1');
    expect(await bench.reopen().output('a.1')).toBe(
      `${'x'.repeat(1000)}\n[4000 more bytes were written and not kept]\n`,
    );
  });

  test('twenty servers that start the same attempt at once run its command once', async () => {
    const bench = openBench();
    const file = path.join(bench.runsFolder, 'proof.txt');
    const order = running('a.1', ['sh', '-c', `echo ran >> ${file}; sleep 0.3`]);
    await Promise.all(Array.from({ length: 20 }, () => bench.reopen().start(order)));
    await ended(bench, 'a.1');
    await wait(300);
    expect(fs.readFileSync(file, 'utf8')).toBe('ran\n');
  });

  test('a command that ignores SIGTERM is killed after the grace', async () => {
    const bench = openBench();
    await bench.reopen().start(running('a.1', ['sh', '-c', 'trap "" TERM; while :; do sleep 0.05; done']));
    await wait(100);
    expect(await bench.reopen().stop('a.1', 'over budget')).toMatchObject({
      state: 'stopped',
      signal: 'SIGKILL',
      reason: 'over budget',
    });
  });

  test('what a command leaves running ends with it', async () => {
    const bench = openBench();
    await bench.reopen().start(running('a.1', ['sh', '-c', 'sleep 60 & echo $!']));
    await ended(bench, 'a.1');
    const pid = Number(await bench.reopen().output('a.1'));
    await wait(100);
    expect(fs.existsSync(`/proc/${pid}/stat`) && fs.readFileSync(`/proc/${pid}/stat`, 'utf8')).not.toMatch(
      / [RS] /,
    );
  });

  test('CPU time and memory of a busy command are measured', async () => {
    const bench = openBench();
    await bench
      .reopen()
      .start(
        running('a.1', [process.execPath, '-e', 'const end = Date.now() + 700; while (Date.now() < end);']),
      );
    const { cpuSeconds, peakMemoryMb } = await ended(bench, 'a.1');
    expect(cpuSeconds).toBeGreaterThan(0.15);
    expect(peakMemoryMb).toBeGreaterThan(20);
  });

  test('a run whose runner and process were both killed is lost and never started again', async () => {
    const bench = openBench();
    const file = path.join(bench.runsFolder, 'proof.txt');
    const order = running('a.1', ['sh', '-c', `echo ran >> ${file}; sleep 60`]);
    const { pid } = await bench.reopen().start(order);
    await wait(100);
    const claim = JSON.parse(fs.readFileSync(path.join(bench.runsFolder, 'a.1', 'claim'), 'utf8'));
    process.kill(claim.pid, 'SIGKILL');
    expect((await bench.reopen().observe())[0]!.state).toBe('running');
    process.kill(-pid!, 'SIGKILL');
    await wait(2100);
    expect(await ended(bench, 'a.1')).toMatchObject({
      state: 'lost',
      reason: expect.stringMatching(/unknown/),
    });
    expect((await bench.reopen().start(order)).state).toBe('lost');
    expect(fs.readFileSync(file, 'utf8')).toBe('ran\n');
  });

  test('another process with the same number is not taken for the run', () => {
    const bootId = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    expect(livingProcess({ pid: process.pid, startTicks: '1', bootId })).toBeNull();
    expect(livingProcess({ pid: process.pid, startTicks: null, bootId: 'of another boot' })).toBeNull();
  });

  test('an attempt id belongs to one command for ever', async () => {
    const bench = openBench();
    await bench.reopen().start(running('a.1', ['true']));
    await expect(bench.reopen().start(running('a.1', ['false']))).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('runs go on when the server is killed with SIGKILL twenty times, and none runs twice', async () => {
    const bench = openBench();
    const file = path.join(bench.runsFolder, 'proof.txt');
    const orders = Array.from({ length: 5 }, (_, n) =>
      running(`j${n}.1`, ['sh', '-c', `echo start-${n} >> ${file}; sleep 1.5; echo end-${n} >> ${file}`]),
    );
    for (let round = 0; round < 20; round++) await startAndBeKilled(bench.runsFolder, orders, 60 + round * 9);
    const statuses = await Promise.all(
      orders.map(async (order) => {
        await bench.reopen().start(order);
        return ended(bench, order.attemptId);
      }),
    );
    expect(statuses.map((status) => status.state)).toEqual(orders.map(() => 'finished'));
    const lines = fs.readFileSync(file, 'utf8').trim().split('\n').sort();
    expect(lines).toEqual(orders.flatMap((_, n) => [`end-${n}`, `start-${n}`]).sort());
  }, 120_000);
});

/** A server of its own process that starts the orders over and over until it is killed. */
async function startAndBeKilled(
  runsFolder: string,
  orders: readonly RunOrder[],
  afterMs: number,
): Promise<void> {
  const server = fileURLToPath(new URL('./starter-process.testing.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', server, runsFolder, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await wait(afterMs);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
}
