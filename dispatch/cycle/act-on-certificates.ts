import { applyEvent, type Piece, sumWh } from '#dispatch/certificates';
import type {
  CertificateActionAnswer,
  CertificateBundle,
  CertificateEvent,
  CertificateWish,
  Region,
} from '#dispatch/domain';
import { CENTRE_PARTY } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import {
  actionOfKey,
  historyOf,
  insertAction,
  insertCertificates,
  lockCertificates,
  type StoreDb,
  storeDb,
} from '#dispatch/store';
import type { Audit } from '#platform/audit';
import { type Db, inTransaction } from '#platform/db';
import type { EpochMs } from '#units';
import { type Chosen, chooseCertificates, chooseToSplit, refusal } from './choose-certificates.ts';

export interface CertificateDesk {
  readonly db: Db;
  readonly audit: Audit;
  readonly signer: LedgerSigner;
  readonly region: Region;
}
export interface AskedAction {
  readonly actionId: string;
  readonly wish: CertificateWish;
  /** The same key again gets the first answer. */
  readonly idempotencyKey: string | null;
  readonly actor: string;
  readonly nowMs: EpochMs;
}

/**
 * Transfers, cancels, withdraws or splits certificates of an account. Whoever comes first has them: everything is read and
 * written while nobody else changes certificates, so of many that ask for the same units one gets them and the others
 * are refused.
 */
export async function actOnCertificates(
  desk: CertificateDesk,
  asked: AskedAction,
): Promise<CertificateActionAnswer> {
  checkAccounts(desk.region, asked.wish);
  return inTransaction(desk.db, async (trx) => {
    const store = storeDb(trx);
    await lockCertificates(store);
    const known = await answeredBefore(store, asked);
    if (known !== null) return known;
    const { actionId, actor, idempotencyKey, wish, nowMs } = asked;
    const chosen =
      wish.action === 'split'
        ? await chooseToSplit(store, wish)
        : await chooseCertificates(store, desk.region, wish, nowMs);
    await write(store, desk.signer, asked, chosen);
    const answer = answerOf(asked, chosen.pieces);
    const action = { actionId, idempotencyKey, actor, kind: wish.action, request: wish, answer, atMs: nowMs };
    await insertAction(store, action);
    await desk.audit.append(trx, {
      ...{ actor, action: `certificates.${wish.action}`, subject: wish.source_id },
      detail: {
        energyWh: answer.certificate_quantity,
        target: answer.target_id,
        beneficiary: answer.beneficiary,
        actionId,
      },
    });
    return answer;
  });
}

const accountIds = (region: Region): string[] => [...region.parties.map(({ id }) => id), CENTRE_PARTY];

function checkAccounts(region: Region, wish: CertificateWish): void {
  const known = accountIds(region);
  const asked = [wish.source_id, ...(wish.action === 'transfer' ? [wish.target_id] : [])];
  for (const id of asked)
    if (!known.includes(id))
      throw refusal(
        'account-unknown',
        'not-found',
        `There is no account "${id}".`,
        `Accounts: ${known.join(', ')}.`,
      );
  if (wish.action === 'transfer' && wish.target_id === wish.source_id)
    throw refusal(
      'transfer-to-itself',
      'invalid-input',
      'The certificates are in that account already.',
      'Name another account as target_id.',
    );
}

async function answeredBefore(
  store: StoreDb,
  { idempotencyKey, wish }: AskedAction,
): Promise<CertificateActionAnswer | null> {
  if (idempotencyKey === null) return null;
  const known = await actionOfKey(store, idempotencyKey);
  if (known === null) return null;
  if (sortedJson(known.request) === sortedJson(wish)) return known.answer as CertificateActionAnswer;
  throw refusal(
    'idempotency-key-reused',
    'conflict',
    'This idempotency key came with another request before.',
    'Send a new Idempotency-Key with each new request.',
  );
}
const sortedJson = (value: unknown): string =>
  JSON.stringify(Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1)));

async function write(
  store: StoreDb,
  signer: LedgerSigner,
  { wish, actionId, actor, nowMs }: AskedAction,
  { pieces, issuances }: Chosen,
): Promise<void> {
  const events = pieces.map(
    ({ issuanceId, fromUnit, toUnit, accountId }): CertificateEvent => ({
      ...{
        issuanceId,
        fromUnit,
        toUnit,
        accountId,
        jobs: null,
        contractId: null,
        actionId,
        actor,
        atMs: nowMs,
      },
      kind: wish.action === 'cancel' ? 'claim' : wish.action,
      targetId: wish.action === 'transfer' ? wish.target_id : null,
      beneficiary: wish.action === 'cancel' ? (wish.beneficiary ?? wish.source_id) : null,
      reason: wish.action === 'withdraw' ? wish.reason : null,
    }),
  );
  const { bundles } = await historyOf(store, [...issuances.values()]);
  const byIssuance = new Map<string, CertificateBundle[]>();
  for (const bundle of bundles)
    byIssuance.set(bundle.issuanceId, [...(byIssuance.get(bundle.issuanceId) ?? []), bundle]);
  for (const event of events)
    byIssuance.set(event.issuanceId, applyEvent(byIssuance.get(event.issuanceId)!, event));
  await insertCertificates(store, signer, {
    ...{ subject: `action/${actionId}`, atMs: nowMs, issuances: [], events, known: issuances },
    ...{ bundles: [...byIssuance.values()].flat(), debtChangeWh: new Map(), lineChanges: [] },
  });
}

const answerOf = (
  { actionId, wish, nowMs }: AskedAction,
  pieces: readonly Piece[],
): CertificateActionAnswer => ({
  action_id: actionId,
  action_type: wish.action,
  action_response_status: 'accepted',
  action_completed_datetime: new Date(nowMs).toISOString(),
  source_id: wish.source_id,
  target_id: wish.action === 'transfer' ? wish.target_id : null,
  beneficiary: wish.action === 'cancel' ? (wish.beneficiary ?? wish.source_id) : null,
  certificate_quantity: sumWh(pieces),
  certificates: pieces.map(({ issuanceId, fromUnit, toUnit }) => ({
    issuance_id: issuanceId,
    certificate_bundle_id_range_start: fromUnit,
    certificate_bundle_id_range_end: toUnit - 1,
  })),
});
