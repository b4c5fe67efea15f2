import { sql } from 'kysely';
import type { Actor } from '#platform/http-shell';
import type { AuthParts } from './accounts.ts';
import { guessingTooFast, linkUsedUp, wrongPassword } from './refusals.ts';
import { hashSecret, newSecret, passwordMatches, pretendToCheck } from './secrets.ts';
import type { AuthTrx } from './tables.ts';

export interface Session {
  readonly secret: string;
  readonly accountId: number;
  readonly expiresAtMs: number;
}

const SESSION_LIVES_MS = 30 * 24 * 3_600_000;
const IDLE_ENDS_MS = 7 * 24 * 3_600_000;
/** Written at most this often, so that reading does not become writing. */
const SEEN_EVERY_MS = 60_000;
const FREE_FAILURES = 5;
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGET_FAILURES_MS = 24 * 3_600_000;

/** What somebody typed, and from where. */
export interface SignInTry {
  readonly name: string;
  readonly password: string;
  readonly address: string;
}

/** Signs in by name and password. After five wrong ones from one address each further try there waits twice as long. */
export async function signIn(parts: AuthParts, given: SignInTry): Promise<Session> {
  const key = { name: given.name.toLowerCase(), address: given.address };
  const tries = await countTry(parts, key);
  const account = await parts.db
    .selectFrom('auth.account')
    .select(['id', 'name', 'password_hash'])
    .where(sql<string>`lower(name)`, '=', key.name)
    .where('active', '=', true)
    .executeTakeFirst();
  const matches = account?.password_hash
    ? await passwordMatches(given.password, account.password_hash)
    : await pretendToCheck(given.password).then(() => false);
  if (!account || !matches) {
    if (tries % FREE_FAILURES === 0) await tellOfGuessing(parts, key, tries);
    throw wrongPassword();
  }
  return parts.db.transaction().execute(async (trx) => {
    const { name, address } = key;
    await trx
      .deleteFrom('auth.failed_sign_in')
      .where('name', '=', name)
      .where('address', '=', address)
      .execute();
    return openSession(parts, trx, account, 'password');
  });
}

/** Signs in by a link, which then is used up. The account's sessions elsewhere end: somebody else may hold them. */
export async function signInByLink(parts: AuthParts, secret: string): Promise<Session> {
  return parts.db.transaction().execute(async (trx) => {
    const link = await trx
      .deleteFrom('auth.sign_in_link')
      .where('secret_hash', '=', hashSecret(secret))
      .returning(['account_id', 'expires_at_ms'])
      .executeTakeFirst();
    if (!link || link.expires_at_ms < parts.clock.now()) throw linkUsedUp();
    const account = await trx
      .selectFrom('auth.account')
      .select(['id', 'name'])
      .where('id', '=', link.account_id)
      .where('active', '=', true)
      .executeTakeFirst();
    if (!account) throw linkUsedUp();
    // Who opens a fresh link may choose a new password without the old one.
    await trx.updateTable('auth.account').set({ password_hash: null }).where('id', '=', account.id).execute();
    await trx.deleteFrom('auth.session').where('account_id', '=', account.id).execute();
    return openSession(parts, trx, account, 'link');
  });
}

async function openSession(
  parts: AuthParts,
  trx: AuthTrx,
  account: { id: number; name: string },
  by: 'password' | 'link',
): Promise<Session> {
  const nowMs = parts.clock.now();
  const secret = newSecret('');
  const expiresAtMs = nowMs + SESSION_LIVES_MS;
  await trx.deleteFrom('auth.session').where('expires_at_ms', '<', nowMs).execute();
  await trx
    .insertInto('auth.session')
    .values({
      secret_hash: hashSecret(secret),
      account_id: account.id,
      created_at_ms: nowMs,
      expires_at_ms: expiresAtMs,
      last_seen_ms: nowMs,
    })
    .execute();
  await trx
    .updateTable('auth.account')
    .set({ last_sign_in_ms: nowMs })
    .where('id', '=', account.id)
    .execute();
  await parts.audit.append(trx, {
    actor: account.name,
    action: 'session.open',
    subject: account.name,
    detail: { by },
  });
  return { secret, accountId: account.id, expiresAtMs };
}

/** Who holds this cookie; null when it ended. */
export async function actorOfSession(parts: AuthParts, secret: string): Promise<Actor | null> {
  const nowMs = parts.clock.now();
  const secretHash = hashSecret(secret);
  const row = await parts.db
    .selectFrom('auth.session')
    .innerJoin('auth.account', 'auth.account.id', 'auth.session.account_id')
    .select(['auth.account.id', 'auth.account.name', 'auth.account.role', 'auth.session.last_seen_ms'])
    .where('auth.session.secret_hash', '=', secretHash)
    .where('auth.session.expires_at_ms', '>', nowMs)
    .where('auth.session.last_seen_ms', '>', nowMs - IDLE_ENDS_MS)
    .where('auth.account.active', '=', true)
    .executeTakeFirst();
  if (!row) return null;
  if (nowMs - row.last_seen_ms > SEEN_EVERY_MS) {
    await parts.db
      .updateTable('auth.session')
      .set({ last_seen_ms: nowMs })
      .where('secret_hash', '=', secretHash)
      .execute();
  }
  return { name: row.name, role: row.role, via: 'session', accountId: row.id };
}

export async function signOut(parts: AuthParts, secret: string, actor: Actor): Promise<void> {
  await parts.db.transaction().execute(async (trx) => {
    await trx.deleteFrom('auth.session').where('secret_hash', '=', hashSecret(secret)).execute();
    await parts.audit.append(trx, { actor: actor.name, action: 'session.close', subject: actor.name });
  });
}

interface Guesser {
  readonly name: string;
  readonly address: string;
}

/**
 * Counts a try before its password is looked at, under the row's lock: tries sent at the same moment wait for each
 * other and none slips past the limit. A right password forgets the count.
 */
async function countTry(parts: AuthParts, key: Guesser): Promise<number> {
  const nowMs = parts.clock.now();
  return parts.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('auth.failed_sign_in')
      .values({ ...key, failures: 0, last_at_ms: nowMs })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { failures, last_at_ms } = await trx
      .selectFrom('auth.failed_sign_in')
      .select(['failures', 'last_at_ms'])
      .where('name', '=', key.name)
      .where('address', '=', key.address)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = last_at_ms < nowMs - FORGET_FAILURES_MS ? 0 : failures;
    const leftMs = last_at_ms + waitAfter(before) - nowMs;
    if (leftMs > 0) throw guessingTooFast(Math.ceil(leftMs / 1_000));
    await trx
      .updateTable('auth.failed_sign_in')
      .set({ failures: before + 1, last_at_ms: nowMs })
      .where('name', '=', key.name)
      .where('address', '=', key.address)
      .execute();
    return before + 1;
  });
}

const waitAfter = (failures: number): number =>
  failures < FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (failures - FREE_FAILURES));

async function tellOfGuessing(parts: AuthParts, { name, address }: Guesser, failures: number): Promise<void> {
  await parts.db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('auth.failed_sign_in')
      .where('last_at_ms', '<', parts.clock.now() - FORGET_FAILURES_MS)
      .execute();
    const detail = { failures, address };
    await parts.audit.append(trx, { actor: 'centre', action: 'session.guessing', subject: name, detail });
  });
}
