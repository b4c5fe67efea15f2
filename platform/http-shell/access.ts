import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors';

/** Each role may do what those before it may. */
export const ROLES = ['viewer', 'operator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Who is calling. */
export interface Actor {
  /** As written in the audit log: the account's name, or `token:<name>`. */
  readonly name: string;
  readonly role: Role;
  readonly via: 'session' | 'token' | 'local';
  /** The account's id; null for a token. */
  readonly accountId: number | null;
}

/** Who may call a route. */
export type Access = Role | 'public';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null when nobody is signed in. */
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
}

export const roleReaches = (has: Role, needs: Role): boolean => ROLES.indexOf(has) >= ROLES.indexOf(needs);

const REQUIRED_ROLE = Symbol('required role');
type RolePreHandler = ((request: FastifyRequest, reply: FastifyReply) => Promise<void>) & {
  [REQUIRED_ROLE]: Role;
};

/** A preHandler that lets only this role and those above it pass; the API description shows it. */
export function requireRole(role: Role): RolePreHandler {
  const check = async (request: FastifyRequest): Promise<void> => {
    refuseUnlessAllowed(request.actor, role);
  };
  return Object.assign(check, { [REQUIRED_ROLE]: role });
}

/** The role a preHandler made by `requireRole` asks for. */
export const requiredRoleOf = (handler: unknown): Role | undefined =>
  typeof handler === 'function' && REQUIRED_ROLE in handler
    ? (handler as RolePreHandler)[REQUIRED_ROLE]
    : undefined;

export function refuseUnlessAllowed(actor: Actor | null, role: Role): asserts actor is Actor {
  if (actor === null) {
    throw new AppError({
      code: 'sign-in-needed',
      kind: 'unauthenticated',
      message: 'Nobody is signed in.',
      remedy: 'Sign in, or send an API token as "Authorization: Bearer <token>".',
    });
  }
  if (!roleReaches(actor.role, role)) {
    throw new AppError({
      code: 'role-too-low',
      kind: 'forbidden',
      message: `This needs the role ${role}; ${actor.name} is ${actor.role}.`,
      remedy: `Ask an administrator for the role ${role}.`,
    });
  }
}

/** The caller of a route that needs a role; a refusal when nobody is signed in. */
export function actorOf(request: FastifyRequest): Actor {
  refuseUnlessAllowed(request.actor, 'viewer');
  return request.actor;
}
