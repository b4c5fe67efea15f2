import { MS_PER_HOUR } from '#units';
import type { Executor, RunOrder, RunState, RunStatus, TwinExecutorOptions } from './executor.ts';
import { unknownRun } from './local-executor.ts';
import { attemptsIn, type JournalEntry, type RunFolder, runFolder } from './run-folder.ts';
import { runningTime } from './running-time.ts';

/**
 * Stands for work without a command: nothing runs, and how far it is follows from its durable record and the
 * centre's clock alone. So a restart forgets nothing and a job ends at its exact second whoever is looking.
 */
export function createTwinExecutor({ runsFolder, now }: TwinExecutorOptions): Executor {
  const ended = new Map<string, RunStatus>();
  const look = (folder: RunFolder, attemptId: string): RunStatus => {
    const status = ended.get(attemptId) ?? twinStatus(folder, now());
    if (status.endedAtMs !== null) ended.set(attemptId, status);
    return status;
  };
  const known = (attemptId: string): RunFolder => {
    const folder = runFolder(runsFolder, attemptId);
    if (!folder.exists()) throw unknownRun(attemptId);
    return folder;
  };
  const note = (folder: RunFolder, kind: JournalEntry['kind']) =>
    folder.append({ kind, wallMs: Date.now(), atMs: now() });
  const change = async (attemptId: string, kind: 'paused' | 'resumed') => {
    const folder = known(attemptId);
    const { state } = twinStatus(folder, now());
    if (state === (kind === 'paused' ? 'running' : 'paused')) note(folder, kind);
    return twinStatus(folder, now());
  };
  return {
    id: 'twin',
    async start(order) {
      const folder = runFolder(runsFolder, order.attemptId);
      folder.writeOnce('order.json', order);
      if (folder.journal().length === 0) note(folder, 'started');
      return twinStatus(folder, now());
    },
    pause: (attemptId) => change(attemptId, 'paused'),
    resume: (attemptId) => change(attemptId, 'resumed'),
    async stop(attemptId, reason) {
      const folder = known(attemptId);
      if (twinStatus(folder, now()).endedAtMs === null) {
        folder.writeOnce('stop.json', { reason, wallMs: Date.now(), atMs: now() });
      }
      return twinStatus(folder, now());
    },
    async observe(attemptIds) {
      return (attemptIds ?? attemptsIn(runsFolder)).flatMap((attemptId) => {
        const folder = runFolder(runsFolder, attemptId);
        return ended.has(attemptId) || folder.exists() ? [look(folder, attemptId)] : [];
      });
    },
    output: async () => null,
  };
}

/** State at an instant. Each pause costs `checkpointHours` of work; the end is the second at which all is done. */
function twinStatus(folder: RunFolder, nowMs: number): RunStatus {
  const order: RunOrder = folder.read('order.json')!;
  const stop = folder.read('stop.json');
  const untilMs = Math.min(nowMs, stop?.atMs ?? Number.POSITIVE_INFINITY);
  const time = runningTime(folder.journal(), untilMs);
  const neededHours = order.durationHours + time.pauseCount * order.checkpointHours;
  const finishedAtMs =
    time.runningSinceMs !== null && time.ranHours >= neededHours
      ? Math.round(untilMs - (time.ranHours - neededHours) * MS_PER_HOUR)
      : null;
  const going: RunState = time.startedAtMs === null ? 'starting' : time.isPaused ? 'paused' : 'running';
  const isStopped = finishedAtMs === null && stop !== null;
  const doneHours = Math.max(0, time.ranHours - time.pauseCount * order.checkpointHours);
  return {
    attemptId: order.attemptId,
    jobId: order.jobId,
    executorId: 'twin',
    state: finishedAtMs !== null ? 'finished' : isStopped ? 'stopped' : going,
    startedAtMs: time.startedAtMs,
    endedAtMs: finishedAtMs ?? (isStopped ? stop.atMs : null),
    ranHours: Math.min(time.ranHours, neededHours),
    progressRatio: order.durationHours === 0 ? 1 : Math.min(1, doneHours / order.durationHours),
    pid: null,
    exitCode: finishedAtMs !== null ? 0 : null,
    signal: null,
    reason: isStopped ? stop.reason : null,
    cpuSeconds: null,
    peakMemoryMb: null,
  };
}
