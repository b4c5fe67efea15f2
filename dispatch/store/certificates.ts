import { sql } from 'kysely';
import type { CertificateBundle, CertificateEvent, CertificateIssuance, StoreLine } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import type { EpochMs, Wh } from '#units';
import type { PartRow } from './certificate-tables.ts';
import { insertColumns } from './insert-columns.ts';
import { appendBlock } from './ledger.ts';
import { leafOf } from './ledgered-tables.ts';
import type { StoreDb } from './tables.ts';

/** What is written at once: a block of what happened, and what stands after it. */
export interface CertificateChange {
  /** Names the block. */
  readonly subject: string;
  readonly atMs: EpochMs;
  readonly issuances: readonly CertificateIssuance[];
  readonly events: readonly CertificateEvent[];
  /** Of every issuance that is new or has a new event, all of them. */
  readonly bundles: readonly CertificateBundle[];
  readonly debtChangeWh: ReadonlyMap<string, Wh>;
  readonly lineChanges: readonly StoreLine[];
  /** Of the issuances of the events, by id. */
  readonly known: ReadonlyMap<string, KnownIssuance>;
}
export interface KnownIssuance {
  readonly issuanceNumber: number;
  readonly quantityWh: Wh;
}

/** Waits until nobody else changes certificates or the ledger, and keeps others waiting until the transaction ends. */
export async function lockCertificates(trx: StoreDb): Promise<void> {
  await trx.selectFrom('ledger_head').select('one').forUpdate().execute();
}

/** Writes a change in the caller's transaction; nothing when there is none. */
export async function insertCertificates(
  trx: StoreDb,
  signer: LedgerSigner,
  change: CertificateChange,
): Promise<void> {
  const { issuances, events } = change;
  if (issuances.length > 0 || events.length > 0) {
    const numbers = await nextNumbers(trx, issuances.length);
    const known = new Map(change.known);
    issuances.forEach(({ issuanceId, quantityWh }, index) => {
      known.set(issuanceId, { issuanceNumber: numbers[index]!, quantityWh });
    });
    const rows = {
      issuances: issuances.map((one) => issuanceRow(one, known.get(one.issuanceId)!.issuanceNumber)),
      events: events.map((event) => eventRow(event, known.get(event.issuanceId)!.issuanceNumber)),
    };
    const { blockNumber } = await appendBlock(trx, signer, {
      ...{ kind: 'certificates', subject: change.subject, atMs: change.atMs },
      rows: [
        ...rows.issuances.map((row) => leafOf('certificate_issuance', row)),
        ...rows.events.map((row) => leafOf('certificate_event', row)),
      ],
    });
    await insertIssuances(trx, rows.issuances, blockNumber);
    await insertEvents(trx, rows.events, blockNumber, rows.issuances.length);
    await replaceBundles(trx, change, known);
  }
  await changeDebts(trx, change.debtChangeWh);
  await changeLines(trx, change.lineChanges);
}

async function nextNumbers(trx: StoreDb, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ issuance_number: string | number }>`
    select nextval('dispatch.certificate_issuance_number') as issuance_number
    from generate_series(1, ${count}::integer)`.execute(trx);
  return rows.map((row) => Number(row.issuance_number));
}

const issuanceRow = (issuance: CertificateIssuance, issuanceNumber: number) => ({
  issuance_number: issuanceNumber,
  period_start_ms: issuance.periodStartMs,
  period_minutes: issuance.periodMinutes,
  device_id: issuance.deviceId,
  origin_id: issuance.originId,
  revision: issuance.revision,
  source: issuance.source,
  account_id: issuance.accountId,
  quantity_wh: issuance.quantityWh,
  // The trace of a period's first version says what its jobs took; only later claims spell it out.
  parts: issuance.parts.map(
    (part): PartRow => [
      ...([part.status, part.energyWh, part.accountId, part.beneficiary, part.contractId] as const),
      issuance.revision === 0 ? null : part.jobs,
    ],
  ),
  issued_at_ms: Math.round(issuance.issuedAtMs),
});

const eventRow = (event: CertificateEvent, issuanceNumber: number) => ({
  issuance_number: issuanceNumber,
  kind: event.kind,
  from_unit: event.fromUnit,
  to_unit: event.toUnit,
  account_id: event.accountId,
  target_id: event.targetId,
  beneficiary: event.beneficiary,
  jobs: event.jobs,
  contract_id: event.contractId,
  reason: event.reason,
  action_id: event.actionId,
  actor: event.actor,
  at_ms: Math.round(event.atMs),
});

type IssuanceRow = ReturnType<typeof issuanceRow>;
type EventRow = ReturnType<typeof eventRow>;

async function insertIssuances(
  trx: StoreDb,
  rows: readonly IssuanceRow[],
  blockNumber: number,
): Promise<void> {
  const all = <K extends keyof IssuanceRow>(key: K) => rows.map((row) => row[key]);
  await insertColumns(trx, 'certificate_issuance', {
    issuance_number: ['bigint', all('issuance_number')],
    period_start_ms: ['bigint', all('period_start_ms')],
    period_minutes: ['integer', all('period_minutes')],
    device_id: ['text', all('device_id')],
    origin_id: ['text', all('origin_id')],
    revision: ['integer', all('revision')],
    source: ['text', all('source')],
    account_id: ['text', all('account_id')],
    quantity_wh: ['bigint', all('quantity_wh')],
    parts: ['jsonb', rows.map((row) => JSON.stringify(row.parts))],
    issued_at_ms: ['bigint', all('issued_at_ms')],
    block_number: ['bigint', rows.map(() => blockNumber)],
    leaf_index: ['integer', rows.map((_, index) => index)],
  });
}

async function insertEvents(
  trx: StoreDb,
  rows: readonly EventRow[],
  blockNumber: number,
  firstLeaf: number,
): Promise<void> {
  if (rows.length === 0) return;
  const all = <K extends keyof EventRow>(key: K) => rows.map((row) => row[key]);
  await insertColumns(trx, 'certificate_event', {
    issuance_number: ['bigint', all('issuance_number')],
    kind: ['text', all('kind')],
    from_unit: ['bigint', all('from_unit')],
    to_unit: ['bigint', all('to_unit')],
    account_id: ['text', all('account_id')],
    target_id: ['text', all('target_id')],
    beneficiary: ['text', all('beneficiary')],
    jobs: ['jsonb', rows.map(({ jobs }) => (jobs === null ? null : JSON.stringify(jobs)))],
    contract_id: ['text', all('contract_id')],
    reason: ['text', all('reason')],
    action_id: ['text', all('action_id')],
    actor: ['text', all('actor')],
    at_ms: ['bigint', all('at_ms')],
    block_number: ['bigint', rows.map(() => blockNumber)],
    leaf_index: ['integer', rows.map((_, index) => firstLeaf + index)],
  });
}

async function replaceBundles(
  trx: StoreDb,
  { events, bundles }: CertificateChange,
  known: ReadonlyMap<string, KnownIssuance>,
): Promise<void> {
  const touched = [...new Set(events.map((event) => known.get(event.issuanceId)!.issuanceNumber))];
  if (touched.length > 0)
    await trx.deleteFrom('certificate_bundle').where('issuance_number', 'in', touched).execute();
  const issued = bundles.map((bundle) => known.get(bundle.issuanceId)!);
  await insertColumns(trx, 'certificate_bundle', {
    issuance_number: ['bigint', issued.map((one) => one.issuanceNumber)],
    issued_wh: ['bigint', issued.map((one) => one.quantityWh)],
    from_unit: ['bigint', bundles.map((bundle) => bundle.fromUnit)],
    to_unit: ['bigint', bundles.map((bundle) => bundle.toUnit)],
    account_id: ['text', bundles.map((bundle) => bundle.accountId)],
    status: ['text', bundles.map((bundle) => bundle.status)],
    beneficiary: ['text', bundles.map((bundle) => bundle.beneficiary)],
    contract_id: ['text', bundles.map((bundle) => bundle.contractId)],
  });
}

async function changeDebts(trx: StoreDb, changes: ReadonlyMap<string, Wh>): Promise<void> {
  // What pays would fail the check as a row of its own before it met the debt that is there.
  for (const [deviceKey, changeWh] of changes) {
    await trx
      .insertInto('certificate_debt')
      .values({ device_key: deviceKey, debt_wh: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await sql`update dispatch.certificate_debt set debt_wh = debt_wh + ${changeWh}::bigint
      where device_key = ${deviceKey}`.execute(trx);
  }
}

async function changeLines(trx: StoreDb, changes: readonly StoreLine[]): Promise<void> {
  if (changes.length === 0) return;
  // Insertion of a line that gives back more than it takes would fail its check before it met the line that is there.
  await insertEmptyLines(trx, changes);
  await sql`update dispatch.certificate_store_line as line
    set stored_wh = line.stored_wh + change.stored_wh, released_wh = line.released_wh + change.released_wh
    from unnest(${changes.map((one) => one.storeId)}::text[], ${changes.map((one) => one.originId)}::text[],
      ${changes.map((one) => one.storedWh)}::bigint[], ${changes.map((one) => one.releasedWh)}::bigint[])
      as change (store_id, origin_id, stored_wh, released_wh)
    where line.store_id = change.store_id and line.origin_id = change.origin_id`.execute(trx);
}

async function insertEmptyLines(trx: StoreDb, changes: readonly StoreLine[]): Promise<void> {
  await sql`insert into dispatch.certificate_store_line (store_id, origin_id, stored_wh, released_wh)
    select store_id, origin_id, 0, 0
    from unnest(${changes.map((one) => one.storeId)}::text[], ${changes.map((one) => one.originId)}::text[])
      as change (store_id, origin_id)
    on conflict do nothing`.execute(trx);
}

/** Debts by device key, and what lies in stores by store and origin. */
export async function certificateSums(db: StoreDb): Promise<{
  readonly debtWh: ReadonlyMap<string, Wh>;
  readonly lines: ReadonlyMap<string, StoreLine>;
}> {
  const debts = await db.selectFrom('certificate_debt').selectAll().where('debt_wh', '>', 0).execute();
  const lines = await db.selectFrom('certificate_store_line').selectAll().execute();
  return {
    debtWh: new Map(debts.map((row) => [row.device_key, Number(row.debt_wh)])),
    lines: new Map(
      lines.map((row) => [
        `${row.store_id}/${row.origin_id}`,
        {
          ...{ storeId: row.store_id, originId: row.origin_id },
          ...{ storedWh: Number(row.stored_wh), releasedWh: Number(row.released_wh) },
        },
      ]),
    ),
  };
}
