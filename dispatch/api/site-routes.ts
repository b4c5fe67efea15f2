import { type RoomApp, requireRole } from '#platform/http-shell';
import { type DispatchState, notFound } from './room-state.ts';
import { SiteListBody, SiteViewBody } from './schemas/region-bodies.ts';
import { siteViews } from './site-view.ts';
import { body, IdParams } from './wire.ts';

const tags = ['dispatch'];

/** Compute sites: power, PUE, air, pools. */
export function siteRoutes(app: RoomApp, state: DispatchState): void {
  app.get(
    '/sites',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'Every site now', ...body(SiteListBody) },
    },
    async () => ({ sites: await siteViews(state) }),
  );
  app.get(
    '/sites/:id',
    {
      preHandler: requireRole('viewer'),
      schema: { tags, summary: 'One site', params: IdParams, ...body(SiteViewBody) },
    },
    async ({ params }) => {
      const [site] = await siteViews(state, params.id);
      if (site === undefined) throw notFound('site', params.id, 'GET /api/dispatch/sites lists the sites.');
      return site;
    },
  );
}
