import type { Audit } from '#platform/audit';
import type { Clock } from '#platform/clock';
import { type Actor, type Role, roleReaches } from '#platform/http-shell';
import { invariant } from '#units';
import { lastAdministrator, nameTaken, notThere, passwordRefused } from './refusals.ts';
import { hashPassword, hashSecret, newSecret, passwordMatches } from './secrets.ts';
import type { AuthDb } from './tables.ts';

export interface Account {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  readonly hasPassword: boolean;
  readonly createdAtMs: number;
  readonly lastSignInMs: number | null;
}

/** A link that signs in once, and until when. */
export interface SignInLink {
  readonly secret: string;
  readonly expiresAtMs: number;
}

export interface AuthParts {
  readonly db: AuthDb;
  readonly audit: Audit;
  readonly clock: Clock;
}

export const FIRST_ACCOUNT = 'admin';
export const SHORTEST_PASSWORD = 10;
const LINK_LIVES_MS = 24 * 3_600_000;

export async function listAccounts({ db }: AuthParts): Promise<readonly Account[]> {
  const rows = await db.selectFrom('auth.account').selectAll().orderBy('name').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    active: row.active,
    hasPassword: row.password_hash !== null,
    createdAtMs: row.created_at_ms,
    lastSignInMs: row.last_sign_in_ms,
  }));
}

export async function createAccount(parts: AuthParts, name: string, role: Role, by: string): Promise<number> {
  return parts.db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('auth.account')
      .values({ name, role, password_hash: null, created_at_ms: parts.clock.now(), last_sign_in_ms: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) throw nameTaken('account', name);
    await parts.audit.append(trx, { actor: by, action: 'account.create', subject: name, detail: { role } });
    return row.id;
  });
}

/** Changes a role or shuts an account; never the last active administrator's. Shutting ends its sessions. */
export async function changeAccount(
  parts: AuthParts,
  id: number,
  change: { readonly role?: Role; readonly active?: boolean },
  by: string,
): Promise<void> {
  await parts.db.transaction().execute(async (trx) => {
    const administrators = await trx
      .selectFrom('auth.account')
      .select('id')
      .where('role', '=', 'administrator')
      .where('active', '=', true)
      .forUpdate()
      .execute();
    const account = await trx.selectFrom('auth.account').selectAll().where('id', '=', id).executeTakeFirst();
    if (!account) throw notThere('account', id);
    const after = { role: change.role ?? account.role, active: change.active ?? account.active };
    const staysAdministrator = after.active && after.role === 'administrator';
    if (administrators.length === 1 && administrators[0]?.id === id && !staysAdministrator)
      throw lastAdministrator();
    await trx.updateTable('auth.account').set(after).where('id', '=', id).execute();
    if (!after.active) await trx.deleteFrom('auth.session').where('account_id', '=', id).execute();
    await parts.audit.append(trx, {
      actor: by,
      action: 'account.change',
      subject: account.name,
      detail: change,
    });
  });
}

/** A fresh link for an account; the ones before it stop working. */
export async function newLink(parts: AuthParts, accountId: number, by: string): Promise<SignInLink> {
  const secret = newSecret('');
  const expiresAtMs = parts.clock.now() + LINK_LIVES_MS;
  await parts.db.transaction().execute(async (trx) => {
    const account = await trx
      .selectFrom('auth.account')
      .select('name')
      .where('id', '=', accountId)
      .where('active', '=', true)
      .executeTakeFirst();
    if (!account) throw notThere('account', accountId);
    await trx.deleteFrom('auth.sign_in_link').where('account_id', '=', accountId).execute();
    await trx
      .insertInto('auth.sign_in_link')
      .values({ secret_hash: hashSecret(secret), account_id: accountId, expires_at_ms: expiresAtMs })
      .execute();
    await parts.audit.append(trx, { actor: by, action: 'account.link', subject: account.name });
  });
  return { secret, expiresAtMs };
}

/**
 * The administrator of a first start. Returns a link as long as the account has no password, so that a lost one is
 * replaced by starting again; null afterwards.
 */
export async function firstAdministrator(parts: AuthParts): Promise<SignInLink | null> {
  const existing = await parts.db
    .selectFrom('auth.account')
    .select(['id', 'password_hash'])
    .where('role', '=', 'administrator')
    .where('active', '=', true)
    .orderBy('id')
    .execute();
  if (existing.some((account) => account.password_hash !== null)) return null;
  const id = existing[0]?.id ?? (await createAccount(parts, FIRST_ACCOUNT, 'administrator', 'centre'));
  return newLink(parts, id, 'centre');
}

/** Sets the caller's own password; the current one is needed when there is one. All other sessions end. */
export async function setPassword(
  parts: AuthParts,
  actor: Actor,
  passwords: { readonly current: string | undefined; readonly next: string },
  keepSessionHash: string | null,
): Promise<void> {
  invariant(actor.accountId !== null, 'only an account has a password');
  const { accountId } = actor;
  const account = await parts.db
    .selectFrom('auth.account')
    .select(['name', 'password_hash'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (
    account.password_hash !== null &&
    !(await passwordMatches(passwords.current ?? '', account.password_hash))
  ) {
    throw passwordRefused([
      {
        field: 'body.currentPassword',
        message: 'The current password is wrong.',
        remedy: 'Write your present password.',
      },
    ]);
  }
  refuseWeak(passwords.next, account.name);
  const passwordHash = await hashPassword(passwords.next);
  await parts.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('auth.account')
      .set({ password_hash: passwordHash })
      .where('id', '=', accountId)
      .execute();
    let others = trx.deleteFrom('auth.session').where('account_id', '=', accountId);
    if (keepSessionHash !== null) others = others.where('secret_hash', '!=', keepSessionHash);
    await others.execute();
    await trx.deleteFrom('auth.sign_in_link').where('account_id', '=', accountId).execute();
    await parts.audit.append(trx, { actor: actor.name, action: 'account.password', subject: account.name });
  });
}

/** Length and not the obvious ones (NIST SP 800-63B): no rules about kinds of characters. */
function refuseWeak(password: string, name: string): void {
  const field = 'body.newPassword';
  const plain = password.toLowerCase();
  if ([...password].length < SHORTEST_PASSWORD) {
    const message = `A password has at least ${SHORTEST_PASSWORD} characters.`;
    throw passwordRefused([{ field, message, remedy: 'Take a longer one, e.g. four words.' }]);
  }
  if (
    new Set(plain).size < 4 ||
    plain.includes('wattbit') ||
    plain.includes('password') ||
    plain.includes(name.toLowerCase())
  ) {
    const message = 'This password is among the first that anybody would try.';
    throw passwordRefused([
      { field, message, remedy: 'Leave out your name, the product’s name and repetitions.' },
    ]);
  }
}

/** Whether somebody may hand out a role: never one above their own. */
export const mayGrant = (actor: Actor, role: Role): boolean => roleReaches(actor.role, role);
