import { z } from 'zod';
import { fingerprintOf } from '#dispatch/ledger';
import {
  countLateReadings,
  jobProof,
  ledgerBlock,
  ledgerBlocks,
  ledgerHead,
  readState,
} from '#dispatch/store';
import { actorOf, type RoomApp, requireRole } from '#platform/http-shell';
import { auditRun, LEDGER_AUDIT_JOB } from './ledger-audit-job.ts';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import {
  AuditRunBody,
  AuditRunListBody,
  BlockBody,
  BlockListBody,
  JobProofBody,
  LedgerBody,
} from './schemas/ledger-bodies.ts';
import { body, IdParams } from './wire.ts';

const tags = ['dispatch'];
const preHandler = requireRole('viewer');

/** The ledger: its head and blocks, proofs of jobs, and audits of all of it. */
export function ledgerRoutes(app: RoomApp, state: DispatchState): void {
  headRoutes(app, state);
  proofRoute(app, state);
  auditRoutes(app, state);
}

function headRoutes(app: RoomApp, state: DispatchState): void {
  app.get(
    '/ledger',
    { preHandler, schema: { tags, summary: 'Head and public key of the ledger', ...body(LedgerBody) } },
    async () => {
      const store = storeOf(state);
      const { publicKey } = state.signer;
      return {
        publicKey,
        fingerprint: fingerprintOf(publicKey),
        head: await ledgerHead(store),
        lateReadingCount: await countLateReadings(store),
        retraceFromMs: (await readState(store))?.retraceFromMs ?? null,
      };
    },
  );
  app.get(
    '/ledger/blocks',
    {
      preHandler,
      schema: {
        tags,
        summary: 'Blocks of the ledger, the newest first',
        querystring: z.strictObject({
          before: z.coerce.number().int().min(0).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        ...body(BlockListBody),
      },
    },
    async ({ query }) => {
      const blocks = await ledgerBlocks(storeOf(state), query);
      const last = blocks.at(-1);
      return { blocks: [...blocks], next: last === undefined || last.number === 0 ? null : last.number };
    },
  );
  app.get(
    '/ledger/blocks/:number',
    {
      preHandler,
      schema: {
        tags,
        summary: 'One block, and the head signed with it',
        params: z.strictObject({ number: z.coerce.number().int().min(0) }),
        ...body(BlockBody),
      },
    },
    async ({ params }) => {
      const block = await ledgerBlock(storeOf(state), params.number);
      if (block !== null) return block;
      throw notFound('block', String(params.number), 'GET /api/dispatch/ledger/blocks lists them.');
    },
  );
}

function proofRoute(app: RoomApp, state: DispatchState): void {
  app.get(
    '/jobs/:id/proof',
    {
      preHandler,
      schema: {
        tags,
        summary: 'Whose energy a job used, as a file that anybody can check with the public key',
        params: IdParams,
        ...body(JobProofBody),
      },
    },
    async ({ params }) => {
      const proof = await jobProof(storeOf(state), params.id);
      if (proof !== null) return proof;
      throw notFound(
        'proof',
        params.id,
        'A job has a proof once a period in which it ran is closed. "wattbit jobs show" tells where it stands.',
      );
    },
  );
}

function auditRoutes(app: RoomApp, state: DispatchState): void {
  const { db, jobs, audit } = state.context;
  app.post(
    '/ledger/audits',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags,
        summary: 'Derives the whole ledger again, in the background',
        response: { 202: z.strictObject({ id: z.string() }) },
      },
    },
    async (request, reply) => {
      const submittedBy = actorOf(request).name;
      const id = await db.transaction().execute(async (trx) => {
        const job = await jobs.submit(LEDGER_AUDIT_JOB, {}, { submittedBy, trx });
        await audit.append(trx, { actor: submittedBy, action: 'ledger.audit', subject: job });
        return job;
      });
      return reply.code(202).send({ id });
    },
  );
  app.get(
    '/ledger/audits',
    { preHandler, schema: { tags, summary: 'Audits of the last 30 days', ...body(AuditRunListBody) } },
    async () => ({ audits: (await jobs.list({ name: LEDGER_AUDIT_JOB, limit: 20 })).map(auditRun) }),
  );
  app.get(
    '/ledger/audits/:id',
    { preHandler, schema: { tags, summary: 'One audit', params: IdParams, ...body(AuditRunBody) } },
    async ({ params }) => {
      const job = z.uuid().safeParse(params.id).success ? await jobs.get(params.id) : null;
      if (job !== null && job.name === LEDGER_AUDIT_JOB) return auditRun(job);
      throw notFound('ledger-audit', params.id, 'GET /api/dispatch/ledger/audits lists them.');
    },
  );
}
