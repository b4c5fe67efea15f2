import type { Job, Objective } from '#dispatch/domain';
import type { Executor } from '#dispatch/execute';
import type { LedgerSigner } from '#dispatch/ledger';
import type { Planner, Repairer } from '#dispatch/optimise';
import type { Scenario } from '#dispatch/sources';
import type { Audit } from '#platform/audit';
import type { Clock } from '#platform/clock';
import type { Db } from '#platform/db';
import type { Events } from '#platform/http-shell';
import type { Log } from '#platform/log';
import type { Hours } from '#units';

/** How the live cycle turns. */
export interface CycleSettings {
  /** Wall time between two looks at the world. */
  readonly heartbeatMs: number;
  /** Length of the rolling window. */
  readonly windowHours: Hours;
  readonly objective: Objective;
  /** Wall seconds after which the best plan so far is taken. */
  readonly timeLimitS: number;
}
export const DEFAULT_SETTINGS: CycleSettings = {
  heartbeatMs: 1000,
  windowHours: 24,
  objective: 'cost',
  timeLimitS: 90,
};

/** Everything the live cycle works with, handed in by the room. */
export interface CycleDependencies {
  readonly db: Db;
  readonly audit: Audit;
  readonly events: Events;
  readonly log: Log;
  readonly clock: Clock;
  readonly scenario: Scenario;
  readonly planner: Planner;
  /** Makes the last plan good when the planner gave none. */
  readonly repair: Repairer;
  /** Runs jobs that bring a command. */
  readonly local: Executor;
  /** Stands for jobs that bring none. */
  readonly twin: Executor;
  /** Signs what enters the ledger. */
  readonly signer: LedgerSigner;
  readonly settings: CycleSettings;
}

/** What the house does by itself is written down under this name. */
export const CENTRE = 'centre';

export const executorFor = (deps: Pick<CycleDependencies, 'local' | 'twin'>, job: Job): Executor =>
  job.command === undefined ? deps.twin : deps.local;
