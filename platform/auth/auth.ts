import type { FastifyRequest } from 'fastify';
import type { Actor, RoomApp } from '#platform/http-shell';
import { accountRoutes } from './account-routes.ts';
import { type AuthParts, firstAdministrator } from './accounts.ts';
import { LOCAL_TOKEN_PREFIX } from './local-access.ts';
import { tokenRefused } from './refusals.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { SESSION_COOKIE, sessionRoutes } from './session-routes.ts';
import { actorOfSession } from './sessions.ts';
import { tokenRoutes } from './token-routes.ts';
import { actorOfToken } from './tokens.ts';

export interface Auth {
  authenticate(request: FastifyRequest): Promise<Actor | null>;
  /** Mounted at /api. */
  routes(app: RoomApp): void;
  /** The sign-in link of a first start, as a whole address; null once an administrator has a password. */
  firstLink(): Promise<string | null>;
  /** Of this start only, for `writeLocalAccess`; never stored in the database. */
  readonly localToken: string;
}

export interface AuthOptions extends AuthParts {
  readonly overHttps: boolean;
  /** Where people open the console; asked late, since a free port is known only then. */
  readonly consoleUrl: () => string;
}

const BEARER = /^Bearer +(\S+)$/i;
const LOCAL: Actor = { name: 'local', role: 'administrator', via: 'local', accountId: null };

export function createAuth(options: AuthOptions): Auth {
  const localToken = newSecret(LOCAL_TOKEN_PREFIX);
  const localHash = hashSecret(localToken);
  return {
    localToken,
    authenticate: async (request) => {
      const { authorization } = request.headers;
      if (authorization !== undefined) {
        const token = BEARER.exec(authorization)?.[1];
        if (token === undefined) throw tokenRefused();
        if (hashSecret(token) === localHash) return LOCAL;
        return actorOfToken(options, token);
      }
      const secret = request.cookies[SESSION_COOKIE];
      return secret ? actorOfSession(options, secret) : null;
    },
    routes: (app) => {
      sessionRoutes(app, options, options.overHttps);
      accountRoutes(app, options, options.consoleUrl);
      tokenRoutes(app, options);
    },
    firstLink: async () => {
      const link = await firstAdministrator(options);
      return link ? `${options.consoleUrl()}/#token=${link.secret}` : null;
    },
  };
}
