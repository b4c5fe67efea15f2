import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '#platform/errors';
import { actorOf, type RoomApp, requireRole } from '#platform/http-shell';
import { type AuthParts, setPassword } from './accounts.ts';
import { hashSecret } from './secrets.ts';
import { type Session, signIn, signInByLink, signOut } from './sessions.ts';
import { linkBody, passwordBody, sessionView, signInBody } from './views.ts';

export const SESSION_COOKIE = 'wattbit_session';
const GUESSES_A_MINUTE = 20;

/** Signing in and out, and the own password. */
export function sessionRoutes(app: RoomApp, parts: AuthParts, overHttps: boolean): void {
  const entry = {
    access: 'public' as const,
    rateLimit: { max: GUESSES_A_MINUTE, timeWindow: '1 minute' },
  };
  const opened = async (reply: FastifyReply, session: Session) => {
    reply.setCookie(SESSION_COOKIE, session.secret, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: overHttps,
      expires: new Date(session.expiresAtMs),
    });
    return sessionOf(parts, session.accountId);
  };
  app.post(
    '/session',
    {
      config: entry,
      schema: { tags: ['hall'], summary: 'Sign in', body: signInBody, response: { 200: sessionView } },
    },
    async ({ body, ip }, reply) => opened(reply, await signIn(parts, { ...body, address: ip })),
  );
  app.post(
    '/session/link',
    {
      config: entry,
      schema: {
        tags: ['hall'],
        summary: 'Sign in by a one-time link',
        body: linkBody,
        response: { 200: sessionView },
      },
    },
    async ({ body }, reply) => opened(reply, await signInByLink(parts, body.token)),
  );
  app.get(
    '/session',
    {
      preHandler: requireRole('viewer'),
      schema: { tags: ['hall'], summary: 'Who is signed in', response: { 200: sessionView } },
    },
    async (request) => {
      const actor = actorOf(request);
      if (actor.accountId !== null) return sessionOf(parts, actor.accountId);
      return { name: actor.name, role: actor.role, mustSetPassword: false };
    },
  );
  app.delete(
    '/session',
    {
      preHandler: requireRole('viewer'),
      schema: { tags: ['hall'], summary: 'Sign out', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const secret = request.cookies[SESSION_COOKIE];
      if (secret) await signOut(parts, secret, actorOf(request));
      return reply.clearCookie(SESSION_COOKIE, { path: '/' }).code(204).send(null);
    },
  );
  passwordRoute(app, parts);
}

function passwordRoute(app: RoomApp, parts: AuthParts): void {
  app.post(
    '/session/password',
    {
      preHandler: requireRole('viewer'),
      config: { rateLimit: { max: GUESSES_A_MINUTE, timeWindow: '1 minute' } },
      schema: {
        tags: ['hall'],
        summary: 'Set the own password',
        description: 'The current one is needed when there is one. All other sessions of the account end.',
        body: passwordBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      if (actor.accountId === null) throw tokensHaveNone();
      const { currentPassword, newPassword } = request.body;
      const passwords = { current: currentPassword, next: newPassword };
      await setPassword(parts, actor, passwords, sessionHashOf(request));
      return reply.code(204).send(null);
    },
  );
}

const sessionHashOf = (request: FastifyRequest): string | null => {
  const secret = request.cookies[SESSION_COOKIE];
  return secret ? hashSecret(secret) : null;
};

async function sessionOf({ db }: AuthParts, accountId: number): Promise<z.output<typeof sessionView>> {
  const account = await db
    .selectFrom('auth.account')
    .select(['name', 'role', 'password_hash'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { name: account.name, role: account.role, mustSetPassword: account.password_hash === null };
}

const tokensHaveNone = (): AppError =>
  new AppError({
    code: 'no-account',
    kind: 'forbidden',
    message: 'A token has no password.',
    remedy: 'Sign in with an account.',
  });
