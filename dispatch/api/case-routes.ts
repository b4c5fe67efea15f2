import { solveCase } from '#dispatch/cycle';
import { PlanningStopped } from '#dispatch/optimise';
import { caseOf } from '#dispatch/sources';
import { AppError } from '#platform/errors';
import { type RoomApp, requireRole } from '#platform/http-shell';
import type { DispatchState } from './room-state.ts';
import { CaseAnswerBody, CaseWish } from './schemas/case-bodies.ts';
import { body } from './wire.ts';

/** Reading takes about a tenth of a second a megabyte and holds up the server meanwhile; solving does not. */
const LARGEST_CASE_BYTES = 4 * 1024 * 1024;

/** Cases of others, solved by the model that plans the region; nothing is kept. */
export function caseRoutes(app: RoomApp, state: DispatchState): void {
  app.post(
    '/cases',
    {
      preHandler: requireRole('operator'),
      bodyLimit: LARGEST_CASE_BYTES,
      schema: {
        tags: ['dispatch'],
        summary: 'Solves a MATPOWER case, a PyPSA network, or a request to evcc’s optimizer',
        body: CaseWish,
        ...body(CaseAnswerBody),
      },
    },
    async (request, reply) => {
      const { convention, timeLimitS, ...wish } = request.body;
      const text = 'files' in wish ? { name: wish.name, files: new Map(Object.entries(wish.files)) } : wish;
      const given = caseOf(text, convention === undefined ? {} : { convention });
      const startedMs = performance.now();
      try {
        return await solveCase(given, dispatcherOf(state), {
          elapsedS: () => (performance.now() - startedMs) / 1000,
          timeLimitS,
          // Nobody waits for it any more.
          isCancelled: () => reply.raw.destroyed,
        });
      } catch (error) {
        throw error instanceof PlanningStopped ? unsolved(error) : error;
      }
    },
  );
}

function dispatcherOf(state: DispatchState) {
  if (state.solving !== null) return state.solving();
  throw new AppError({
    code: 'room-not-running',
    kind: 'unavailable',
    message: 'The dispatch centre is starting or stopping.',
    remedy: 'Try again in a few seconds.',
  });
}

const unsolved = (stopped: PlanningStopped): AppError =>
  new AppError({
    code: `case-${stopped.ending.kind}`,
    kind: 'unavailable',
    message: stopped.message,
    remedy: 'Try again, or solve it with "wattbit solve".',
    cause: stopped,
  });
