import { z } from 'zod';
import { ruleViews } from '#dispatch/compliance';
import { correctionsOf, ruleDaysOf, ruleStatesOn } from '#dispatch/store';
import { type RoomApp, requireRole } from '#platform/http-shell';
import { shanghaiDay } from '#units';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import { RuleListBody, RuleStoryBody } from './schemas/rule-bodies.ts';
import { body, IdParams } from './wire.ts';

const tags = ['dispatch'];
const OnDay = z.strictObject({
  day: z.iso.date().optional().describe('Shanghai; as it stood at the end of this day; default: now'),
});

/** The dated rules: how each stands, where its count ends, what it costs, what helps. */
export function ruleRoutes(app: RoomApp, state: DispatchState): void {
  const asked = (day: string | undefined): string => day ?? shanghaiDay(state.context.clock.now());
  app.get(
    '/rules',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'Every rule that holds, those in danger first, with its last state, projection and remedies',
        querystring: OnDay,
        ...body(RuleListBody),
      },
    },
    async ({ query }) => {
      const day = asked(query.day);
      const states = await ruleStatesOn(storeOf(state), day);
      return { day, rules: ruleViews(state.scenario.region, day, states) };
    },
  );
  app.get(
    '/rules/:id',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'One rule with its versions and its state on every day',
        params: IdParams,
        querystring: OnDay,
        ...body(RuleStoryBody),
      },
    },
    async ({ params, query }) => {
      const day = asked(query.day);
      const all = await ruleDaysOf(storeOf(state), params.id);
      const days = all.filter((row) => row.day <= day);
      const last = days.at(-1);
      const found = ruleViews(state.scenario.region, day, last === undefined ? [] : [last]).find(
        ({ record }) => record.id === params.id,
      );
      if (found === undefined)
        throw notFound('rule', params.id, `GET /api/dispatch/rules lists the rules that hold on ${day}.`);
      return { ...found, days, corrections: await correctionsOf(storeOf(state), params.id) };
    },
  );
}
