import type pg from 'pg';
import type { z } from 'zod';
import type { Clock } from '#platform/clock';
import type { Db } from '#platform/db';
import type { Log } from '#platform/log';
import type { JobControl, JobOptions } from './job-types.ts';

export interface JobsParts {
  readonly db: Db;
  readonly pool: pg.Pool;
  listen(channel: string, onNotice: (payload: string) => void): Promise<() => Promise<void>>;
  /** The wall's: a background job is not part of a scenario. */
  readonly clock: Clock;
  readonly log: Log;
}

/** One kind of job, as a room declared it. */
export interface Definition {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly handler: (data: never, control: JobControl) => Promise<unknown>;
  readonly options: Required<JobOptions>;
}
