import { z } from 'zod';
import { dayEnergyOf } from '#dispatch/cycle';
import type { DayEnergy } from '#dispatch/domain';
import { dayEnergyCsv, periodEnergyCsv } from '#dispatch/reports';
import { traceWithin } from '#dispatch/store';
import { type RoomApp, requireRole } from '#platform/http-shell';
import { MS_PER_DAY, shanghaiDay, shanghaiDayStartMs } from '#units';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import { DayEnergyBody } from './schemas/energy-bodies.ts';
import { body } from './wire.ts';

const tags = ['dispatch'];
const DayParams = z.strictObject({ day: z.union([z.iso.date(), z.literal('today')]) });
const job = z.string().min(1).max(200).optional().describe('only what this job took');

/** Whose energy a day was: by consumer and source, summed or period by period. */
export function traceRoutes(app: RoomApp, state: DispatchState): void {
  const preHandler = requireRole('viewer');
  app.get(
    '/traces/:day',
    {
      preHandler,
      schema: {
        ...{ tags, summary: 'Whose energy a Shanghai day was, or `today`: by consumer and source' },
        ...{ params: DayParams, querystring: z.strictObject({ job }), ...body(DayEnergyBody) },
      },
    },
    ({ params, query }) => energyOfDay(state, dayOf(state, params.day), query.job),
  );
  app.get(
    '/traces/:day/trace.csv',
    {
      preHandler,
      schema: {
        ...{ tags, summary: 'A day as CSV, a row a consumer and source; with `periods` a row a period too' },
        params: DayParams,
        querystring: z.strictObject({ job, periods: z.stringbool().default(false) }),
      },
    },
    async ({ params, query }, reply) => {
      const day = dayOf(state, params.day);
      const energy = await energyOfDay(state, day, query.job);
      const text = query.periods
        ? periodEnergyCsv(await tracesOfDay(state, day, query.job))
        : dayEnergyCsv(energy.consumers);
      const name = `trace-${day}${query.periods ? '-periods' : ''}.csv`;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(text);
    },
  );
}

const dayOf = ({ context }: DispatchState, asked: string): string =>
  asked === 'today' ? shanghaiDay(context.clock.now()) : asked;

function tracesOfDay(state: DispatchState, day: string, jobId?: string) {
  const fromMs = shanghaiDayStartMs(day);
  return traceWithin(storeOf(state), fromMs, fromMs + MS_PER_DAY, jobId);
}

async function energyOfDay(state: DispatchState, day: string, jobId?: string): Promise<DayEnergy> {
  const energy = await dayEnergyOf(state.scenario, storeOf(state), day, state.context.clock.now());
  if (energy === null)
    throw notFound('trace', day, 'A day can be traced once its first period has ended while the centre ran.');
  if (jobId === undefined) return energy;
  const consumers = energy.consumers.filter(({ kind, id }) => kind === 'job' && id === jobId);
  if (consumers.length > 0) return { ...energy, consumers };
  throw notFound(
    'traced-job',
    jobId,
    `GET /api/dispatch/traces/${day} lists the jobs that used energy on that day.`,
  );
}
