import { z } from 'zod';
import { actorOf, type RoomApp, requireRole } from '#platform/http-shell';
import { type AuthParts, changeAccount, createAccount, listAccounts, newLink } from './accounts.ts';
import { accountChangeBody, accountView, byId, linkView, newAccountBody, newAccountView } from './views.ts';

/** Who may use the centre: for administrators. `consoleUrl` is where a link leads. */
export function accountRoutes(app: RoomApp, parts: AuthParts, consoleUrl: () => string): void {
  const preHandler = requireRole('administrator');
  const linkTo = (secret: string) => `${consoleUrl()}/#token=${secret}`;
  app.get(
    '/accounts',
    {
      preHandler,
      schema: {
        tags: ['hall'],
        summary: 'All accounts',
        response: { 200: z.object({ accounts: z.array(accountView) }) },
      },
    },
    async () => ({ accounts: [...(await listAccounts(parts))] }),
  );
  app.post(
    '/accounts',
    {
      preHandler,
      schema: {
        tags: ['hall'],
        summary: 'Make an account; hand its person the one-time link',
        body: newAccountBody,
        response: { 201: newAccountView },
      },
    },
    async (request, reply) => {
      const by = actorOf(request).name;
      const id = await createAccount(parts, request.body.name, request.body.role, by);
      const { secret, expiresAtMs } = await newLink(parts, id, by);
      return reply.code(201).send({ id, link: linkTo(secret), expiresAtMs });
    },
  );
  app.patch(
    '/accounts/:id',
    {
      preHandler,
      schema: {
        tags: ['hall'],
        summary: 'Change a role, shut or open an account',
        params: byId,
        body: accountChangeBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { role, active } = request.body;
      const change = { ...(role === undefined ? {} : { role }), ...(active === undefined ? {} : { active }) };
      await changeAccount(parts, request.params.id, change, actorOf(request).name);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/accounts/:id/link',
    {
      preHandler,
      schema: {
        tags: ['hall'],
        summary: 'A one-time sign-in link, e.g. for a forgotten password',
        params: byId,
        response: { 201: linkView },
      },
    },
    async (request, reply) => {
      const { secret, expiresAtMs } = await newLink(parts, request.params.id, actorOf(request).name);
      return reply.code(201).send({ link: linkTo(secret), expiresAtMs });
    },
  );
}
