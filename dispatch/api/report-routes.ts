import type { Readable } from 'node:stream';
import { z } from 'zod';
import { ruleViews } from '#dispatch/compliance';
import { dayReportOf } from '#dispatch/cycle';
import type { DayReport } from '#dispatch/domain';
import { dayReportHtml } from '#dispatch/reports';
import { findSeriesMapping, importSeries } from '#dispatch/sources';
import { ruleStatesOn, storeDb, importSeries as storeSeries } from '#dispatch/store';
import { AppError } from '#platform/errors';
import { actorOf, type RoomApp, requireRole, sendReport } from '#platform/http-shell';
import { shanghaiDay } from '#units';
import { footprintWithin } from './footprint-routes.ts';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import { DayReportBody, SeriesIntakeBody } from './schemas/region-bodies.ts';
import { body, InLanguage } from './wire.ts';

const tags = ['dispatch'];
const DayParams = z.strictObject({ day: z.union([z.iso.date(), z.literal('today')]) });

/** Days as they went, and series coming in. */
export function reportRoutes(app: RoomApp, state: DispatchState): void {
  app.get(
    '/reports/:day',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'A Shanghai day as it went, or `today`',
        params: DayParams,
        ...body(DayReportBody),
      },
    },
    ({ params }) => reportOfDay(state, params.day),
  );
  app.get(
    '/reports/:day/report.html',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'A day as a page of its own', params: DayParams, querystring: InLanguage },
    },
    async ({ params, query }, reply) => {
      const report = await reportOfDay(state, params.day);
      const states = await ruleStatesOn(storeOf(state), report.day);
      const rules = ruleViews(state.scenario.region, report.day, states);
      const footprint = await footprintWithin(state, { span: report.day });
      return sendReport(reply, dayReportHtml(report, state.scenario.region, { ...query, rules, footprint }));
    },
  );
  app.post(
    '/series/import',
    {
      preHandler: requireRole('operator'),
      bodyLimit: 1024 * 1024 * 1024,
      schema: {
        tags,
        summary:
          'Takes in measured values (text/csv, or application/gzip); they go before the files of the scenario',
        querystring: z.strictObject({
          map: z.string().min(1).max(2000).describe('A mapping of series by name, or written out'),
          name: z.string().max(200).optional(),
        }),
        ...body(SeriesIntakeBody),
      },
    },
    async (request) => {
      const isGzip = request.headers['content-type'] === 'application/gzip';
      const name = request.query.name ?? (isGzip ? 'upload.csv.gz' : 'upload.csv');
      const stream = request.body as Readable;
      return importUpload(state, { name, stream }, request.query.map, actorOf(request).name);
    },
  );
}

async function reportOfDay(state: DispatchState, asked: string): Promise<DayReport> {
  const nowMs = state.context.clock.now();
  const day = asked === 'today' ? shanghaiDay(nowMs) : asked;
  const report = await dayReportOf(state.scenario, storeOf(state), day, nowMs);
  if (report === null) {
    throw notFound(
      'day-report',
      day,
      'A day has a report once its first period has ended while the centre ran.',
    );
  }
  return report;
}

async function importUpload(
  state: DispatchState,
  source: { readonly name: string; readonly stream: Readable },
  map: string,
  actor: string,
) {
  const { context, scenario } = state;
  const mapping = await findSeriesMapping(map, { own: scenario.region.mappings });
  const intake = await importSeries(source, mapping);
  const unknown = intake.accepted.filter((series) => !(series.name in scenario.region.series));
  if (unknown.length === intake.accepted.length && unknown.length > 0) throw noSuchSeries(unknown, state);
  const known = intake.accepted.filter((series) => !unknown.includes(series));
  await context.db.transaction().execute(async (trx) => {
    for (const series of known) await storeSeries(storeDb(trx), series, context.clock.now());
    await context.audit.append(trx, {
      actor,
      action: 'series.import',
      subject: source.name,
      detail: { series: known.map((series) => series.name), rejectedRows: intake.rejected.length },
    });
  });
  for (const series of known) await scenario.refresh(series.name);
  return {
    accepted: known.map((series) => ({ series: series.name, points: series.values.length })),
    ignored: unknown.map((series) => series.name),
    rejected: intake.rejected,
  };
}

const noSuchSeries = (series: readonly { readonly name: string }[], state: DispatchState): AppError =>
  new AppError({
    code: 'series-unknown',
    kind: 'invalid-input',
    message: `None of the columns (${series.map((row) => row.name).join(', ')}) is a series of the region.`,
    remedy: `Name the columns, in the mapping, like series of the region: ${Object.keys(state.scenario.region.series).slice(0, 12).join(', ')}...`,
  });
