import type { Selectable } from 'kysely';
import type { MeterReceipt } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import type { EpochMs } from '#units';
import { insertColumns } from './insert-columns.ts';
import { appendBlock } from './ledger.ts';
import { leafOf } from './ledgered-tables.ts';
import type { MeterReceiptTable } from './meters-tables.ts';
import { numberOrNull, type StoreDb } from './tables.ts';

export type NewReceipt = Omit<MeterReceipt, 'delivery'>;

/** Keeps the new receipts of a delivery as one block of the ledger. Append last in the transaction. */
export async function insertReceipts(
  trx: StoreDb,
  signer: LedgerSigner,
  receipts: readonly NewReceipt[],
  nowMs: EpochMs,
): Promise<{ readonly blockNumber: number }> {
  const rows = receipts.map((receipt) => ({
    meter_id: receipt.meter,
    unit: receipt.unit,
    from_ms: receipt.fromMs,
    until_ms: receipt.untilMs,
    value: receipt.value,
    issued_at_ms: receipt.issuedAtMs,
    received_at_ms: receipt.receivedAtMs,
    received_from: receipt.receivedFrom,
    source: receipt.source,
    line: receipt.line,
  }));
  const block = await appendBlock(trx, signer, {
    kind: 'readings',
    subject: await nextSubject(trx),
    atMs: nowMs,
    rows: rows.map((row) => leafOf('meter_receipt', row)),
  });
  const column = (type: string, name: keyof (typeof rows)[number]) =>
    [type, rows.map((row) => row[name])] as const;
  await insertColumns(trx, 'meter_receipt', {
    meter_id: column('text', 'meter_id'),
    unit: column('text', 'unit'),
    from_ms: column('bigint', 'from_ms'),
    until_ms: column('bigint', 'until_ms'),
    value: column('double precision', 'value'),
    issued_at_ms: column('bigint', 'issued_at_ms'),
    received_at_ms: column('bigint', 'received_at_ms'),
    received_from: column('text', 'received_from'),
    source: column('text', 'source'),
    line: column('integer', 'line'),
    block_number: ['bigint', rows.map(() => block.blockNumber)],
    leaf_index: ['integer', rows.map((_, index) => index)],
  });
  return block;
}

/** Deliveries are numbered; whoever takes one in holds the cycle's state, so that no two get the same number. */
async function nextSubject(trx: StoreDb): Promise<string> {
  const { count } = await trx
    .selectFrom('ledger_block')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('kind', '=', 'readings')
    .executeTakeFirstOrThrow();
  return `delivery-${Number(count) + 1}`;
}

/** Receipts of meters that touch [fromMs, untilMs], by time. */
export async function receiptsWithin(
  db: StoreDb,
  meters: readonly string[],
  fromMs: EpochMs,
  untilMs: EpochMs,
): Promise<MeterReceipt[]> {
  const rows = await db
    .selectFrom('meter_receipt')
    .selectAll()
    .where('meter_id', 'in', meters.length === 0 ? [''] : [...meters])
    .where('until_ms', '>=', fromMs)
    .where('from_ms', '<=', untilMs)
    .orderBy('from_ms')
    .orderBy('until_ms')
    .orderBy('block_number')
    .orderBy('leaf_index')
    .execute();
  return rows.map(receiptOf);
}

const receiptOf = (row: Selectable<MeterReceiptTable>): MeterReceipt => ({
  meter: row.meter_id,
  unit: row.unit,
  fromMs: Number(row.from_ms),
  untilMs: Number(row.until_ms),
  value: row.value,
  issuedAtMs: numberOrNull(row.issued_at_ms),
  receivedAtMs: Number(row.received_at_ms),
  receivedFrom: row.received_from,
  source: row.source,
  line: row.line,
  delivery: Number(row.block_number),
});

/** How many readings on either side another one may bear upon: a false register is told by its neighbours. */
const NEIGHBOURS = 3;

/** The end of the third reading before, and the begin of the third after, an instant; the farthest where there are fewer. */
export async function neighboursOf(
  db: StoreDb,
  meters: readonly string[],
  fromMs: EpochMs,
  untilMs: EpochMs,
): Promise<{ readonly beforeMs: EpochMs; readonly afterMs: EpochMs }> {
  const before = await db
    .selectFrom('meter_receipt')
    .select(['until_ms'])
    .distinct()
    .where('meter_id', 'in', [...meters])
    .where('until_ms', '<', fromMs)
    .orderBy('until_ms', 'desc')
    .limit(NEIGHBOURS)
    .execute();
  const after = await db
    .selectFrom('meter_receipt')
    .select(['from_ms'])
    .distinct()
    .where('meter_id', 'in', [...meters])
    .where('from_ms', '>', untilMs)
    .orderBy('from_ms')
    .limit(NEIGHBOURS)
    .execute();
  const [first, last] = [before.at(-1), after.at(-1)];
  return {
    beforeMs: first === undefined ? fromMs : Number(first.until_ms),
    afterMs: last === undefined ? untilMs : Number(last.from_ms),
  };
}

/** The latest receipt of each meter, by the time that it speaks of. */
export async function lastReceipts(
  db: StoreDb,
  meters: readonly string[],
): Promise<ReadonlyMap<string, MeterReceipt>> {
  const last = new Map<string, MeterReceipt>();
  for (const meter of meters) {
    const row = await db
      .selectFrom('meter_receipt')
      .selectAll()
      .where('meter_id', '=', meter)
      .orderBy('until_ms', 'desc')
      .orderBy('block_number', 'desc')
      .orderBy('leaf_index', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) last.set(meter, receiptOf(row));
  }
  return last;
}
