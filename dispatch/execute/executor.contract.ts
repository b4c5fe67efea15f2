import { expect, test } from 'vitest';
import type { Executor, RunOrder, RunStatus } from './executor.ts';

/** What a contract needs of the executor under test: a way to make work, to let time pass, to restart. */
export interface ExecutorBench {
  /** A new executor on the records of the one before, as after `kill -9` of the server. */
  reopen(): Executor;
  /** Work that takes about this long on the centre's clock. */
  order(attemptId: string, lastsMs: number): RunOrder;
  /** Lets the centre's clock go on. */
  pass(ms: number): Promise<void>;
  /** One piece of work of `lastsMs` that is certainly not over after `pass(lastsMs / 4)`. */
  readonly lastsMs: number;
}

/** What every executor owes the cycle. */
export function executorContract(open: () => ExecutorBench): void {
  const one = (statuses: readonly RunStatus[], attemptId: string): RunStatus =>
    statuses.find((status) => status.attemptId === attemptId)!;
  const untilEnded = async (
    bench: ExecutorBench,
    executor: Executor,
    attemptId: string,
  ): Promise<RunStatus> => {
    for (let look = 0; look < 40; look++) {
      const status = one(await executor.observe(), attemptId);
      if (status.endedAtMs !== null) return status;
      await bench.pass(bench.lastsMs / 4);
    }
    throw new Error(`${attemptId} never ended`);
  };

  test('a started run is running, then finished, with its times on the clock', async () => {
    const bench = open();
    const executor = bench.reopen();
    const started = await executor.start(bench.order('a.1', bench.lastsMs));
    expect(started.state).toBe('running');
    const ended = await untilEnded(bench, executor, 'a.1');
    expect(ended).toMatchObject({ state: 'finished', exitCode: 0, progressRatio: 1 });
    expect(ended.endedAtMs! - ended.startedAtMs!).toBeGreaterThanOrEqual(bench.lastsMs * 0.9);
    expect(ended.ranHours * 3_600_000).toBeCloseTo(ended.endedAtMs! - ended.startedAtMs!, 0);
  });

  test('a repeated start is the same run, also after the server was killed', async () => {
    const bench = open();
    const order = bench.order('a.1', bench.lastsMs);
    const first = await bench.reopen().start(order);
    await bench.pass(bench.lastsMs / 4);
    const second = await bench.reopen().start(order);
    expect(second.startedAtMs).toBe(first.startedAtMs);
    expect(second.pid).toBe(first.pid);
    expect(await bench.reopen().observe()).toHaveLength(1);
  });

  test('only the runs asked for are looked at, and unknown ones are left out', async () => {
    const bench = open();
    const executor = bench.reopen();
    for (const attemptId of ['a.1', 'b.1', 'c.1'])
      await executor.start(bench.order(attemptId, bench.lastsMs));
    const statuses = await bench.reopen().observe(['c.1', 'nobody.1', 'a.1']);
    expect(statuses.map((status) => status.attemptId)).toEqual(['c.1', 'a.1']);
  });

  test('a paused run makes no progress and a resumed one goes on to its end', async () => {
    const bench = open();
    const executor = bench.reopen();
    await executor.start(bench.order('a.1', bench.lastsMs));
    const paused = await executor.pause('a.1');
    expect(paused.state).toBe('paused');
    await bench.pass(bench.lastsMs * 2);
    const still = one(await bench.reopen().observe(), 'a.1');
    expect(still.state).toBe('paused');
    expect(still.ranHours).toBeCloseTo(paused.ranHours, 12);
    expect((await executor.pause('a.1')).state).toBe('paused');
    expect((await executor.resume('a.1')).state).toBe('running');
    const ended = await untilEnded(bench, executor, 'a.1');
    expect(ended.state).toBe('finished');
    expect(ended.endedAtMs! - ended.startedAtMs!).toBeGreaterThan(bench.lastsMs * 2);
  });

  test('a stopped run has ended with its reason and cannot be woken', async () => {
    const bench = open();
    const executor = bench.reopen();
    await executor.start(bench.order('a.1', bench.lastsMs * 100));
    await executor.pause('a.1');
    const stopped = await executor.stop('a.1', 'its owner asked');
    expect(stopped).toMatchObject({ state: 'stopped', reason: 'its owner asked' });
    expect(stopped.endedAtMs).not.toBeNull();
    expect((await executor.resume('a.1')).state).toBe('stopped');
    expect((await bench.reopen().stop('a.1', 'again')).reason).toBe('its owner asked');
  });

  test('stopping what has finished changes nothing', async () => {
    const bench = open();
    const executor = bench.reopen();
    await executor.start(bench.order('a.1', bench.lastsMs));
    const ended = await untilEnded(bench, executor, 'a.1');
    expect(await executor.stop('a.1', 'too late')).toEqual(ended);
    expect(await bench.reopen().start(bench.order('a.1', bench.lastsMs))).toEqual(ended);
  });

  test('runs that nobody ordered are unknown', async () => {
    const bench = open();
    await expect(bench.reopen().pause('nobody.1')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(bench.reopen().stop('../nobody', 'x')).rejects.toMatchObject({ kind: 'invalid-input' });
    expect(await bench.reopen().observe()).toEqual([]);
  });
}
