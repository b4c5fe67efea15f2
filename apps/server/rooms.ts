import path from 'node:path';
import { createLocalExecutor, createTwinExecutor } from '#dispatch/execute';
import { dispatchRoom } from '#dispatch/server-room';
import type { ServerRoom } from '#platform/http-shell';
import { createWorkerPlanner } from '../worker/index.ts';
import { signerOf } from './ledger-key.ts';

/** The rooms of this centre; taking one's line out takes the room out. */
export const SERVER_ROOMS: readonly ServerRoom[] = [
  dispatchRoom({
    planner: () => createWorkerPlanner(),
    signer: ({ config }) => signerOf(config),
    commandsNeed: ({ config }) => config.commandsNeed,
    executors: ({ clock, config }) => ({
      local: createLocalExecutor({
        runsFolder: path.join(config.dataDir, 'runs/local'),
        clockMsOf: (wallMs) => Math.round(clock.now() + (wallMs - Date.now()) * clock.speed),
      }),
      twin: createTwinExecutor({
        runsFolder: path.join(config.dataDir, 'runs/twin'),
        now: () => clock.now(),
      }),
    }),
  }),
];
