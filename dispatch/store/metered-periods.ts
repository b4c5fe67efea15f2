import { type Selectable, sql } from 'kysely';
import type { MeteredPeriod } from '#dispatch/domain';
import type { EpochMs } from '#units';
import { insertColumns } from './insert-columns.ts';
import type { MeteredPeriodTable } from './meters-tables.ts';
import { numberOrNull, SCHEMA, type StoreDb } from './tables.ts';

/** What meters came to in periods that start within [fromMs, toMs); of one element and quantity, or of all. */
export async function meteredWithin(
  db: StoreDb,
  fromMs: EpochMs,
  toMs: EpochMs,
  channel?: { readonly element: string; readonly quantity: string },
): Promise<MeteredPeriod[]> {
  const rows = await db
    .selectFrom('metered_period')
    .selectAll()
    .where('period_start_ms', '>=', fromMs)
    .where('period_start_ms', '<', toMs)
    .$if(channel !== undefined, (query) =>
      query.where('element', '=', channel!.element).where('quantity', '=', channel!.quantity),
    )
    .orderBy('element')
    .orderBy('quantity')
    .orderBy('period_start_ms')
    .execute();
  return rows.map(meteredOf);
}

const meteredOf = (row: Selectable<MeteredPeriodTable>): MeteredPeriod => ({
  periodStartMs: Number(row.period_start_ms),
  element: row.element,
  quantity: row.quantity,
  energyWh: numberOrNull(row.energy_wh),
  quality: row.quality,
  flags: row.flags,
});

/** Writes what meters come to now in place of what they came to before. */
export async function putMetered(db: StoreDb, periods: readonly MeteredPeriod[]): Promise<void> {
  if (periods.length === 0) return;
  await sql`delete from ${sql.id(SCHEMA, 'metered_period')} where (element, quantity, period_start_ms) in
    (select * from unnest(${periods.map((row) => row.element)}::text[],
      ${periods.map((row) => row.quantity)}::text[], ${periods.map((row) => row.periodStartMs)}::bigint[]))`.execute(
    db,
  );
  await insertColumns(db, 'metered_period', {
    period_start_ms: ['bigint', periods.map((row) => row.periodStartMs)],
    element: ['text', periods.map((row) => row.element)],
    quantity: ['text', periods.map((row) => row.quantity)],
    energy_wh: ['bigint', periods.map((row) => row.energyWh)],
    quality: ['text', periods.map((row) => row.quality)],
    flags: ['jsonb', periods.map((row) => JSON.stringify(row.flags))],
  });
}

/** The latest period that the meters of each element and quantity decide. */
export async function latestMetered(db: StoreDb): Promise<readonly MeteredPeriod[]> {
  const rows = await db
    .selectFrom('metered_period')
    .distinctOn(['element', 'quantity'])
    .selectAll()
    .orderBy('element')
    .orderBy('quantity')
    .orderBy('period_start_ms', 'desc')
    .execute();
  return rows.map(meteredOf);
}
