import { type DispatchState, dispatchApi } from '#dispatch/api';
import { type CycleSettings, DEFAULT_SETTINGS, startLiveCycle, withFeeds } from '#dispatch/cycle';
import type { Executor } from '#dispatch/execute';
import type { LedgerSigner } from '#dispatch/ledger';
import type { Planner, PowerDispatcher, Repairer } from '#dispatch/optimise';
import { loadScenario } from '#dispatch/sources';
import { migrations, SCHEMA, storeDb } from '#dispatch/store';
import type { Role, RoomContext, ServerRoom } from '#platform/http-shell';
import { invariant } from '#units';

/** Plans, makes earlier plans good, and dispatches power alone, until it is closed. */
interface PlannerDoor {
  readonly plan: Planner;
  readonly repair: Repairer;
  readonly dispatchPower: PowerDispatcher;
  close(): Promise<void>;
}

/** What apps/ wires into the room: who solves, and who carries out. */
export interface DispatchRoomParts {
  /** A planner whose solves run in a worker thread, and how to end it. */
  readonly planner: (context: RoomContext) => PlannerDoor;
  readonly executors: (context: RoomContext) => { readonly local: Executor; readonly twin: Executor };
  /** The key that signs the ledger. */
  readonly signer: (context: RoomContext) => LedgerSigner;
  /** The least role that may submit jobs with a command; an administrator when nothing is said. */
  readonly commandsNeed?: (context: RoomContext) => Role;
  readonly settings?: Partial<CycleSettings>;
}

/** The door of dispatch to the server: its routes, its schema, and the cycle that turns while the centre is up. */
export function dispatchRoom(parts: DispatchRoomParts): ServerRoom {
  let state: DispatchState | null = null;
  return {
    id: 'dispatch',
    schema: SCHEMA,
    migrations,
    async register(app, context) {
      const scenario = await withFeeds(await loadScenario(context.config.scenarioDir), storeDb(context.db));
      const commandsNeed = () => parts.commandsNeed?.(context) ?? 'administrator';
      const notYet = { cycle: null, comparing: null, solving: null };
      const signer = parts.signer(context);
      state = { context, scenario, signer, ...parts.executors(context), commandsNeed, ...notYet };
      dispatchApi(app, state);
    },
    async start(context) {
      invariant(state !== null, 'the room is registered before it starts');
      const room = state;
      const planner = parts.planner(context);
      const cycle = await startLiveCycle({
        ...context,
        scenario: room.scenario,
        planner: planner.plan,
        repair: planner.repair,
        local: room.local,
        twin: room.twin,
        signer: room.signer,
        settings: { ...DEFAULT_SETTINGS, ...parts.settings },
      });
      room.cycle = cycle;
      let second: typeof planner | null = null;
      const beside = (): typeof planner => {
        second ??= parts.planner(context);
        return second;
      };
      room.comparing = () => beside().plan;
      room.solving = () => beside().dispatchPower;
      return async () => {
        room.cycle = null;
        room.comparing = null;
        room.solving = null;
        await second?.close();
        await cycle.stop();
        await planner.close();
      };
    },
  };
}
