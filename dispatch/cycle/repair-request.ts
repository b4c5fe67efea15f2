import type { RunStatus } from '#dispatch/execute';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import type { ReplanRequest } from './replan.ts';

/** What a repair is expected to take on the wall, and after which it is given up: three dispatches and no search. */
const REPAIR_WALL_MS = 5000;
const REPAIR_LIMIT_S = 30;

/** The wish for a repair of the last plan, in the place of the plan that did not come about. */
export function repairRequest(
  { settings, clock }: Pick<CycleDependencies, 'settings' | 'clock'>,
  statuses: ReadonlyMap<string, RunStatus>,
  isStopped: () => boolean,
): ReplanRequest {
  const startedMs = performance.now();
  return {
    ...{
      trigger: 'cycle',
      actor: CENTRE,
      hours: settings.windowHours,
      objective: settings.objective,
      statuses,
    },
    expectedMs: REPAIR_WALL_MS * Math.max(1, clock.speed),
    control: {
      progress: () => {},
      elapsedS: () => (performance.now() - startedMs) / 1000,
      timeLimitS: REPAIR_LIMIT_S,
      isCancelled: isStopped,
    },
  };
}
