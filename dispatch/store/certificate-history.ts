import type { Selectable } from 'kysely';
import type { CertificateBundle, CertificateEvent, CertificateIssuance } from '#dispatch/domain';
import type { EpochMs } from '#units';
import type {
  CertificateBundleTable,
  CertificateEventTable,
  CertificateIssuanceTable,
} from './certificate-tables.ts';
import type { KnownIssuance } from './certificates.ts';
import type { StoreDb } from './tables.ts';

export interface StoredIssuance extends CertificateIssuance, KnownIssuance {}

/** How an issuance is named: its device (and origin), the start of its period, and its revision. */
export const issuanceIdOf = (row: {
  readonly device_id: string;
  readonly origin_id: string;
  readonly period_start_ms: string | number;
  readonly revision: number;
}): string => {
  const device = row.device_id === row.origin_id ? row.device_id : `${row.device_id}/${row.origin_id}`;
  return `${device}/${new Date(Number(row.period_start_ms)).toISOString()}/${row.revision}`;
};

/** A name read; null when it is none. */
export function readIssuanceId(issuanceId: string): {
  readonly deviceId: string;
  readonly originId: string;
  readonly periodStartMs: EpochMs;
  readonly revision: number;
} | null {
  const match = /^([^/]+)(?:\/([^/]+))?\/([^/]+Z)\/(\d+)$/.exec(issuanceId);
  if (match === null) return null;
  const [, deviceId, originId, start, revision] = match;
  const periodStartMs = Date.parse(start!);
  if (Number.isNaN(periodStartMs)) return null;
  return { deviceId: deviceId!, originId: originId ?? deviceId!, periodStartMs, revision: Number(revision) };
}

export const storedIssuance = (row: Selectable<CertificateIssuanceTable>): StoredIssuance => ({
  issuanceId: issuanceIdOf(row),
  issuanceNumber: Number(row.issuance_number),
  deviceId: row.device_id,
  originId: row.origin_id,
  source: row.source,
  isStorage: row.device_id !== row.origin_id,
  accountId: row.account_id,
  periodStartMs: Number(row.period_start_ms),
  periodMinutes: row.period_minutes,
  revision: row.revision,
  quantityWh: Number(row.quantity_wh),
  parts: row.parts.map(([status, energyWh, accountId, beneficiary, contractId, jobs]) => ({
    ...{ status, energyWh, accountId, beneficiary, contractId, jobs },
  })),
  issuedAtMs: Number(row.issued_at_ms),
});

export const storedEvent = (
  row: Selectable<CertificateEventTable>,
  issuanceId: string,
): CertificateEvent => ({
  issuanceId,
  kind: row.kind,
  fromUnit: Number(row.from_unit),
  toUnit: Number(row.to_unit),
  accountId: row.account_id,
  targetId: row.target_id,
  beneficiary: row.beneficiary,
  jobs: row.jobs,
  contractId: row.contract_id,
  reason: row.reason,
  actionId: row.action_id,
  actor: row.actor,
  atMs: Number(row.at_ms),
});

export const storedBundle = (
  row: Selectable<CertificateBundleTable>,
  issuanceId: string,
): CertificateBundle => ({
  issuanceId,
  fromUnit: Number(row.from_unit),
  toUnit: Number(row.to_unit),
  accountId: row.account_id,
  status: row.status,
  beneficiary: row.beneficiary,
  contractId: row.contract_id,
});

export interface StoredHistory {
  readonly issuances: readonly StoredIssuance[];
  readonly events: readonly CertificateEvent[];
  readonly bundles: readonly CertificateBundle[];
}

/** Everything of the certificates of one period, in the order in which it happened. */
export async function certificatesOfPeriod(db: StoreDb, periodStartMs: EpochMs): Promise<StoredHistory> {
  const rows = await db
    .selectFrom('certificate_issuance')
    .selectAll()
    .where('period_start_ms', '=', periodStartMs)
    .orderBy('issuance_number')
    .execute();
  return historyOf(db, rows.map(storedIssuance));
}

/** The same of some issuances. */
export async function historyOf(db: StoreDb, issuances: readonly StoredIssuance[]): Promise<StoredHistory> {
  if (issuances.length === 0) return { issuances, events: [], bundles: [] };
  const idOf = new Map(issuances.map((one) => [one.issuanceNumber, one.issuanceId]));
  const numbers = [...idOf.keys()];
  const events = await db
    .selectFrom('certificate_event')
    .selectAll()
    .where('issuance_number', 'in', numbers)
    .orderBy('block_number')
    .orderBy('leaf_index')
    .execute();
  const bundles = await db
    .selectFrom('certificate_bundle')
    .selectAll()
    .where('issuance_number', 'in', numbers)
    .orderBy('issuance_number')
    .orderBy('from_unit')
    .execute();
  return {
    issuances,
    events: events.map((row) => storedEvent(row, idOf.get(Number(row.issuance_number))!)),
    bundles: bundles.map((row) => storedBundle(row, idOf.get(Number(row.issuance_number))!)),
  };
}

/** Issuances with numbers after `afterNumber`, in their order, for whoever goes through all. */
export async function issuancesAfter(
  db: StoreDb,
  afterNumber: number,
  limit: number,
): Promise<readonly StoredIssuance[]> {
  const rows = await db
    .selectFrom('certificate_issuance')
    .selectAll()
    .where('issuance_number', '>', afterNumber)
    .orderBy('issuance_number')
    .limit(limit)
    .execute();
  return rows.map(storedIssuance);
}

/** The block of a period as it was when it was closed. */
export async function firstBlockOf(db: StoreDb, periodStartMs: EpochMs): Promise<number> {
  const row = await db
    .selectFrom('period_version')
    .select('block_number')
    .where('period_start_ms', '=', periodStartMs)
    .where('version', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(row.block_number);
}
