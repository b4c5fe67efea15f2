import type { z } from 'zod';
import type { Db } from '#platform/db';
import type { EpochMs } from '#units';

export type BackgroundState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface BackgroundJob {
  readonly id: string;
  readonly name: string;
  readonly state: BackgroundState;
  readonly data: unknown;
  /** What it is doing, in the handler's own words; null before it began. */
  readonly stage: string | null;
  /** 0..1. */
  readonly ratio: number;
  /** What the handler returned. */
  readonly result: unknown;
  /** Why it failed or was cancelled. */
  readonly error: string | null;
  readonly submittedBy: string;
  readonly submittedAtMs: EpochMs;
  readonly endedAtMs: EpochMs | null;
}

export interface JobControl {
  readonly id: string;
  /** 0 for the first try. After a crash the same job runs again: a handler must bear being run twice. */
  readonly attempt: number;
  /** Aborted by `cancel` and when the centre stops (then the job goes back to the queue). */
  readonly signal: AbortSignal;
  progress(stage: string, ratio: number): Promise<void>;
}

export interface JobOptions {
  /** Further tries after a failure; 0 by default. A crash of the centre is no failure. */
  readonly retryLimit?: number;
  /** How many of this name run at once in this process; 1 by default. */
  readonly concurrency?: number;
  /** A run longer than this is taken for lost; 3600 by default. */
  readonly expireSeconds?: number;
}

export interface SubmitOptions {
  readonly submittedBy: string;
  /** Inside the caller's transaction: submitted only if that commits. */
  readonly trx?: Db;
}

/** Durable background jobs: what is submitted survives a kill -9 and runs to an ending. */
export interface Jobs {
  /** Before the start, once a name. The schema checks what is submitted and what is read back. */
  define<S extends z.ZodType>(
    name: string,
    schema: S,
    handler: (data: z.output<S>, control: JobControl) => Promise<unknown>,
    options?: JobOptions,
  ): void;
  /** Returns the job's id. Data is JSON. */
  submit(name: string, data: unknown, options: SubmitOptions): Promise<string>;
  get(id: string): Promise<BackgroundJob | null>;
  list(filter: { readonly name?: string; readonly limit: number }): Promise<readonly BackgroundJob[]>;
  /** False when it had already ended. */
  cancel(id: string, reason: string): Promise<boolean>;
}
