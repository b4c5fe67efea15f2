import { z } from 'zod';
import { closeMonth } from '#dispatch/cycle';
import { statementCsv, statementHtml } from '#dispatch/reports';
import { actorOf, type RoomApp, requireRole, sendReport } from '#platform/http-shell';
import { type DispatchState, notFound } from './room-state.ts';
import {
  LineDetailBody,
  MonthListBody,
  StatementMonthBody,
  VersionBody,
} from './schemas/statement-bodies.ts';
import { type DetailedMonth, detailedMonth, monthSummaries } from './statement-view.ts';
import { body, InLanguage } from './wire.ts';

const tags = ['dispatch'];
const MonthParams = z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'write YYYY-MM') });
const party = z.string().min(1).max(120).optional().describe('only the lines of this party');
const OfParty = z.strictObject({ party });
const STATEMENT_TOPIC = 'dispatch.statements';

/** Months settled in fen: lists, statements, their lines, and closing a month. */
export function statementRoutes(app: RoomApp, state: DispatchState): void {
  readRoutes(app, state);
  exportRoutes(app, state);
  closeRoute(app, state);
}

async function monthOf(state: DispatchState, month: string, of?: string): Promise<DetailedMonth> {
  const found = await detailedMonth(state, month, of);
  if (found !== null) return found;
  throw notFound('statement', month, 'GET /api/dispatch/statements lists the months that have statements.');
}

function readRoutes(app: RoomApp, state: DispatchState): void {
  const preHandler = requireRole('viewer');
  app.get(
    '/statements',
    { preHandler, schema: { tags, summary: 'Months that have statements', ...body(MonthListBody) } },
    async () => ({ months: await monthSummaries(state) }),
  );
  app.get(
    '/statements/:month',
    {
      preHandler,
      schema: {
        ...{ tags, summary: 'A month: what each party receives and pays, line by line' },
        ...{ params: MonthParams, querystring: OfParty, ...body(StatementMonthBody) },
      },
    },
    async ({ params, query }) => (await monthOf(state, params.month, query.party)).view,
  );
  app.get(
    '/statements/:month/line',
    {
      preHandler,
      schema: {
        ...{ tags, summary: 'One line with the periods that it sums' },
        ...{ params: MonthParams, querystring: z.strictObject({ id: z.string().min(1).max(80) }) },
        ...body(LineDetailBody),
      },
    },
    async ({ params, query }) => {
      const { details } = await monthOf(state, params.month);
      const line = details.find(({ id }) => id === query.id);
      if (line !== undefined) return line;
      throw notFound('statement-line', query.id, `GET /api/dispatch/statements/${params.month} lists them.`);
    },
  );
}

function exportRoutes(app: RoomApp, state: DispatchState): void {
  const preHandler = requireRole('viewer');
  app.get(
    '/statements/:month/statement.csv',
    {
      preHandler,
      schema: {
        ...{ tags, summary: 'A month as CSV, a row a line; with `periods` a row a period' },
        params: MonthParams,
        querystring: z.strictObject({ party, periods: z.stringbool().default(false) }),
      },
    },
    async ({ params, query }, reply) => {
      const { details } = await monthOf(state, params.month, query.party);
      return reply.type('text/csv; charset=utf-8').send(statementCsv(details, query.periods));
    },
  );
  app.get(
    '/statements/:month/statement.html',
    {
      preHandler,
      schema: {
        ...{ tags, summary: 'A month as a page to print' },
        ...{ params: MonthParams, querystring: z.strictObject({ party, ...InLanguage.shape }) },
      },
    },
    async ({ params, query }, reply) => {
      const { view, details } = await monthOf(state, params.month, query.party);
      const wish = { language: query.language, party: query.party ?? null };
      return sendReport(reply, statementHtml(view, details, state.scenario.region, wish));
    },
  );
}

function closeRoute(app: RoomApp, state: DispatchState): void {
  app.post(
    '/statements/:month/close',
    {
      preHandler: requireRole('operator'),
      schema: {
        ...{ tags, summary: 'Closes a month that is over, or corrects it by a next version' },
        ...{ params: MonthParams, ...body(z.strictObject({ version: VersionBody.nullable() })) },
      },
    },
    async (request) => {
      const { context, scenario, signer } = state;
      const actor = actorOf(request).name;
      const version = await closeMonth({ ...context, scenario, signer, month: request.params.month, actor });
      context.events.publish(STATEMENT_TOPIC, { month: request.params.month });
      return { version };
    },
  );
}
