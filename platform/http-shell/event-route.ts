import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, requireRole } from './access.ts';
import type { EventHub } from './events.ts';
import type { RoomApp } from './room.ts';

/** `GET /api/events`: the live notices of all rooms. */
export function eventRoute(
  app: RoomApp,
  hub: EventHub,
  authenticate: (request: FastifyRequest) => Promise<Actor | null>,
): void {
  app.get(
    '/events',
    {
      preHandler: requireRole('viewer'),
      exposeHeadRoute: false,
      schema: {
        tags: ['hall'],
        summary: 'Live notices (server-sent events)',
        description:
          'The event name is the topic, e.g. dispatch.plan; the data are ids, so read the record again. After ' +
          '"reset" read everything again. Reconnecting with Last-Event-ID replays what was missed.',
        querystring: z.object({
          topics: z
            .string()
            .max(500)
            .optional()
            .describe('Comma-separated topics; a trailing dot stands for all of a room'),
        }),
      },
    },
    async (request, reply) => {
      const { topics } = request.query;
      const lastEventId = request.headers['last-event-id'];
      reply.hijack();
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      hub.attach({
        response: reply.raw,
        topics: topics ? new Set(topics.split(',')) : null,
        stillAllowed: async () => (await authenticate(request)) !== null,
        lastEventId: typeof lastEventId === 'string' ? lastEventId : null,
      });
    },
  );
}
