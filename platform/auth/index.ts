export { type Access, type Actor, actorOf, ROLES, type Role, requireRole } from '#platform/http-shell';
export { type Auth, createAuth } from './auth.ts';
export { LOCAL_ACCESS_FILE, type LocalAccess, writeLocalAccess } from './local-access.ts';
export { AUTH_SCHEMA } from './migrations.ts';
