import { z } from 'zod';
import { ROLES } from '#platform/http-shell';
import { SHORTEST_PASSWORD } from './accounts.ts';

/** What the hall's account routes take and answer. */

export const role = z.enum(ROLES);
const name = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@-]*$/u, 'has letters, digits, spaces and . _ @ - only');

export const sessionView = z.object({
  name: z.string(),
  role,
  /** True while the account has no password of its own. */
  mustSetPassword: z.boolean(),
});
export const signInBody = z.object({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(500),
});
export const linkBody = z.object({ token: z.string().min(1).max(200) });
export const passwordBody = z.object({
  currentPassword: z.string().max(500).optional(),
  newPassword: z.string().max(500).describe(`At least ${SHORTEST_PASSWORD} characters`),
});

export const accountView = z.object({
  id: z.int(),
  name: z.string(),
  role,
  active: z.boolean(),
  hasPassword: z.boolean(),
  createdAtMs: z.number(),
  lastSignInMs: z.number().nullable(),
});
export const newAccountBody = z.object({ name, role });
export const accountChangeBody = z.object({ role: role.optional(), active: z.boolean().optional() });
export const linkView = z.object({
  /** Opens the console signed in, once. */
  link: z.string(),
  expiresAtMs: z.number(),
});
export const newAccountView = linkView.extend({ id: z.int() });

export const tokenView = z.object({
  id: z.int(),
  name: z.string(),
  role,
  createdBy: z.string(),
  createdAtMs: z.number(),
  expiresAtMs: z.number().nullable(),
  lastUsedMs: z.number().nullable(),
});
export const newTokenBody = z.object({
  name,
  role,
  days: z.int().min(1).max(3650).optional().describe('Lives so many days; without it until revoked'),
});
export const newTokenView = z.object({
  id: z.int(),
  /** Shown this once. */
  token: z.string(),
});
export const byId = z.object({ id: z.coerce.number().int().positive() });
