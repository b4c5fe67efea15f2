import { z } from 'zod';
import { jobJsonSchema, regionJsonSchema } from '#dispatch/sources';
import { actorOf, type RoomApp, requireRole } from '#platform/http-shell';
import { overviewView } from './overview-view.ts';
import { cycleOf, type DispatchState } from './room-state.ts';
import { body } from './wire.ts';

const tags = ['dispatch'];

/** The region as it stands now, its description, and the cycle's switch. */
export function cycleRoutes(app: RoomApp, state: DispatchState): void {
  app.get(
    '/overview',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'The region now: flows, figures, job counts, alarms, the last 24 h',
        ...body('OverviewView'),
      },
    },
    () => overviewView(state),
  );
  app.get(
    '/region',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'The region as validated', ...body('Region') },
    },
    async () => state.scenario.region,
  );
  app.get(
    '/cycle',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'Where the cycle stands', ...body('CycleView') },
    },
    () => cycleOf(state).view(),
  );
  app.post(
    '/cycle',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags,
        summary: 'Pauses the cycle or lets it go on; meters are read either way',
        body: z.strictObject({ mode: z.enum(['live', 'paused']) }),
        ...body('CycleView'),
      },
    },
    async (request) => {
      await cycleOf(state).setMode(request.body.mode, actorOf(request).name);
      return cycleOf(state).view();
    },
  );
  app.get(
    '/schemas/region.json',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'JSON Schema of region.yaml', ...body('a JSON Schema') },
    },
    async () => regionJsonSchema(),
  );
  app.get(
    '/schemas/job.json',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'JSON Schema of a job', ...body('a JSON Schema') },
    },
    async () => jobJsonSchema(),
  );
}
