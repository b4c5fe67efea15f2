import type { Readable } from 'node:stream';
import { z } from 'zod';
import { told } from '#dispatch/cycle';
import { JOB_STATES } from '#dispatch/domain';
import { findJobMapping, importJobs } from '#dispatch/sources';
import {
  appendJobEvents,
  ENDED_JOB_STATES,
  jobById,
  listJobs,
  requestCancel,
  storeDb,
  submissionsOf,
} from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { AppError } from '#platform/errors';
import { type Actor, actorOf, type RoomApp, requireRole } from '#platform/http-shell';
import { shanghaiIso } from '#units';
import { acceptSubmitted, type Intake, submitRaw } from './job-intake.ts';
import { jobStory } from './job-story.ts';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import { IntakeBody, JobPageBody, JobStoryBody } from './schemas/job-bodies.ts';
import { body, IdParams } from './wire.ts';

const tags = ['dispatch'];
const unknownJob = (id: string): AppError => notFound('job', id, 'GET /api/dispatch/jobs lists the jobs.');

/** Jobs: submitting, listing, one job's story, withdrawing. */
export function jobRoutes(app: RoomApp, state: DispatchState): void {
  app.addContentTypeParser(
    ['text/csv', 'application/gzip', 'application/x-ndjson'],
    (_request, payload, done) => done(null, payload),
  );
  readRoutes(app, state);
  app.post(
    '/jobs',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags,
        summary: 'Submits one job or a list; the same id with the same content again changes nothing',
        body: z
          .union([z.record(z.string(), z.unknown()), z.array(z.unknown()).max(100_000)])
          .describe('Job or Job[]'),
        ...body(IntakeBody),
      },
    },
    async (request) => submitRaw(state, request.body, actorOf(request)),
  );
  app.post(
    '/jobs/import',
    {
      preHandler: requireRole('operator'),
      bodyLimit: 1024 * 1024 * 1024,
      schema: {
        tags,
        summary: 'Submits the rows of a CSV file (text/csv, or application/gzip)',
        querystring: z.strictObject({
          map: z.string().max(2000).optional(),
          name: z.string().max(200).optional(),
        }),
        ...body(IntakeBody),
      },
    },
    async (request) => importFile(state, request, actorOf(request)),
  );
  app.post(
    '/jobs/:id/cancel',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags,
        summary: 'Withdraws a job; a running one is stopped',
        params: IdParams,
        ...body(JobStoryBody),
      },
    },
    async (request) => {
      await withdraw(state, request.params.id, actorOf(request).name);
      return (await jobStory(state, request.params.id, actorOf(request).role))!;
    },
  );
}

function readRoutes(app: RoomApp, state: DispatchState): void {
  app.get(
    '/jobs',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: 'Jobs, the latest submitted first',
        querystring: z.strictObject({
          state: z.enum(JOB_STATES).optional(),
          kind: z.enum(['rigid', 'preemptible', 'elastic', 'online', 'bulk']).optional(),
          site: z.string().max(120).optional(),
          text: z.string().max(200).optional().describe('Part of the id, name or owner'),
          after: z.string().max(200).optional().describe('`next` of the page before'),
          limit: z.coerce.number().int().min(1).max(1000).default(100),
        }),
        ...body(JobPageBody),
      },
    },
    ({ query }) => listJobs(storeOf(state), query),
  );
  app.get(
    '/jobs/:id',
    {
      preHandler: requireRole('viewer'),
      schema: {
        tags,
        summary: "One job's story with its energy; its command and output for operators",
        params: IdParams,
        ...body(JobStoryBody),
      },
    },
    async (request) => {
      const { id } = request.params;
      const story = await jobStory(state, id, actorOf(request).role);
      if (story === null) throw unknownJob(id);
      return story;
    },
  );
}

interface Upload {
  readonly body: unknown;
  readonly query: { readonly map?: string | undefined; readonly name?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Rows are taken in as they arrive, batch by batch; every rejected row is named with its line. */
async function importFile(state: DispatchState, request: Upload, actor: Actor): Promise<Intake> {
  const isGzip = request.headers['content-type'] === 'application/gzip';
  const name = request.query.name ?? (isGzip ? 'upload.csv.gz' : 'upload.csv');
  const { map } = request.query;
  const mapping =
    map === undefined ? undefined : await findJobMapping(map, { own: state.scenario.region.mappings });
  const accepted: string[] = [];
  const rejected: Intake['rejected'][number][] = [];
  const submittedAt = shanghaiIso(state.context.clock.now());
  const source = { name, stream: request.body as Readable };
  for await (const batch of importJobs(source, mapping, { submittedAt })) {
    rejected.push(...batch.rejected.map((row) => ({ ...row, id: row.id ?? null })));
    const known = await submissionsOf(storeOf(state), [...batch.undated]);
    const rows = batch.accepted.map((job, index) => ({
      job: batch.undated.has(job.id) ? { ...job, submittedAt: known.get(job.id) ?? submittedAt } : job,
      line: batch.lines[index]!,
    }));
    const taken = await acceptSubmitted(state, rows, actor);
    accepted.push(...taken.accepted);
    rejected.push(...taken.rejected);
  }
  return { accepted, rejected };
}

async function withdraw(state: DispatchState, id: string, actor: string): Promise<void> {
  const stored = await jobById(storeOf(state), id);
  if (stored === null) throw unknownJob(id);
  if (stored.cancelRequestedBy !== null || stored.state === 'cancelled') return;
  if (ENDED_JOB_STATES.includes(stored.state)) {
    throw new AppError({
      code: 'job-ended',
      kind: 'conflict',
      message: `The job "${id}" has ended (${stored.state}).`,
      remedy: 'Only a job that has not ended can be withdrawn.',
    });
  }
  const { db, audit, clock } = state.context;
  await inTransaction(db, async (trx) => {
    if (!(await requestCancel(storeDb(trx), id, actor))) return;
    await appendJobEvents(storeDb(trx), [told(id, clock.now(), 'cancelRequested', [], actor)]);
    await audit.append(trx, { actor, action: 'job.withdraw', subject: id });
  });
  state.cycle?.wake();
}
