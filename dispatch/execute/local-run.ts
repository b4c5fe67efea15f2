import type { EpochMs } from '#units';
import type { RunState, RunStatus } from './executor.ts';
import { type GroupUse, livingProcess, signalGroup } from './processes.ts';
import type { RunFolder } from './run-folder.ts';
import { runningTime } from './running-time.ts';

/** A runner that has claimed but started nothing for this long, and is gone, will never start anything. */
const CLAIM_PATIENCE_MS = 2_000;

/** One run on this machine, read from its folder and from the process table at every look. */
export interface LocalRun {
  readonly folder: RunFolder;
  /** Writes what is about to be done to a living process group, then does it; nothing when it has ended. */
  note(kind: 'paused' | 'resumed', act: (pid: number) => boolean): void;
  askToStop(reason: string): void;
  status(uses: ReadonlyMap<number, GroupUse>): RunStatus;
}

export function localRun(
  folder: RunFolder,
  clockMsOf: (wallMs: number) => EpochMs,
  graceMs: number,
): LocalRun {
  let ended: RunStatus | null = null;
  let peakMemoryMb: number | null = null;
  let cpuSeconds: number | null = null;
  const lastNotedMs = (): EpochMs => folder.journal().at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  const append = (kind: Parameters<RunFolder['append']>[0]['kind'], wallMs: number) =>
    folder.append({ kind, wallMs, atMs: Math.max(clockMsOf(wallMs), lastNotedMs()) });
  const living = () => {
    const process = folder.read('process.json');
    const alive = process === null ? null : livingProcess(process);
    return process === null || alive === null ? null : { pid: process.pid, ...alive };
  };

  function noteStart(): void {
    const process = folder.read('process.json');
    if (process !== null && !folder.journal().some((entry) => entry.kind === 'started')) {
      append('started', process.startedWallMs);
    }
  }

  /** Sends what a stop still owes: SIGTERM once (with SIGCONT, a stopped process hears nothing), then SIGKILL. */
  function enforceStop(): void {
    const stop = folder.read('stop.json');
    const process = stop === null ? null : living();
    if (stop === null || process === null) return;
    if (Date.now() - stop.wallMs > graceMs) {
      signalGroup(process.pid, 'SIGKILL');
    } else if (!folder.journal().some((entry) => entry.kind === 'terminated')) {
      append('terminated', Date.now());
      signalGroup(process.pid, 'SIGTERM');
      signalGroup(process.pid, 'SIGCONT');
    }
  }

  /** A run whose process and runner are both gone without a receipt is lost, for good. */
  function declareLost(): void {
    const claim = folder.read('claim');
    if (claim === null || living() !== null || livingProcess(claim) !== null) return;
    if (Date.now() - claim.claimedWallMs < CLAIM_PATIENCE_MS) return;
    const reason =
      folder.read('process.json') === null
        ? 'the runner vanished before the command was seen to start'
        : 'the process ended while nobody watched it; its outcome is unknown';
    const endedWallMs = Date.now();
    folder.writeOnce('receipt.json', {
      state: 'lost',
      endedWallMs,
      exitCode: null,
      signal: null,
      reason,
      cpuSeconds,
      peakMemoryMb,
    });
  }

  function look(uses: ReadonlyMap<number, GroupUse>): RunStatus {
    const order = folder.read('order.json')!;
    noteStart();
    enforceStop();
    if (folder.read('receipt.json') === null) declareLost();
    const receipt = folder.read('receipt.json');
    if (receipt !== null && !folder.journal().some((entry) => entry.kind === 'ended')) {
      append('ended', receipt.endedWallMs);
    }
    const process = folder.read('process.json');
    const time = runningTime(folder.journal(), clockMsOf(Date.now()));
    const use = process === null ? undefined : uses.get(process.pid);
    if (use !== undefined) {
      peakMemoryMb = Math.max(peakMemoryMb ?? 0, use.memoryMb);
      cpuSeconds = use.cpuSeconds;
    }
    const going: RunState = process === null ? 'starting' : time.isPaused ? 'paused' : 'running';
    return {
      attemptId: order.attemptId,
      jobId: order.jobId,
      executorId: 'local',
      state: receipt?.state ?? going,
      startedAtMs: time.startedAtMs,
      endedAtMs: time.endedAtMs,
      ranHours: time.ranHours,
      progressRatio: receipt?.state === 'finished' ? 1 : null,
      pid: process?.pid ?? null,
      exitCode: receipt?.exitCode ?? null,
      signal: receipt?.signal ?? null,
      reason: receipt?.reason ?? folder.read('stop.json')?.reason ?? null,
      cpuSeconds: receipt?.cpuSeconds ?? cpuSeconds,
      peakMemoryMb: maximumOf(receipt?.peakMemoryMb ?? null, peakMemoryMb),
    };
  }

  return {
    folder,
    note(kind, act) {
      noteStart();
      const process = living();
      if (process === null || folder.read('receipt.json') !== null) return;
      const isPaused = runningTime(folder.journal(), clockMsOf(Date.now())).isPaused;
      if (isPaused !== (kind === 'paused')) append(kind, Date.now());
      act(process.pid);
    },
    askToStop(reason) {
      if (folder.read('receipt.json') !== null) return;
      const wallMs = Date.now();
      folder.writeOnce('stop.json', { reason, wallMs, atMs: clockMsOf(wallMs) });
      enforceStop();
    },
    status(uses) {
      if (ended !== null) return ended;
      const status = look(uses);
      if (status.endedAtMs !== null) ended = status;
      return status;
    },
  };
}

const maximumOf = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);
