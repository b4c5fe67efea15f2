import { Readable } from 'node:stream';
import { z } from 'zod';
import { takeReadings } from '#dispatch/cycle';
import type { MeterIntake } from '#dispatch/domain';
import {
  channelsOf,
  findReadingMapping,
  type ReadingRows,
  readingsOfFile,
  readingsOfList,
} from '#dispatch/sources';
import { AppError } from '#platform/errors';
import { actorOf, type RoomApp, requireRole } from '#platform/http-shell';
import { shanghaiDay } from '#units';
import { meterDay, meterViews } from './meter-view.ts';
import { type DispatchState, notFound } from './room-state.ts';
import { MeterDayBody, MeterIntakeBody, MeterListBody } from './schemas/meter-bodies.ts';
import { body, IdParams } from './wire.ts';

const tags = ['dispatch'];

/** Meters of the region, and the readings that come from them. */
export function meterRoutes(app: RoomApp, state: DispatchState): void {
  readRoutes(app, state);
  app.post(
    '/meter-readings',
    {
      preHandler: requireRole('operator'),
      bodyLimit: 256 * 1024 * 1024,
      schema: {
        tags,
        summary:
          'Takes readings of meters in: one or a list as JSON, or a file (text/csv, application/x-ndjson, application/gzip); again changes nothing',
        querystring: z.strictObject({
          map: z
            .string()
            .min(1)
            .max(2000)
            .optional()
            .describe('A mapping of readings by name, or written out'),
          name: z.string().max(200).optional().describe('Name of the file; its end tells the format'),
        }),
        ...body(MeterIntakeBody),
      },
    },
    async (request) => {
      const source = request.query.name ?? uploadName(request.headers['content-type']);
      const rows = await readRows(state, request.body, source, request.query.map);
      return takeDelivery(state, rows, source, actorOf(request).name);
    },
  );
}

function readRoutes(app: RoomApp, state: DispatchState): void {
  const preHandler = requireRole('viewer');
  app.get(
    '/meters',
    {
      preHandler,
      schema: { tags, summary: 'Every meter with its last reading, age and flags', ...body(MeterListBody) },
    },
    async () => ({ meters: await meterViews(state) }),
  );
  app.get(
    '/meters/:id',
    {
      preHandler,
      schema: {
        tags,
        summary: 'One meter: the raw receipts behind its readings of a Shanghai day',
        params: IdParams,
        querystring: z.strictObject({ day: z.iso.date().optional().describe('Default: today') }),
        ...body(MeterDayBody),
      },
    },
    async ({ params, query }) => {
      const day = query.day ?? shanghaiDay(state.context.clock.now());
      const view = await meterDay(state, params.id, day);
      if (view === null) throw notFound('meter', params.id, 'GET /api/dispatch/meters lists the meters.');
      return view;
    },
  );
}

function uploadName(contentType: string | undefined): string {
  const type = contentType?.split(';')[0]?.trim();
  if (type === 'application/gzip') return 'upload.csv.gz';
  if (type === 'application/x-ndjson') return 'upload.jsonl';
  return type === 'text/csv' ? 'upload.csv' : 'api';
}

async function readRows(
  state: DispatchState,
  given: unknown,
  name: string,
  map: string | undefined,
): Promise<ReadingRows> {
  const { region } = state.scenario;
  const channels = channelsOf(region);
  const nowMs = state.context.clock.now();
  if (given === undefined || given === null) throw nothingGiven();
  if (!(given instanceof Readable)) return readingsOfList(given, channels, nowMs);
  const mapping = map === undefined ? undefined : await findReadingMapping(map, { own: region.mappings });
  return readingsOfFile({ name, stream: given }, channels, nowMs, mapping);
}

async function takeDelivery(
  state: DispatchState,
  rows: ReadingRows,
  source: string,
  actor: string,
): Promise<MeterIntake> {
  const { db, audit, events, clock } = state.context;
  const { signer, scenario } = state;
  const taker = { db, audit, events, signer, region: scenario.region };
  const intake = await takeReadings(taker, { ...rows, source, actor }, clock.now());
  if (intake.periodsRetraced > 0) state.cycle?.wake();
  return intake;
}

const nothingGiven = (): AppError =>
  new AppError({
    code: 'readings-missing',
    kind: 'invalid-input',
    message: 'The request brings no readings.',
    remedy:
      'Send one reading or a list as JSON, or a file as text/csv, application/x-ndjson or application/gzip.',
  });
