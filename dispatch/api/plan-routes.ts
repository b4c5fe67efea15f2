import { z } from 'zod';
import { OBJECTIVES } from '#dispatch/domain';
import { planReportHtml } from '#dispatch/reports';
import { listPlans, planById } from '#dispatch/store';
import type { AppError } from '#platform/errors';
import { actorOf, type RoomApp, requireRole, sendReport } from '#platform/http-shell';
import type { CyclePlanJob } from './plan-request.ts';
import { PLAN_JOB } from './plan-request.ts';
import { planView } from './plan-view.ts';
import { cycleOf, type DispatchState, notFound, storeOf } from './room-state.ts';
import { PlanListBody, PlanRequestBody, PlanViewBody } from './schemas/plan-bodies.ts';
import { body, IdParams, InLanguage } from './wire.ts';

const tags = ['dispatch'];
export const unknownPlan = (id: string): AppError =>
  notFound('plan', id, 'GET /api/dispatch/plans lists the plans; bodies of the latest 200 are kept.');

/** Plans made, and wishes for a new one. */
export function planRoutes(app: RoomApp, state: DispatchState): void {
  app.get(
    '/plans',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'The latest plans',
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
        ...body(PlanListBody),
      },
    },
    async ({ query }) => ({ plans: await listPlans(storeOf(state), query.limit) }),
  );
  app.get(
    '/plans/:id',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'One plan, or `latest`, with what it changed',
        params: IdParams,
        ...body(PlanViewBody),
      },
    },
    async ({ params }) => {
      const view = await planView(storeOf(state), params.id);
      if (view === null) throw unknownPlan(params.id);
      return view;
    },
  );
  app.get(
    '/plans/:id/report.html',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'A plan as a page of its own', params: IdParams, querystring: InLanguage },
    },
    async ({ params, query }, reply) => {
      const stored = await planById(storeOf(state), params.id);
      if (stored === null) throw unknownPlan(params.id);
      return sendReport(reply, planReportHtml(stored.plan, state.scenario.region, query));
    },
  );
  requestRoutes(app, state);
}

function requestRoutes(app: RoomApp, state: DispatchState): void {
  const { jobs } = state.context;
  app.post(
    '/plans',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags,
        summary: 'Plans now and acts on the result',
        body: z
          .strictObject({
            hours: z.number().min(1).max(336).optional(),
            objective: z.enum(OBJECTIVES).optional(),
          })
          .nullish(),
        response: { 202: z.object({ requestId: z.string() }) },
      },
    },
    async (request, reply) => {
      cycleOf(state);
      const actor = actorOf(request).name;
      const wish: CyclePlanJob = {
        hours: request.body?.hours ?? 24,
        objective: request.body?.objective ?? 'cost',
        actor,
      };
      const requestId = await state.context.db.transaction().execute(async (trx) => {
        const id = await jobs.submit(PLAN_JOB, wish, { submittedBy: actor, trx });
        await state.context.audit.append(trx, {
          actor,
          action: 'plan.request',
          subject: id,
          detail: { ...wish },
        });
        return id;
      });
      return reply.code(202).send({ requestId });
    },
  );
  app.get(
    '/plans/requests/:id',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'How far a requested plan is', params: IdParams, ...body(PlanRequestBody) },
    },
    async ({ params }) => {
      const job = isUuid(params.id) ? await jobs.get(params.id) : null;
      if (job === null || job.name !== PLAN_JOB) throw unknownRequest(params.id);
      const result = job.result as { planId?: string } | null;
      return {
        id: job.id,
        state: job.state,
        stage: job.stage,
        ratio: job.ratio,
        planId: result?.planId ?? null,
        error: job.error,
      };
    },
  );
  app.delete(
    '/plans/requests/:id',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags,
        summary: 'Withdraws a requested plan',
        params: IdParams,
        ...body(z.strictObject({ cancelled: z.boolean() })),
      },
    },
    async (request) => {
      const actor = actorOf(request).name;
      const { id } = request.params;
      const job = isUuid(id) ? await jobs.get(id) : null;
      if (job === null || job.name !== PLAN_JOB) throw unknownRequest(id);
      const cancelled = await jobs.cancel(job.id, `withdrawn by ${actor}`);
      await state.context.db
        .transaction()
        .execute((trx) =>
          state.context.audit.append(trx, { actor, action: 'plan.withdraw', subject: job.id }),
        );
      return { cancelled };
    },
  );
}
const isUuid = (id: string): boolean => z.uuid().safeParse(id).success;
const unknownRequest = (id: string): AppError =>
  notFound('plan-request', id, 'POST /api/dispatch/plans answers with the id of a new request.');
