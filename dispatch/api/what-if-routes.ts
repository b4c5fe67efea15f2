import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readVariants } from '#dispatch/cycle';
import { WhatIfWish } from '#dispatch/domain';
import { planReportHtml } from '#dispatch/reports';
import { endWhatIf, forgetWhatIf, insertWhatIf, storeDb, whatIfById } from '#dispatch/store';
import type { AppError } from '#platform/errors';
import { actorOf, type RoomApp, requireRole, sendReport } from '#platform/http-shell';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import { VariantPlanBody, WhatIfBody, WhatIfListBody } from './schemas/what-if-bodies.ts';
import { regionWith, WHAT_IF_JOB, WHAT_IF_TOPIC } from './what-if-job.ts';
import { variantPlanView, whatIfSummaries, whatIfView } from './what-if-view.ts';
import { body, IdParams, InLanguage } from './wire.ts';

const tags = ['dispatch'];
const VariantParams = z.strictObject({
  id: z.string().min(1).max(200),
  position: z.coerce.number().int().min(0).max(100),
});
const unknownWhatIf = (id: string): AppError =>
  notFound('what-if', id, 'GET /api/dispatch/what-ifs lists those that are kept.');
const unknownVariant = (id: string, position: number): AppError =>
  notFound(
    'variant',
    `${id}/${position}`,
    'A variant has a plan once it is planned, unless it says why not.',
  );

/** Comparisons of variants of the region, and their plans, which are never applied. */
export function whatIfRoutes(app: RoomApp, state: DispatchState): void {
  readRoutes(app, state);
  askRoute(app, state);
  endRoute(app, state);
}

function readRoutes(app: RoomApp, state: DispatchState): void {
  const preHandler = requireRole('viewer');
  app.get(
    '/what-ifs',
    { preHandler, schema: { tags, summary: 'Comparisons that are kept', ...body(WhatIfListBody) } },
    async () => ({ whatIfs: await whatIfSummaries(state) }),
  );
  app.get(
    '/what-ifs/:id',
    {
      preHandler,
      schema: { tags, summary: 'One comparison, variant by variant', params: IdParams, ...body(WhatIfBody) },
    },
    async ({ params }) => {
      const view = await whatIfView(state, params.id);
      if (view === null) throw unknownWhatIf(params.id);
      return view;
    },
  );
  const planOf = async ({ id, position }: z.output<typeof VariantParams>) => {
    const view = await variantPlanView(state, id, position);
    if (view === null) throw unknownVariant(id, position);
    return view;
  };
  app.get(
    '/what-ifs/:id/variants/:position/plan',
    {
      preHandler,
      schema: {
        tags,
        summary: 'The whole plan of a variant',
        params: VariantParams,
        ...body(VariantPlanBody),
      },
    },
    ({ params }) => planOf(params),
  );
  app.get(
    '/what-ifs/:id/variants/:position/report.html',
    {
      preHandler,
      schema: {
        tags,
        summary: 'The plan of a variant as a page of its own',
        params: VariantParams,
        querystring: InLanguage,
      },
    },
    async ({ params, query }, reply) =>
      sendReport(reply, planReportHtml((await planOf(params)).plan, state.scenario.region, query)),
  );
}

function askRoute(app: RoomApp, state: DispatchState): void {
  const { db, jobs, audit } = state.context;
  app.post(
    '/what-ifs',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags,
        summary: 'Plans variants of the region side by side; nothing of it is acted on',
        body: WhatIfWish,
        response: { 202: z.strictObject({ id: z.string() }) },
      },
    },
    async (request, reply) => {
      const wish = request.body;
      // Every region is read before anything is stored: a wrong setting is told now, and all of them at once.
      const variants = await readVariants(wish, regionWith(state));
      const createdBy = actorOf(request).name;
      const id = `what-if-${randomUUID()}`;
      await db.transaction().execute(async (trx) => {
        const jobId = await jobs.submit(WHAT_IF_JOB, { whatIfId: id }, { submittedBy: createdBy, trx });
        const names = variants.map(({ name }) => name);
        const createdAtMs = state.context.clock.now();
        await insertWhatIf(storeDb(trx), { id, jobId, createdAtMs, createdBy, wish, names });
        const detail = { variants: names.map(({ en }) => en), hours: wish.hours };
        await audit.append(trx, { actor: createdBy, action: 'what-if.request', subject: id, detail });
      });
      state.context.events.publish(WHAT_IF_TOPIC, { id });
      return reply.code(202).send({ id });
    },
  );
}

function endRoute(app: RoomApp, state: DispatchState): void {
  const { db, jobs, audit, events } = state.context;
  app.delete(
    '/what-ifs/:id',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags,
        summary: 'Cancels a comparison that runs; forgets one that has ended',
        params: IdParams,
        ...body(z.strictObject({ ending: z.enum(['cancelled', 'forgotten']) })),
      },
    },
    async (request) => {
      const { id } = request.params;
      const actor = actorOf(request).name;
      const stored = await whatIfById(storeOf(state), id);
      if (stored === null) throw unknownWhatIf(id);
      const ending = await db.transaction().execute(async (trx) => {
        const isCancelled = await endWhatIf(storeDb(trx), id, 'cancelled', `withdrawn by ${actor}`);
        if (!isCancelled) await forgetWhatIf(storeDb(trx), id);
        const action = isCancelled ? 'what-if.cancel' : 'what-if.forget';
        await audit.append(trx, { actor, action, subject: id });
        return isCancelled ? ('cancelled' as const) : ('forgotten' as const);
      });
      if (ending === 'cancelled') await jobs.cancel(stored.jobId, `withdrawn by ${actor}`);
      events.publish(WHAT_IF_TOPIC, { id });
      return { ending };
    },
  );
}
