import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shanghaiMonth, unexpiredFromMs } from '#dispatch/certificates';
import { actOnCertificates } from '#dispatch/cycle';
import {
  CERTIFIED_SOURCES,
  CertificateCancellation,
  type CertificatePage,
  CertificateSplit,
  CertificateTransfer,
  type CertificateWish,
  CertificateWithdrawal,
  SHOWN_STATUSES,
} from '#dispatch/domain';
import { type BundleFilter, findBundles } from '#dispatch/store';
import { actorOf, type RoomApp, requireRole } from '#platform/http-shell';
import {
  accountsOf,
  certificateView,
  devicesView,
  monthlyView,
  reconciliationView,
  walletView,
} from './certificate-view.ts';
import { type DispatchState, notFound, storeOf } from './room-state.ts';
import {
  AccountsBody,
  ActionBody,
  CertificatePageBody,
  DevicesBody,
  MonthlyBody,
  ReconciliationBody,
  WalletBody,
} from './schemas/certificate-bodies.ts';
import { body, IdParams } from './wire.ts';

const tags = ['dispatch'];
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'write YYYY-MM');
const Query = z.strictObject({
  account_id: z.string().max(120).optional(),
  device_id: z.string().max(120).optional(),
  origin_device_id: z.string().max(120).optional(),
  energy_source: z.enum(CERTIFIED_SOURCES).optional(),
  is_storage: z.stringbool().optional(),
  certificate_bundle_status: z.enum(SHOWN_STATUSES).optional(),
  certificate_period_start: z.iso.datetime({ offset: true }).optional(),
  certificate_period_end: z.iso.datetime({ offset: true }).optional(),
  after: z
    .string()
    .regex(/^\d+\.\d+$/)
    .optional()
    .describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
const Key = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('The same key again gets the first answer'),
});
const CERTIFICATES_TOPIC = 'dispatch.certificates';

/** Certificates of every period and month; issuing is automatic, so that nothing here can mint. */
export function certificateRoutes(app: RoomApp, state: DispatchState): void {
  registerRoutes(app, state);
  queryRoute(app, state);
  actionRoutes(app, state);
  monthRoutes(app, state);
}

function registerRoutes(app: RoomApp, state: DispatchState): void {
  const preHandler = requireRole('viewer');
  const { region } = state.scenario;
  app.get(
    '/certificates/accounts',
    { preHandler, schema: { tags, summary: 'Accounts of certificates', ...body(AccountsBody) } },
    async () => ({ accounts: accountsOf(region) }),
  );
  app.get(
    '/certificates/accounts/:id/wallet',
    {
      preHandler,
      schema: {
        ...{ tags, summary: 'What an account holds by month, and hour by hour of one month' },
        ...{
          params: IdParams,
          querystring: z.strictObject({ month: Month.optional() }),
          ...body(WalletBody),
        },
      },
    },
    async ({ params, query }) => {
      if (!accountsOf(region).some((account) => account.account_id === params.id))
        throw notFound('account', params.id, 'GET /api/dispatch/certificates/accounts lists the accounts.');
      return walletView(state, params.id, query.month ?? shanghaiMonth(state.context.clock.now()));
    },
  );
  app.get(
    '/certificates/devices',
    { preHandler, schema: { tags, summary: 'Meters that earn certificates', ...body(DevicesBody) } },
    async () => ({ devices: await devicesView(state) }),
  );
}

function queryRoute(app: RoomApp, state: DispatchState): void {
  app.get(
    '/certificates/query',
    {
      preHandler: requireRole('viewer'),
      schema: {
        ...{ tags, summary: 'Bundles of certificates, the latest first' },
        ...{ querystring: Query, ...body(CertificatePageBody) },
      },
    },
    async ({ query }) => pageOf(state, query),
  );
}

async function pageOf(state: DispatchState, query: z.output<typeof Query>): Promise<CertificatePage> {
  const { region } = state.scenario;
  const nowMs = state.context.clock.now();
  const validFromMs = unexpiredFromMs(region.certificateRules, nowMs);
  const status = query.certificate_bundle_status;
  const [start, end] = [query.certificate_period_start, query.certificate_period_end];
  const fromMs = Math.max(
    start ? Date.parse(start) : -Infinity,
    status === 'active' ? validFromMs : -Infinity,
  );
  const toMs = Math.min(end ? Date.parse(end) : Infinity, status === 'expired' ? validFromMs : Infinity);
  if (toMs === -Infinity) return { certificates: [], next: null };
  const filter: BundleFilter = {
    ...{ accountId: query.account_id, deviceId: query.device_id, originId: query.origin_device_id },
    ...{ source: query.energy_source, isStorage: query.is_storage },
    status: status === 'expired' ? 'active' : status,
    fromMs: Number.isFinite(fromMs) ? fromMs : undefined,
    toMs: Number.isFinite(toMs) ? toMs : undefined,
  };
  const [issuanceNumber, fromUnit] = query.after?.split('.').map(Number) ?? [];
  const after =
    query.after === undefined ? undefined : { issuanceNumber: issuanceNumber!, fromUnit: fromUnit! };
  const found = await findBundles(storeOf(state), filter, { limit: query.limit + 1, order: 'desc', after });
  const shown = found.slice(0, query.limit);
  const last = found.length > query.limit ? shown.at(-1)! : null;
  return {
    certificates: shown.map((one) => certificateView(region, one, nowMs)),
    next: last === null ? null : `${last.issuance.issuanceNumber}.${last.bundle.fromUnit}`,
  };
}

function actionRoutes(app: RoomApp, state: DispatchState): void {
  const { db, audit, clock, events } = state.context;
  const desk = { db, audit, signer: state.signer, region: state.scenario.region };
  const act = async (wish: CertificateWish, request: Pick<FastifyRequest, 'headers'>, actor: string) => {
    const idempotencyKey = (request.headers['idempotency-key'] as string | undefined) ?? null;
    const asked = { actionId: randomUUID(), wish, idempotencyKey, actor, nowMs: clock.now() };
    const answer = await actOnCertificates(desk, asked);
    events.publish(CERTIFICATES_TOPIC, { action: answer.action_type });
    return answer;
  };
  const operator = { preHandler: requireRole('operator') };
  const common = { tags, headers: Key, ...body(ActionBody) };
  app.post(
    '/certificates/transfer',
    {
      ...operator,
      schema: { ...common, summary: 'Moves certificates to another account', body: CertificateTransfer },
    },
    async (request) => act({ action: 'transfer', ...request.body }, request, actorOf(request).name),
  );
  app.post(
    '/certificates/split',
    { ...operator, schema: { ...common, summary: 'Cuts a bundle in two', body: CertificateSplit } },
    async (request) => act({ action: 'split', ...request.body }, request, actorOf(request).name),
  );
  app.post(
    '/certificates/cancel',
    {
      ...operator,
      schema: {
        ...common,
        summary: 'Claims certificates for good on somebody’s behalf',
        body: CertificateCancellation,
      },
    },
    async (request) => act({ action: 'cancel', ...request.body }, request, actorOf(request).name),
  );
  app.post(
    '/certificates/withdraw',
    {
      preHandler: requireRole('administrator'),
      schema: {
        ...common,
        summary: 'Takes certificates out that should not have been issued',
        body: CertificateWithdrawal,
      },
    },
    async (request) => act({ action: 'withdraw', ...request.body }, request, actorOf(request).name),
  );
}

function monthRoutes(app: RoomApp, state: DispatchState): void {
  const preHandler = requireRole('viewer');
  app.get(
    '/certificates/monthly',
    {
      preHandler,
      schema: {
        ...{ tags, summary: 'Monthly certificates (绿证) with what was carried over' },
        ...{ querystring: z.strictObject({ month: Month.optional() }), ...body(MonthlyBody) },
      },
    },
    async ({ query }) => ({ rows: await monthlyView(state, query.month) }),
  );
  app.get(
    '/certificates/reconciliation',
    {
      preHandler,
      schema: {
        tags,
        summary: 'Both registers held against each other, to the Wh',
        ...body(ReconciliationBody),
      },
    },
    () => reconciliationView(state),
  );
}
