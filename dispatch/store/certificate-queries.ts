import { sql } from 'kysely';
import type { CertificateBundle, CertificateStatus, CertifiedSource } from '#dispatch/domain';
import type { EpochMs, Wh } from '#units';
import { type StoredIssuance, storedBundle, storedIssuance } from './certificate-history.ts';
import type { StoreDb } from './tables.ts';

/** Which bundles; everything that is said has to hold. */
export interface BundleFilter {
  readonly accountId?: string | undefined;
  readonly status?: CertificateStatus | undefined;
  readonly deviceId?: string | undefined;
  readonly originId?: string | undefined;
  readonly source?: CertifiedSource | undefined;
  readonly isStorage?: boolean | undefined;
  /** Periods that start within [fromMs, toMs). */
  readonly fromMs?: EpochMs | undefined;
  readonly toMs?: EpochMs | undefined;
  readonly issuances?: readonly {
    readonly deviceId: string;
    readonly originId: string;
    readonly periodStartMs: EpochMs;
    readonly revision: number;
  }[];
}
export interface BundlePlace {
  readonly issuanceNumber: number;
  readonly fromUnit: number;
}
export interface FoundBundle {
  readonly bundle: CertificateBundle;
  readonly issuance: StoredIssuance;
}

const joined = (db: StoreDb, filter: BundleFilter) =>
  db
    .selectFrom('certificate_bundle as bundle')
    .innerJoin('certificate_issuance as issuance', 'issuance.issuance_number', 'bundle.issuance_number')
    .where(({ and, or, eb }) =>
      and([
        ...(filter.accountId === undefined ? [] : [eb('bundle.account_id', '=', filter.accountId)]),
        ...(filter.status === undefined ? [] : [eb('bundle.status', '=', filter.status)]),
        ...(filter.deviceId === undefined ? [] : [eb('device_id', '=', filter.deviceId)]),
        ...(filter.originId === undefined ? [] : [eb('origin_id', '=', filter.originId)]),
        ...(filter.source === undefined ? [] : [eb('source', '=', filter.source)]),
        ...(filter.isStorage === undefined
          ? []
          : [sql<boolean>`(device_id <> origin_id) = ${filter.isStorage}`]),
        ...(filter.fromMs === undefined ? [] : [eb('period_start_ms', '>=', filter.fromMs)]),
        ...(filter.toMs === undefined ? [] : [eb('period_start_ms', '<', filter.toMs)]),
        ...(filter.issuances === undefined
          ? []
          : [
              or(
                filter.issuances.map((one) =>
                  and([
                    eb('period_start_ms', '=', one.periodStartMs),
                    eb('device_id', '=', one.deviceId),
                    eb('origin_id', '=', one.originId),
                    eb('revision', '=', one.revision),
                  ]),
                ),
              ),
            ]),
      ]),
    );

/** Bundles, the latest issued first, or the earliest; those behind `after` in that order. */
export async function findBundles(
  db: StoreDb,
  filter: BundleFilter,
  page: { readonly limit: number; readonly order: 'asc' | 'desc'; readonly after?: BundlePlace | undefined },
): Promise<readonly FoundBundle[]> {
  const { after, order } = page;
  const rows = await joined(db, filter)
    .selectAll('issuance')
    .select(['from_unit', 'to_unit', 'status', 'beneficiary', 'contract_id', 'issued_wh'])
    .select('bundle.account_id as holder_id')
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(bundle.issuance_number, from_unit) ${sql.raw(order === 'asc' ? '>' : '<')} (${after!.issuanceNumber}, ${after!.fromUnit})`,
      ),
    )
    .orderBy('bundle.issuance_number', order)
    .orderBy('from_unit', order)
    .limit(page.limit)
    .execute();
  return rows.map((row) => {
    const issuance = storedIssuance(row);
    return { issuance, bundle: storedBundle({ ...row, account_id: row.holder_id }, issuance.issuanceId) };
  });
}

/** How many Wh of active units match. */
export async function sumBundles(db: StoreDb, filter: BundleFilter): Promise<Wh> {
  const row = await joined(db, filter)
    .select(sql<string>`coalesce(sum(to_unit - from_unit), 0)::text`.as('wh'))
    .executeTakeFirstOrThrow();
  return Number(row.wh);
}

export interface CertificateSum {
  readonly accountId: string;
  /** Shanghai month or hour, as asked. */
  readonly at: string;
  readonly source: CertifiedSource;
  readonly isStorage: boolean;
  readonly status: CertificateStatus;
  readonly energyWh: Wh;
}

/** Sums by account, Shanghai month or hour, source and status. */
export async function certificateTotals(
  db: StoreDb,
  filter: BundleFilter,
  by: 'month' | 'hour',
): Promise<readonly CertificateSum[]> {
  const form = by === 'month' ? 'YYYY-MM' : 'YYYY-MM-DD"T"HH24';
  const at = sql<string>`to_char(to_timestamp(period_start_ms / 1000) at time zone 'Asia/Shanghai', ${sql.lit(form)})`;
  const rows = await joined(db, filter)
    .select(['bundle.account_id', 'source', 'status'])
    .select(at.as('at'))
    .select(sql<boolean>`device_id <> origin_id`.as('is_storage'))
    .select(sql<string>`sum(to_unit - from_unit)::text`.as('wh'))
    .groupBy(['bundle.account_id', 'source', 'status', 'at', 'is_storage'])
    .orderBy('at')
    .execute();
  return rows.map((row) => ({
    ...{ accountId: row.account_id, at: row.at, source: row.source, isStorage: row.is_storage },
    ...{ status: row.status, energyWh: Number(row.wh) },
  }));
}

/** Units of each device and origin by status, of periods that start within [fromMs, toMs). */
export async function deviceTotals(
  db: StoreDb,
  filter: BundleFilter,
): Promise<
  readonly {
    readonly deviceId: string;
    readonly originId: string;
    readonly source: CertifiedSource;
    readonly status: CertificateStatus;
    readonly energyWh: Wh;
  }[]
> {
  const rows = await joined(db, filter)
    .select(['device_id', 'origin_id', 'source', 'status'])
    .select(sql<string>`sum(to_unit - from_unit)::text`.as('wh'))
    .groupBy(['device_id', 'origin_id', 'source', 'status'])
    .execute();
  return rows.map((row) => ({
    ...{ deviceId: row.device_id, originId: row.origin_id, source: row.source, status: row.status },
    energyWh: Number(row.wh),
  }));
}

export interface StoredAction {
  readonly actionId: string;
  readonly idempotencyKey: string | null;
  readonly actor: string;
  readonly kind: string;
  readonly request: unknown;
  readonly answer: unknown;
  readonly atMs: EpochMs;
}

export async function insertAction(trx: StoreDb, action: StoredAction): Promise<void> {
  await trx
    .insertInto('certificate_action')
    .values({
      action_id: action.actionId,
      idempotency_key: action.idempotencyKey,
      actor: action.actor,
      kind: action.kind,
      request: JSON.stringify(action.request),
      answer: JSON.stringify(action.answer),
      at_ms: Math.round(action.atMs),
    })
    .execute();
}

/** What was asked for with a key before; null when nothing was. */
export async function actionOfKey(db: StoreDb, idempotencyKey: string): Promise<StoredAction | null> {
  const row = await db
    .selectFrom('certificate_action')
    .selectAll()
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    ...{ actionId: row.action_id, idempotencyKey, actor: row.actor, kind: row.kind },
    ...{ request: row.request, answer: row.answer, atMs: Number(row.at_ms) },
  };
}
