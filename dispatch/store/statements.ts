import type { Selectable } from 'kysely';
import type { ClosedLine, StatementLine, StatementPeriod, StatementVersion } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import { insertColumns } from './insert-columns.ts';
import { appendBlock } from './ledger.ts';
import { leafOf } from './ledgered-tables.ts';
import type { StatementLineTable } from './settlement-tables.ts';
import type { StoreDb } from './tables.ts';

export interface NewStatement extends Omit<StatementVersion, 'blockNumber'> {
  readonly lines: readonly (StatementLine & { readonly reverses: string | null })[];
}

/** Writes a version of a month as one block of the ledger, inside the caller's transaction. */
export async function insertStatement(
  trx: StoreDb,
  signer: LedgerSigner,
  statement: NewStatement,
): Promise<StatementVersion> {
  const { month, version, lines, ...closed } = statement;
  const head = {
    ...{ month, version, closed_at_ms: Math.round(closed.closedAtMs) },
    ...{ closed_by: closed.closedBy, period_count: closed.periodCount },
  };
  const rows = lines.map((line, at) => ({
    ...{ line_id: `${month}/${version}/${at + 1}`, month, version },
    ...{ kind: line.kind, payer: line.payer, payee: line.payee, subject: line.subject, unit: line.unit },
    ...{ quantity_millionths: line.quantityMillionths, amount_fen: line.amountFen },
    ...{ reverses: line.reverses, periods: periodsText(line.periods) },
  }));
  const { blockNumber } = await appendBlock(trx, signer, {
    kind: 'statement',
    subject: `${month}/${version}`,
    atMs: closed.closedAtMs,
    rows: [leafOf('statement_version', head), ...rows.map((row) => leafOf('statement_line', row))],
  });
  const place = { block_number: blockNumber };
  await trx
    .insertInto('statement_version')
    .values({ ...head, ...place, leaf_index: 0 })
    .execute();
  await insertLines(
    trx,
    rows.map((row, at) => ({ ...row, ...place, leaf_index: at + 1 })),
  );
  return { month, version, ...closed, blockNumber };
}

const LINE_TYPES = {
  ...{ line_id: 'text', month: 'text', version: 'integer', kind: 'text', payer: 'text', payee: 'text' },
  ...{ subject: 'text', unit: 'text', quantity_millionths: 'bigint', amount_fen: 'bigint' },
  ...{ reverses: 'text', periods: 'text', block_number: 'bigint', leaf_index: 'integer' },
} as const;

const insertLines = (
  trx: StoreDb,
  rows: readonly Record<keyof typeof LINE_TYPES, unknown>[],
): Promise<void> =>
  insertColumns(
    trx,
    'statement_line',
    Object.fromEntries(
      Object.entries(LINE_TYPES).map(([column, type]) => [
        column,
        [type, rows.map((row) => row[column as keyof typeof LINE_TYPES])] as const,
      ]),
    ),
  );

const periodsText = (periods: readonly StatementPeriod[]): string =>
  JSON.stringify(
    periods.map(({ startMs, quantityMillionths, microYuanPerUnit, amountFen }) => [
      ...[startMs, quantityMillionths, microYuanPerUnit, amountFen],
    ]),
  );
const periodsOf = (text: string): StatementPeriod[] =>
  (JSON.parse(text) as [number, number, number, number][]).map(
    ([startMs, quantityMillionths, microYuanPerUnit, amountFen]) => ({
      ...{ startMs, quantityMillionths, microYuanPerUnit, amountFen },
    }),
  );

/** Versions of all months, or of one, the oldest first. */
export async function statementVersions(db: StoreDb, month?: string): Promise<readonly StatementVersion[]> {
  const rows = await db
    .selectFrom('statement_version')
    .selectAll()
    .$if(month !== undefined, (query) => query.where('month', '=', month!))
    .orderBy('month')
    .orderBy('version')
    .execute();
  return rows.map((row) => ({
    month: row.month,
    version: row.version,
    closedAtMs: Number(row.closed_at_ms),
    closedBy: row.closed_by,
    periodCount: row.period_count,
    blockNumber: Number(row.block_number),
  }));
}

const lineOf = (row: Selectable<StatementLineTable>): ClosedLine => ({
  id: row.line_id,
  ...{ kind: row.kind, payer: row.payer, payee: row.payee, subject: row.subject, unit: row.unit },
  quantityMillionths: Number(row.quantity_millionths),
  amountFen: Number(row.amount_fen),
  reverses: row.reverses,
  periods: periodsOf(row.periods),
});

/** Every line of a month, of all its versions, in the order in which they were written. */
export async function statementLines(db: StoreDb, month: string): Promise<readonly ClosedLine[]> {
  const rows = await db
    .selectFrom('statement_line')
    .selectAll()
    .where('month', '=', month)
    .orderBy('version')
    .orderBy('leaf_index')
    .execute();
  return rows.map(lineOf);
}

/** The Shanghai days and times between which periods are closed; null when none is. */
export async function closedSpan(
  db: StoreDb,
): Promise<{ readonly firstMs: number; readonly lastMs: number } | null> {
  const row = await db
    .selectFrom('period')
    .select((select) => [
      select.fn.min('period_start_ms').as('first_ms'),
      select.fn.max('period_start_ms').as('last_ms'),
    ])
    .executeTakeFirst();
  return row === undefined || row.first_ms === null
    ? null
    : { firstMs: Number(row.first_ms), lastMs: Number(row.last_ms) };
}
