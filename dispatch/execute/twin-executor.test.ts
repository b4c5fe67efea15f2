import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { executorContract } from './executor.contract.ts';
import { createTwinExecutor } from './twin-executor.ts';

function openBench() {
  const runsFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'wattbit-twin-'));
  let nowMs = Date.parse('2025-03-10T08:00:00+08:00');
  return {
    reopen: () => createTwinExecutor({ runsFolder, now: () => nowMs }),
    order: (attemptId: string, lastsMs: number, checkpointHours = 0) => ({
      attemptId,
      jobId: `job of ${attemptId}`,
      siteId: 'xining',
      poolId: 'xining.gpu',
      units: 8,
      powerRatio: 1,
      durationHours: lastsMs / 3_600_000,
      checkpointHours,
    }),
    pass: async (ms: number) => {
      nowMs += ms;
    },
    lastsMs: 7_200_000,
  };
}

describe('twin executor', () => {
  executorContract(openBench);

  test('a job ends at its exact second, however late anybody looks', async () => {
    const bench = openBench();
    const executor = bench.reopen();
    const { startedAtMs } = await executor.start(bench.order('a.1', 90_061_000));
    await bench.pass(400_000_000);
    const [status] = await bench.reopen().observe();
    expect(status!.endedAtMs! - startedAtMs!).toBe(90_061_000);
  });

  test('a pause costs the work since the last checkpoint', async () => {
    const bench = openBench();
    const executor = bench.reopen();
    await executor.start(bench.order('a.1', 7_200_000, 0.5));
    await bench.pass(3_600_000);
    await executor.pause('a.1');
    await bench.pass(3_600_000);
    // One of two hours done, half an hour of it lost.
    expect((await executor.resume('a.1')).progressRatio).toBeCloseTo(0.25, 12);
    await bench.pass(5_400_000);
    expect((await executor.observe())[0]!.state).toBe('finished');
  });
});
