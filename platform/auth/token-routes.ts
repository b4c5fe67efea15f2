import { z } from 'zod';
import { AppError } from '#platform/errors';
import { actorOf, type RoomApp, requireRole } from '#platform/http-shell';
import { type AuthParts, mayGrant } from './accounts.ts';
import { createToken, listTokens, revokeToken } from './tokens.ts';
import { byId, newTokenBody, newTokenView, tokenView } from './views.ts';

const DAY_MS = 24 * 3_600_000;

/** API tokens for programs: operators make them up to their own role, administrators revoke any. */
export function tokenRoutes(app: RoomApp, parts: AuthParts): void {
  app.get(
    '/tokens',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags: ['hall'],
        summary: 'All API tokens that count',
        response: { 200: z.object({ tokens: z.array(tokenView) }) },
      },
    },
    async () => ({ tokens: [...(await listTokens(parts))] }),
  );
  app.post(
    '/tokens',
    {
      preHandler: requireRole('operator'),
      schema: {
        tags: ['hall'],
        summary: 'Make an API token; it is shown once',
        body: newTokenBody,
        response: { 201: newTokenView },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { name, role, days } = request.body;
      if (!mayGrant(actor, role)) throw aboveOwnRole(actor.role);
      const expiresAtMs = days === undefined ? null : parts.clock.now() + days * DAY_MS;
      const { id, secret } = await createToken(parts, { name, role, expiresAtMs }, actor.name);
      return reply.code(201).send({ id, token: secret });
    },
  );
  app.delete(
    '/tokens/:id',
    {
      preHandler: requireRole('administrator'),
      schema: { tags: ['hall'], summary: 'Revoke an API token', params: byId, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await revokeToken(parts, request.params.id, actorOf(request).name);
      return reply.code(204).send(null);
    },
  );
}

const aboveOwnRole = (role: string): AppError =>
  new AppError({
    code: 'role-too-low',
    kind: 'forbidden',
    message: 'A token may not do more than who makes it.',
    remedy: `Ask for the role ${role} or a lower one.`,
  });
