import type { EpochMs, Ratio } from '#units';

/** One attempt to run one job. The attempt's id names its run for ever: a repeated start is the same run. */
export interface RunOrder {
  /** Lower case letters, digits, dots, hyphens; unique over all jobs and tries. */
  readonly attemptId: string;
  readonly jobId: string;
  readonly siteId: string;
  readonly poolId: string;
  readonly units: number;
  readonly powerRatio: Ratio;
  /** Hours of running that finish the work at this width and power; the twin counts them. */
  readonly durationHours: number;
  /** Hours of work lost by each pause. */
  readonly checkpointHours: number;
  /** Program and arguments, never a shell line; absent when the twin stands for the work. */
  readonly command?: readonly string[];
  /** Plan that ordered it, for the record. */
  readonly planId?: string;
}

/** `lost`: the process vanished without an exit receipt and may not be started twice. */
export type RunState = 'starting' | 'running' | 'paused' | 'finished' | 'failed' | 'stopped' | 'lost';
export const ENDED_RUN_STATES: readonly RunState[] = ['finished', 'failed', 'stopped', 'lost'];

export interface RunStatus {
  readonly attemptId: string;
  readonly jobId: string;
  readonly executorId: string;
  readonly state: RunState;
  /** On the centre's clock. */
  readonly startedAtMs: EpochMs | null;
  readonly endedAtMs: EpochMs | null;
  /** Hours of running so far on the centre's clock, pauses left out. */
  readonly ranHours: number;
  /** Work done, when the executor can know it (the twin); null for a real process until it ends. */
  readonly progressRatio: Ratio | null;
  readonly pid: number | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why it was stopped, failed or is lost. */
  readonly reason: string | null;
  /** Measured over the process group; null when the twin stands for it. */
  readonly cpuSeconds: number | null;
  readonly peakMemoryMb: number | null;
}

/** Carries out what the plan says. Every call may be repeated after a crash without doing it twice. */
export interface Executor {
  readonly id: string;
  /** Starts the attempt now; the same attempt again returns the run that exists. */
  start(order: RunOrder): Promise<RunStatus>;
  pause(attemptId: string): Promise<RunStatus>;
  resume(attemptId: string): Promise<RunStatus>;
  /** Ends a run that has not ended; asked politely first, then for certain. */
  stop(attemptId: string, reason: string): Promise<RunStatus>;
  /**
   * Every run that this executor has a record of, after a restart of the server too; or only those asked for,
   * leaving out what it does not know.
   */
  observe(attemptIds?: readonly string[]): Promise<readonly RunStatus[]>;
  /** The last part of what the run wrote; null when it has no output. */
  output(attemptId: string): Promise<string | null>;
}

export interface LocalExecutorOptions {
  /** Folder of the run records, one folder an attempt. Belongs to this installation alone. */
  readonly runsFolder: string;
  /** Centre's time of an instant of the wall clock; default: the same. */
  readonly clockMsOf?: (wallMs: number) => EpochMs;
  /** Variables given to every command besides PATH, HOME, LANG and WATTBIT_*. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Bytes kept of each of stdout and stderr. Default 1 MiB. */
  readonly outputLimitBytes?: number;
  /** Between SIGTERM and SIGKILL. Default 10 s of wall time. */
  readonly stopGraceMs?: number;
}

export interface TwinExecutorOptions {
  readonly runsFolder: string;
  /** The centre's clock. */
  readonly now: () => EpochMs;
}
