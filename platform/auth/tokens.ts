import type { Actor, Role } from '#platform/http-shell';
import type { AuthParts } from './accounts.ts';
import { nameTaken, notThere, tokenRefused } from './refusals.ts';
import { hashSecret, newSecret } from './secrets.ts';

export interface Token {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly lastUsedMs: number | null;
}
export const TOKEN_PREFIX = 'wbt_';
const USED_EVERY_MS = 60_000;

export async function listTokens({ db }: AuthParts): Promise<readonly Token[]> {
  const rows = await db
    .selectFrom('auth.token')
    .selectAll()
    .where('revoked_at_ms', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    createdBy: row.created_by,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    lastUsedMs: row.last_used_ms,
  }));
}

/** Makes a token. Its secret is returned once and never again. */
export async function createToken(
  parts: AuthParts,
  wanted: { readonly name: string; readonly role: Role; readonly expiresAtMs: number | null },
  by: string,
): Promise<{ readonly id: number; readonly secret: string }> {
  const secret = newSecret(TOKEN_PREFIX);
  return parts.db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('auth.token')
      .values({
        name: wanted.name,
        role: wanted.role,
        secret_hash: hashSecret(secret),
        created_by: by,
        created_at_ms: parts.clock.now(),
        expires_at_ms: wanted.expiresAtMs,
        last_used_ms: null,
        revoked_at_ms: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw nameTaken('token', wanted.name);
    const detail = { role: wanted.role, expiresAtMs: wanted.expiresAtMs };
    await parts.audit.append(trx, { actor: by, action: 'token.create', subject: wanted.name, detail });
    return { id: row.id, secret };
  });
}

export async function revokeToken(parts: AuthParts, id: number, by: string): Promise<void> {
  await parts.db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('auth.token')
      .set({ revoked_at_ms: parts.clock.now() })
      .where('id', '=', id)
      .where('revoked_at_ms', 'is', null)
      .returning('name')
      .executeTakeFirst();
    if (!row) throw notThere('token', id);
    await parts.audit.append(trx, { actor: by, action: 'token.revoke', subject: row.name });
  });
}

/** Who holds this token; a refusal when it does not count. */
export async function actorOfToken(parts: AuthParts, secret: string): Promise<Actor> {
  const nowMs = parts.clock.now();
  const row = await parts.db
    .selectFrom('auth.token')
    .select(['id', 'name', 'role', 'expires_at_ms', 'last_used_ms'])
    .where('secret_hash', '=', hashSecret(secret))
    .where('revoked_at_ms', 'is', null)
    .executeTakeFirst();
  if (!row || (row.expires_at_ms !== null && row.expires_at_ms < nowMs)) throw tokenRefused();
  if (nowMs - (row.last_used_ms ?? 0) > USED_EVERY_MS) {
    await parts.db.updateTable('auth.token').set({ last_used_ms: nowMs }).where('id', '=', row.id).execute();
  }
  return { name: `token:${row.name}`, role: row.role, via: 'token', accountId: null };
}
