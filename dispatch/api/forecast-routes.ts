import { z } from 'zod';
import { forecastStory, forecastView, shownTargets } from '#dispatch/cycle';
import type { ForecastView } from '#dispatch/domain';
import { latestForecasts } from '#dispatch/store';
import { type RoomApp, requireRole } from '#platform/http-shell';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import { ForecastListBody, ForecastViewBody } from './schemas/region-bodies.ts';
import { body } from './wire.ts';

const tags = ['dispatch'];

/** The forecasts that the plan in force was made with. */
export function forecastRoutes(app: RoomApp, state: DispatchState): void {
  app.get(
    '/forecasts',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'Every forecast of the plan in force',
        ...body(ForecastListBody),
      },
    },
    async () => {
      const stored = new Map((await latestForecasts(storeOf(state))).map((row) => [row.target, row]));
      const nowMs = state.context.clock.now();
      const forecasts: ForecastView[] = [];
      for (const shown of shownTargets(state.scenario.region)) {
        const forecast = stored.get(shown.target.target);
        if (forecast !== undefined)
          forecasts.push(await forecastView(shown, forecast, state.scenario, nowMs));
      }
      return { forecasts };
    },
  );
  // One story takes seconds of computing: it is kept until the next forecast is issued.
  const kept = new Map<string, { readonly issuedAtMs: number; readonly view: Promise<ForecastView> }>();
  app.get(
    '/forecasts/:target',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'One forecast with the day before and the score of each method',
        params: z.strictObject({ target: z.string().min(1).max(200) }),
        ...body(ForecastViewBody),
      },
    },
    async ({ params }) => {
      const shown = shownTargets(state.scenario.region).find((row) => row.target.target === params.target);
      const stored = (await latestForecasts(storeOf(state))).find((row) => row.target === params.target);
      if (shown === undefined || stored === undefined) {
        throw notFound('forecast', params.target, 'GET /api/dispatch/forecasts lists the targets.');
      }
      const known = kept.get(params.target);
      if (known?.issuedAtMs === stored.issuedAtMs) return known.view;
      const view = forecastStory(shown, stored, state.scenario, state.context.clock.now());
      kept.set(params.target, { issuedAtMs: stored.issuedAtMs, view });
      view.catch(() => kept.delete(params.target));
      return view;
    },
  );
}
