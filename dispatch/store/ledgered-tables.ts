import type { Selectable } from 'kysely';
import type { LedgerRow } from '#dispatch/domain';
import { unpackSourceWh } from './source-wh.ts';
import type { DispatchTables } from './tables.ts';

type TableName = keyof DispatchTables & string;
type SourceKeys = ReadonlyMap<number, string>;

/** A table whose rows are leaves of the ledger's blocks. */
export interface LedgeredTable {
  readonly table: TableName;
  /** Every column but the place, as it stands in the leaf. Bytes that no writer of this house writes give other content. */
  contentOf(row: unknown, sourceKeys: SourceKeys): LedgerRow['content'];
}

const ledgered = <T extends TableName>(
  table: T,
  contentOf: (row: Selectable<DispatchTables[T]>, sourceKeys: SourceKeys) => LedgerRow['content'],
): LedgeredTable => ({ table, contentOf: contentOf as LedgeredTable['contentOf'] });

/** All of them: the audit recomputes every leaf from these tables, and finds rows of theirs that no block has. */
export const LEDGERED_TABLES: readonly LedgeredTable[] = [
  ledgered('period_version', (row) => ({
    period_start_ms: Number(row.period_start_ms),
    version: row.version,
    period_minutes: row.period_minutes,
    scenario_hash: row.scenario_hash,
    region_hash: row.region_hash,
    matched_green_share_ratio: row.matched_green_share_ratio,
    storage_content: row.storage_content,
  })),
  ledgered('reading', (row) => ({
    period_start_ms: Number(row.period_start_ms),
    element: row.element,
    quantity: row.quantity,
    period_minutes: row.period_minutes,
    value: row.value,
    quality: row.quality,
    revision: row.revision,
  })),
  ledgered('job_reading', (row) => ({
    period_start_ms: Number(row.period_start_ms),
    job_id: row.job_id,
    pool_id: row.pool_id,
    site_id: row.site_id,
    unit_hours: row.unit_hours,
    energy_wh: Number(row.energy_wh),
    method: row.method,
  })),
  ledgered('energy_source', (row) => ({ source_id: row.source_id, source_key: row.source_key })),
  ledgered('ledger_entry', (row, sourceKeys) => ({
    period_start_ms: Number(row.period_start_ms),
    consumer_kind: row.consumer_kind,
    consumer_id: row.consumer_id,
    energy_wh: Number(row.energy_wh),
    clean_wh: Number(row.clean_wh),
    co2_grams: Number(row.co2_grams),
    by_source_wh: sourceWhOf(row.by_source_wh, row.reverses_block !== null, sourceKeys),
    reverses_block: row.reverses_block === null ? null : Number(row.reverses_block),
    reverses_leaf: row.reverses_leaf,
  })),
  ledgered('meter_receipt', (row) => ({
    meter_id: row.meter_id,
    unit: row.unit,
    from_ms: Number(row.from_ms),
    until_ms: Number(row.until_ms),
    value: row.value,
    issued_at_ms: row.issued_at_ms === null ? null : Number(row.issued_at_ms),
    received_at_ms: Number(row.received_at_ms),
    received_from: row.received_from,
    source: row.source,
    line: row.line,
  })),
  ledgered('statement_version', (row) => ({
    month: row.month,
    version: row.version,
    closed_at_ms: Number(row.closed_at_ms),
    closed_by: row.closed_by,
    period_count: row.period_count,
  })),
  ledgered('statement_line', (row) => ({
    line_id: row.line_id,
    month: row.month,
    version: row.version,
    kind: row.kind,
    payer: row.payer,
    payee: row.payee,
    subject: row.subject,
    unit: row.unit,
    quantity_millionths: Number(row.quantity_millionths),
    amount_fen: Number(row.amount_fen),
    reverses: row.reverses,
    periods: row.periods,
  })),
  ledgered('rule_state', (row) => ({
    day: row.day,
    rule_id: row.rule_id,
    revision: row.revision,
    effective_from: row.effective_from,
    kind: row.kind,
    unit: row.unit,
    limit_value: row.limit_value,
    since: row.since,
    periods: row.periods,
    periods_of_day: row.periods_of_day,
    day_part: Number(row.day_part),
    day_whole: Number(row.day_whole),
    part: Number(row.part),
    whole: Number(row.whole),
    judgement: row.judgement,
    recorded_at_ms: Number(row.recorded_at_ms),
  })),
  ledgered('certificate_issuance', (row) => ({
    issuance_number: Number(row.issuance_number),
    period_start_ms: Number(row.period_start_ms),
    period_minutes: row.period_minutes,
    device_id: row.device_id,
    origin_id: row.origin_id,
    revision: row.revision,
    source: row.source,
    account_id: row.account_id,
    quantity_wh: Number(row.quantity_wh),
    parts: row.parts,
    issued_at_ms: Number(row.issued_at_ms),
  })),
  ledgered('certificate_event', (row) => ({
    issuance_number: Number(row.issuance_number),
    kind: row.kind,
    from_unit: Number(row.from_unit),
    to_unit: Number(row.to_unit),
    account_id: row.account_id,
    target_id: row.target_id,
    beneficiary: row.beneficiary,
    jobs: row.jobs,
    contract_id: row.contract_id,
    reason: row.reason,
    action_id: row.action_id,
    actor: row.actor,
    at_ms: Number(row.at_ms),
  })),
  ledgered('certificate_month', (row) => ({
    month: row.month,
    device_id: row.device_id,
    tradability: row.tradability,
    source: row.source,
    account_id: row.account_id,
    rule_id: row.rule_id,
    project_code: row.project_code,
    eligible_wh: Number(row.eligible_wh),
    carried_wh: Number(row.carried_wh),
    unit_wh: Number(row.unit_wh),
    certificate_count: Number(row.certificate_count),
    remainder_wh: Number(row.remainder_wh),
    first_volume: Number(row.first_volume),
    valid_until: row.valid_until,
    issued_at_ms: Number(row.issued_at_ms),
  })),
];

/** Energy by source of an entry; the bytes in hex when they are none, which no leaf is made of. */
export function sourceWhOf(
  bytes: Uint8Array,
  isReversal: boolean,
  sourceKeys: SourceKeys,
): Record<string, number> | string {
  const parts = unpackSourceWh(bytes);
  if (parts === null || parts.some(([sourceId]) => !sourceKeys.has(sourceId)))
    return Buffer.from(bytes).toString('hex');
  return Object.fromEntries(
    parts.map(([sourceId, wh]) => [sourceKeys.get(sourceId)!, isReversal ? 0 - wh : wh]),
  );
}

/** The leaf of a row before it is inserted: the same function makes it that the audit checks it with. */
export function leafOf<T extends TableName>(
  table: T,
  row: Omit<Selectable<DispatchTables[T]>, 'block_number' | 'leaf_index'>,
  sourceKeys: SourceKeys = new Map(),
): LedgerRow {
  const kept = LEDGERED_TABLES.find((one) => one.table === table)!;
  return { table, content: kept.contentOf(row, sourceKeys) };
}
