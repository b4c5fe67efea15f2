import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyRequest,
  LogController,
  type RouteOptions,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { sql } from 'kysely';
import { AppError } from '#platform/errors';
import { invariant } from '#units';
import { type Actor, refuseUnlessAllowed, requiredRoleOf } from './access.ts';
import { describeApi, openApiRoute } from './api-description.ts';
import { auditRoutes } from './audit-routes.ts';
import { serveConsole } from './console-files.ts';
import { eventRoute } from './event-route.ts';
import type { EventHub } from './events.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import type { RoomApp, RoomContext, ServerRoom } from './room.ts';
import { refuseOtherHost, refuseOtherOrigin } from './same-origin.ts';
import { addSecurityHeaders } from './security.ts';

export interface ShellOptions {
  readonly context: RoomContext;
  readonly events: EventHub;
  readonly rooms: readonly ServerRoom[];
  /** The hall's own routes, mounted at /api: session, accounts, tokens. */
  readonly hallRoutes: readonly ((app: RoomApp) => void)[];
  /** Who sends this request; null when nobody is signed in. Throws for a wrong token. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  /** The built console; null for none. */
  readonly consoleDir: string | null;
  readonly version: string;
}

const LARGEST_BODY_BYTES = 16 * 1024 * 1024;
const REQUESTS_A_MINUTE = 3_000;

/** The server with all rooms mounted; not yet listening. */
export async function createShell(options: ShellOptions): Promise<RoomApp> {
  const { config, log } = options.context;
  const app: RoomApp = Fastify({
    loggerInstance: log.child({ part: 'http' }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY_BYTES,
    trustProxy: config.publicUrl === null ? false : 'loopback',
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request);
    if (problem.status === 503) reply.header('retry-after', '2');
    return reply.code(problem.status).type(PROBLEM_TYPE).send(problem);
  });
  app.addHook('onRoute', declareAccess);
  await addSecurityHeaders(app, config.publicUrl?.startsWith('https:') ?? false);
  await app.register(rateLimit, {
    max: REQUESTS_A_MINUTE,
    timeWindow: '1 minute',
    errorResponseBuilder: tooMany,
  });
  await app.register(cookie);
  guardRequests(app, options);
  await describeApi(app, options.version);
  await mount(app, options);
  await serveConsole(app, options.consoleDir);
  return app;
}

/** Every address below /api says who may call it; forgetting that stops the start instead of leaving a door open. */
function declareAccess(route: RouteOptions): void {
  const handlers = [route.preHandler ?? []].flat();
  const role = handlers.map(requiredRoleOf).find((found) => found !== undefined);
  const access = route.config?.access ?? role ?? (route.url.startsWith('/api/docs') ? 'public' : undefined);
  invariant(
    access !== undefined || !route.url.startsWith('/api/'),
    `${String(route.method)} ${route.url} does not say who may call it (requireRole, or config.access)`,
  );
  route.config = { ...route.config, access: access ?? 'public' };
}

function guardRequests(app: RoomApp, options: ShellOptions): void {
  const { config } = options.context;
  app.decorateRequest('actor', null);
  app.addHook('onRequest', async (request) => {
    refuseOtherHost(request, config.host, config.publicUrl);
    refuseOtherOrigin(request, config.publicUrl);
    if (!request.url.startsWith('/api/')) return;
    const access = request.routeOptions.config.access ?? 'public';
    // A page that is open to all is not refused for a stale token.
    request.actor = await options.authenticate(request).catch((error: unknown) => {
      if (access === 'public' && error instanceof AppError) return null;
      throw error;
    });
    if (access !== 'public') refuseUnlessAllowed(request.actor, access);
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.debug(
      {
        method: request.method,
        url: request.routeOptions.url,
        status: reply.statusCode,
        ms: reply.elapsedTime,
      },
      'answered',
    );
  });
}

async function mount(app: RoomApp, options: ShellOptions): Promise<void> {
  const { context } = options;
  healthRoute(app, options);
  await app.register(
    async (hall) => {
      const scope = hall as unknown as RoomApp;
      eventRoute(scope, options.events, options.authenticate);
      auditRoutes(scope, context);
      for (const routes of options.hallRoutes) routes(scope);
    },
    { prefix: '/api' },
  );
  for (const room of options.rooms) {
    const roomContext = { ...context, log: context.log.child({ room: room.id }) };
    await app.register(async (scope) => room.register(scope as unknown as RoomApp, roomContext), {
      prefix: `/api/${room.id}`,
    });
  }
  openApiRoute(app);
}

function healthRoute(app: RoomApp, { context, version }: ShellOptions): void {
  app.get('/healthz', { schema: { hide: true } }, async (_request, reply) => {
    const database = await sql`select 1`.execute(context.db).then(
      () => 'ok' as const,
      () => 'away' as const,
    );
    return reply.code(database === 'ok' ? 200 : 503).send({ status: database, database, version });
  });
}

const tooMany = (_request: FastifyRequest, limit: { after: string; max: number }): AppError =>
  new AppError({
    code: 'too-many-requests',
    kind: 'too-many-requests',
    message: `More than ${limit.max} such requests in a minute.`,
    remedy: `Wait ${limit.after}; send many records in one request.`,
  });
