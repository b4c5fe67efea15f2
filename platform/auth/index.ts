export { type Access, type Actor, actorOf, ROLES, type Role, requireRole } from '#platform/http-shell';
