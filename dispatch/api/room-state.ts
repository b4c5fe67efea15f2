import type { FedScenario, LiveCycle } from '#dispatch/cycle';
import type { Executor } from '#dispatch/execute';
import type { LedgerSigner } from '#dispatch/ledger';
import type { Planner, PowerDispatcher } from '#dispatch/optimise';
import type { StoreDb } from '#dispatch/store';
import { storeDb } from '#dispatch/store';
import { AppError } from '#platform/errors';
import type { Role, RoomContext } from '#platform/http-shell';

/** What every route of this room works with. */
export interface DispatchState {
  readonly context: RoomContext;
  readonly scenario: FedScenario;
  readonly local: Executor;
  readonly twin: Executor;
  readonly signer: LedgerSigner;
  /** The least role that may submit jobs with a command. */
  readonly commandsNeed: () => Role;
  /** Null until the room has started, and after it has stopped. */
  cycle: LiveCycle | null;
  /** A planner of its own for comparisons, so that the cycle's never waits for one; null like the cycle. */
  comparing: (() => Planner) | null;
  /** Dispatches cases of others, beside the cycle too; null like the cycle. */
  solving: (() => PowerDispatcher) | null;
}

export const storeOf = (state: DispatchState): StoreDb => storeDb(state.context.db);

/** The running cycle, or a refusal that says to try again. */
export function cycleOf(state: DispatchState): LiveCycle {
  if (state.cycle !== null) return state.cycle;
  throw new AppError({
    code: 'cycle-not-running',
    kind: 'unavailable',
    message: 'The dispatch cycle is starting or stopping.',
    remedy: 'Try again in a few seconds.',
  });
}

export const notFound = (what: string, id: string, remedy: string): AppError =>
  new AppError({
    code: `${what}-unknown`,
    kind: 'not-found',
    message: `There is no ${what} "${id}".`,
    remedy,
  });
