import { z } from 'zod';
import { footprintOf } from '#dispatch/cycle';
import type { FootprintView } from '#dispatch/domain';
import { type RoomApp, requireRole } from '#platform/http-shell';
import { shanghaiDay } from '#units';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import { FootprintBody } from './schemas/footprint-bodies.ts';
import { body } from './wire.ts';

const tags = ['dispatch'];
const Wish = z.strictObject({
  day: z.iso.date().optional().describe('Shanghai; default: today'),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'write YYYY-MM')
    .optional()
    .describe('a whole month instead'),
  site: z.string().min(1).max(200).optional().describe('only this site'),
  job: z.string().min(1).max(200).optional().describe('this job too'),
});

/** Carbon by three methods, the figures of ISO/IEC 30134 of each site, and targets. */
export function footprintRoutes(app: RoomApp, state: DispatchState): void {
  app.get(
    '/footprint',
    {
      preHandler: requireRole('viewer'),
      schema: {
        ...{ tags, summary: 'Carbon by location, market and margin, figures of sites, targets' },
        ...{ querystring: Wish, ...body(FootprintBody) },
      },
    },
    async ({ query }) => {
      const span = query.month ?? query.day ?? shanghaiDay(state.context.clock.now());
      const view = await footprintWithin(state, { span, job: query.job });
      if (view === null) throw unknownSpan(span);
      if (query.job !== undefined && !view.rows.some(({ kind }) => kind === 'job'))
        throw notFound('job-footprint', query.job, `No energy of it is metered in ${span}.`);
      return query.site === undefined ? view : ofSite(state, view, query.site);
    },
  );
}

/** Null when no period of the span is closed. */
export const footprintWithin = (
  state: DispatchState,
  { span, job }: { readonly span: string; readonly job?: string | undefined },
): Promise<FootprintView | null> =>
  footprintOf({
    ...{ scenario: state.scenario, db: storeOf(state), span, nowMs: state.context.clock.now() },
    ...(job === undefined ? {} : { jobId: job }),
  });

function ofSite(state: DispatchState, view: FootprintView, site: string): FootprintView {
  if (!state.scenario.region.sites.some(({ id }) => id === site))
    throw notFound('site', site, 'GET /api/dispatch/sites lists the sites.');
  return {
    ...view,
    rows: view.rows.filter(({ kind, id }) => kind === 'job' || (kind === 'site' && id === site)),
    sites: view.sites.filter(({ siteId }) => siteId === site),
    targets: view.targets.filter(({ target }) => target.site === site),
  };
}

const unknownSpan = (span: string) =>
  notFound(
    'footprint',
    span,
    'A day or month has a footprint once its first period has ended while the centre ran.',
  );
