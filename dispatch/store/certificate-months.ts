import { type Selectable, sql } from 'kysely';
import type { CertifiedSource, MonthlyCertificates } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import type { EpochMs, Wh } from '#units';
import type { CertificateMonthTable } from './certificate-tables.ts';
import { appendBlock } from './ledger.ts';
import { leafOf } from './ledgered-tables.ts';
import type { StoreDb } from './tables.ts';

const monthRow = (row: MonthlyCertificates) => ({
  month: row.month,
  device_id: row.deviceId,
  tradability: row.tradability,
  source: row.source,
  account_id: row.accountId,
  rule_id: row.ruleId,
  project_code: row.projectCode,
  eligible_wh: row.eligibleWh,
  carried_wh: row.carriedWh,
  unit_wh: row.unitWh,
  certificate_count: row.certificateCount,
  remainder_wh: row.remainderWh,
  first_volume: row.firstVolume,
  valid_until: row.validUntil,
  issued_at_ms: Math.round(row.issuedAtMs),
});

const monthly = (row: Selectable<CertificateMonthTable>): MonthlyCertificates => ({
  month: row.month,
  deviceId: row.device_id,
  tradability: row.tradability,
  source: row.source,
  accountId: row.account_id,
  ruleId: row.rule_id,
  projectCode: row.project_code,
  eligibleWh: Number(row.eligible_wh),
  carriedWh: Number(row.carried_wh),
  unitWh: Number(row.unit_wh),
  certificateCount: Number(row.certificate_count),
  remainderWh: Number(row.remainder_wh),
  firstVolume: Number(row.first_volume),
  validUntil: row.valid_until,
  issuedAtMs: Number(row.issued_at_ms),
});

/** Writes a month's certificates as one block, in the caller's transaction. */
export async function insertMonth(
  trx: StoreDb,
  signer: LedgerSigner,
  month: string,
  rows: readonly MonthlyCertificates[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(monthRow);
  const { blockNumber } = await appendBlock(trx, signer, {
    ...{ kind: 'certificates', subject: `month/${month}`, atMs: rows[0]!.issuedAtMs },
    rows: values.map((row) => leafOf('certificate_month', row)),
  });
  await trx
    .insertInto('certificate_month')
    .values(values.map((row, index) => ({ ...row, block_number: blockNumber, leaf_index: index })))
    .execute();
}

/** Monthly certificates, the earliest month first. */
export async function monthlyCertificates(
  db: StoreDb,
  month?: string,
): Promise<readonly MonthlyCertificates[]> {
  const rows = await db
    .selectFrom('certificate_month')
    .selectAll()
    .$if(month !== undefined, (query) => query.where('month', '=', month!))
    .orderBy('month')
    .orderBy('device_id')
    .orderBy('first_volume')
    .orderBy('tradability')
    .execute();
  return rows.map(monthly);
}

export interface DeviceSums {
  readonly deviceId: string;
  readonly source: CertifiedSource;
  readonly accountId: string;
  readonly issuedWh: Wh;
  readonly withdrawnWh: Wh;
  readonly owedWh: Wh;
}

/** What plants were issued for periods before `untilMs`, what of it was withdrawn, and what they owe. */
export async function plantSums(db: StoreDb, untilMs: EpochMs): Promise<readonly DeviceSums[]> {
  const { rows } = await sql<{
    device_id: string;
    source: CertifiedSource;
    account_id: string;
    issued_wh: string;
    withdrawn_wh: string;
    owed_wh: string;
  }>`
    with issued as (
      select device_id, min(source) as source, max(account_id) as account_id, sum(quantity_wh) as issued_wh
      from dispatch.certificate_issuance where device_id = origin_id and period_start_ms < ${untilMs}
      group by device_id),
    withdrawn as (
      select device_id, sum(to_unit - from_unit) as withdrawn_wh
      from dispatch.certificate_bundle join dispatch.certificate_issuance using (issuance_number)
      where status = 'withdrawn' and device_id = origin_id and period_start_ms < ${untilMs}
      group by device_id)
    select device_id, source, account_id, issued_wh::text,
      coalesce(withdrawn_wh, 0)::text as withdrawn_wh, coalesce(debt_wh, 0)::text as owed_wh
    from issued left join withdrawn using (device_id)
      left join dispatch.certificate_debt on device_key = device_id
    order by device_id`.execute(db);
  return rows.map((row) => ({
    ...{ deviceId: row.device_id, source: row.source, accountId: row.account_id },
    ...{
      issuedWh: Number(row.issued_wh),
      withdrawnWh: Number(row.withdrawn_wh),
      owedWh: Number(row.owed_wh),
    },
  }));
}

/** Of what plants made in [fromMs, toMs): claimed, stored, or moved by a contract. */
export async function usedWithin(
  db: StoreDb,
  fromMs: EpochMs,
  toMs: EpochMs,
): Promise<ReadonlyMap<string, Wh>> {
  const { rows } = await sql<{ device_id: string; used_wh: string }>`
    select device_id, sum(to_unit - from_unit)::text as used_wh
    from dispatch.certificate_bundle join dispatch.certificate_issuance using (issuance_number)
    where device_id = origin_id and period_start_ms >= ${fromMs} and period_start_ms < ${toMs}
      and (status in ('claimed', 'stored') or (status = 'active' and contract_id is not null))
    group by device_id`.execute(db);
  return new Map(rows.map((row) => [row.device_id, Number(row.used_wh)]));
}
