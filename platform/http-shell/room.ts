import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Audit } from '#platform/audit';
import type { Clock } from '#platform/clock';
import type { Config } from '#platform/config';
import type { Db, Migration } from '#platform/db';
import type { Jobs } from '#platform/jobs';
import type { Log } from '#platform/log';
import type { Events } from './events.ts';

/** Fastify with zod schemas as types: `app.get('/x', { schema: { querystring: z.object(...) } }, handler)`. */
export type RoomApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the hall hands a room. */
export interface RoomContext {
  readonly db: Db;
  readonly audit: Audit;
  readonly log: Log;
  /** The time the room lives in: the scenario's in a demonstration, the wall's otherwise. */
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly config: Config;
  readonly events: Events;
}

/** One room's door to the server. Its routes are mounted below `/api/<id>`. */
export interface ServerRoom {
  /** Lower case, also the prefix of its routes and of its events' topics. */
  readonly id: string;
  /** The database schema it owns. */
  readonly schema: string;
  readonly migrations: readonly Migration[];
  /**
   * Declares routes (paths relative to `/api/<id>`) and jobs. Every route says who may call it:
   * `preHandler: requireRole('operator')`, or `config: { access: 'public' }`; one that says nothing stops the start.
   */
  register(app: RoomApp, context: RoomContext): Promise<void> | void;
  /** Background work, begun once everything is migrated and registered; returns how to stop it. */
  start?(context: RoomContext): Promise<() => Promise<void>>;
}
