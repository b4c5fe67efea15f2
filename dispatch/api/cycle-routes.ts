import { z } from 'zod';
import { jobJsonSchema, regionJsonSchema } from '#dispatch/sources';
import { actorOf, type RoomApp, requireRole } from '#platform/http-shell';
import { overviewView } from './overview-view.ts';
import { cycleOf, type DispatchState } from './room-state.ts';
import { CycleViewBody, OverviewViewBody, RegionBody } from './schemas/region-bodies.ts';
import { body, JsonSchemaBody } from './wire.ts';

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
        ...body(OverviewViewBody),
      },
    },
    () => overviewView(state),
  );
  app.get(
    '/region',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'The region as validated', ...body(RegionBody) },
    },
    async () => state.scenario.region,
  );
  app.get(
    '/cycle',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'Where the cycle stands', ...body(CycleViewBody) },
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
        ...body(CycleViewBody),
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
      schema: { tags, summary: 'JSON Schema of region.yaml', ...body(JsonSchemaBody) },
    },
    async () => regionJsonSchema(),
  );
  app.get(
    '/schemas/job.json',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'JSON Schema of a job', ...body(JsonSchemaBody) },
    },
    async () => jobJsonSchema(),
  );
}
