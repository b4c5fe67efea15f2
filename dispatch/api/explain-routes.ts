import { z } from 'zod';
import { jobReasons, selectExplanations } from '#dispatch/charts';
import { EXPLANATION_KINDS, type Plan, type PlanReasons } from '#dispatch/domain';
import { planById } from '#dispatch/store';
import { type RoomApp, requireRole } from '#platform/http-shell';
import { unknownPlan } from './plan-routes.ts';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import { ElementReasonsBody, PlanReasonsBody } from './schemas/explanation-bodies.ts';
import { JobReasonsBody } from './schemas/plan-bodies.ts';
import { body, IdParams } from './wire.ts';

const tags = ['dispatch'];
const Part = z.string().min(1).max(200);

/** Why a plan is as it is: its large decisions, one element, one job. */
export function explainRoutes(app: RoomApp, state: DispatchState): void {
  const planOf = async (id: string): Promise<{ readonly id: string; readonly plan: Plan }> => {
    const stored = await planById(storeOf(state), id);
    if (stored === null) throw unknownPlan(id);
    return stored;
  };
  app.get(
    '/plans/:id/explanations',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'Large decisions of a plan with their reasons, and what set the prices',
        params: IdParams,
        querystring: z.strictObject({
          element: Part.optional(),
          kind: z.enum(EXPLANATION_KINDS).optional(),
          atMs: z.coerce.number().optional().describe('ms since 1970 UTC'),
        }),
        ...body(PlanReasonsBody),
      },
    },
    async ({ params, query }) => {
      const { id, plan } = await planOf(params.id);
      return { ...reasonsOf(id, plan), explanations: selectExplanations(plan.explanations, given(query)) };
    },
  );
  app.get(
    '/plans/:id/elements/:element',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'What one element of the region does in a plan, why, and at what prices',
        params: z.strictObject({ id: IdParams.shape.id, element: Part }),
        ...body(ElementReasonsBody),
      },
    },
    async ({ params }) => {
      const { id, plan } = await planOf(params.id);
      const { element } = params;
      const series = plan.series.filter((row) => row.element === element);
      const explanations = selectExplanations(plan.explanations, { element });
      if (series.length === 0 && explanations.length === 0)
        throw notFound('element', element, 'GET /api/dispatch/region lists the elements of the region.');
      const prices = Object.entries(plan.prices).filter(([key]) => key.split('.')[1] === element);
      return {
        ...{ planId: id, objective: plan.objective, horizon: plan.horizon, element, explanations },
        series: series.map(({ quantity, values }) => ({ quantity, values })),
        prices: Object.fromEntries(prices),
        priceSetters: plan.priceSetters.filter((row) => row.area === element || row.element === element),
      };
    },
  );
  app.get(
    '/plans/:id/jobs/:jobId',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'Why a plan runs one job where and when it does',
        params: z.strictObject({ id: IdParams.shape.id, jobId: Part }),
        ...body(JobReasonsBody),
      },
    },
    async ({ params }) => {
      const { id, plan } = await planOf(params.id);
      const reasons = jobReasons(plan, state.scenario.region, params.jobId);
      if (reasons === null)
        throw notFound(
          'job',
          params.jobId,
          'A plan explains the jobs that it placed; see its `refused` for others.',
        );
      return { planId: id, ...reasons };
    },
  );
}

const reasonsOf = (planId: string, plan: Plan): Omit<PlanReasons, 'explanations'> => ({
  planId,
  objective: plan.objective,
  horizon: plan.horizon,
  priceSetters: plan.priceSetters,
});

/** Without the keys that were not asked for. */
const given = <Query extends object>(
  query: Query,
): { [Key in keyof Query]: NonNullable<Query[Key]> | null } =>
  Object.fromEntries(Object.entries(query).map(([key, value]) => [key, value ?? null])) as never;
