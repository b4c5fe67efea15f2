import { type Selectable, sql } from 'kysely';
import type { RuleDayState, RuleJudgement } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import type { EpochMs, Ratio } from '#units';
import type { RuleStateTable } from './compliance-tables.ts';
import { appendBlock } from './ledger.ts';
import type { PlaceColumns } from './ledger-tables.ts';
import { leafOf } from './ledgered-tables.ts';
import type { StoreDb } from './tables.ts';

/** Appends the states of a day as one block, in the caller's transaction. */
export async function insertRuleStates(
  trx: StoreDb,
  signer: LedgerSigner,
  states: readonly RuleDayState[],
): Promise<void> {
  const [first] = states;
  if (first === undefined) return;
  const rows = states.map(rowOf);
  const { blockNumber } = await appendBlock(trx, signer, {
    kind: 'rules',
    subject: `${first.day}/${first.revision}`,
    atMs: first.recordedAtMs,
    rows: rows.map((row) => leafOf('rule_state', row)),
  });
  await trx
    .insertInto('rule_state')
    .values(rows.map((row, index) => ({ ...row, block_number: blockNumber, leaf_index: index })))
    .execute();
}

const rowOf = (state: RuleDayState) => ({
  day: state.day,
  rule_id: state.ruleId,
  revision: state.revision,
  effective_from: state.effectiveFrom,
  kind: state.kind,
  unit: state.unit,
  limit_value: state.limit,
  since: state.since,
  periods: state.periods,
  periods_of_day: state.periodsOfDay,
  day_part: state.dayPart,
  day_whole: state.dayWhole,
  part: state.part,
  whole: state.whole,
  judgement: JSON.stringify(state.judgement),
  recorded_at_ms: state.recordedAtMs,
});

type Row = Omit<Selectable<RuleStateTable>, keyof PlaceColumns>;
const stateOf = (row: Row): RuleDayState => ({
  day: row.day,
  ruleId: row.rule_id,
  revision: row.revision,
  effectiveFrom: row.effective_from,
  kind: row.kind,
  unit: row.unit,
  limit: row.limit_value,
  since: row.since,
  periods: row.periods,
  periodsOfDay: row.periods_of_day,
  dayPart: Number(row.day_part),
  dayWhole: Number(row.day_whole),
  part: Number(row.part),
  whole: Number(row.whole),
  judgement: JSON.parse(row.judgement) as RuleJudgement,
  recordedAtMs: Number(row.recorded_at_ms),
});

const standing = (db: StoreDb) =>
  db
    .selectFrom('rule_state')
    .selectAll()
    .distinctOn(['rule_id', 'day'])
    .orderBy('rule_id')
    .orderBy('day')
    .orderBy('revision', 'desc');

/** The current version of every recorded day of a rule, the earliest first. */
export const ruleDaysOf = async (db: StoreDb, ruleId: string): Promise<readonly RuleDayState[]> =>
  (await standing(db).where('rule_id', '=', ruleId).execute()).map(stateOf);

/** Every version of the days of a rule that were corrected. */
export async function correctionsOf(db: StoreDb, ruleId: string): Promise<readonly RuleDayState[]> {
  const rows = await db
    .selectFrom('rule_state')
    .selectAll()
    .where('rule_id', '=', ruleId)
    .where('day', 'in', (sub) =>
      sub
        .selectFrom('rule_state as later')
        .select('later.day')
        .where('later.rule_id', '=', ruleId)
        .groupBy('later.day')
        .having((eb) => eb.fn.countAll(), '>', 1),
    )
    .orderBy('day')
    .orderBy('revision')
    .execute();
  return rows.map(stateOf);
}

/** The states of a day, or of the last one by then, as last corrected. */
export async function ruleStatesOn(db: StoreDb, day: string): Promise<readonly RuleDayState[]> {
  const rows = await standing(db)
    .where('day', '=', (sub) =>
      sub
        .selectFrom('rule_state as last')
        .select((eb) => eb.fn.max('last.day').as('day'))
        .where('last.day', '<=', day),
    )
    .execute();
  return rows.map(stateOf);
}

/** The states before a day without what was judged from them, by rule, the earliest first. */
export async function countsBefore(
  db: StoreDb,
  day: string,
): Promise<ReadonlyMap<string, readonly Omit<RuleDayState, 'judgement'>[]>> {
  const rows = await db
    .selectFrom('rule_state')
    .select([
      ...(['day', 'rule_id', 'revision', 'effective_from', 'kind', 'unit', 'limit_value', 'since'] as const),
      ...(['periods', 'periods_of_day', 'day_part', 'day_whole', 'part', 'whole', 'recorded_at_ms'] as const),
    ])
    .distinctOn(['rule_id', 'day'])
    .where('day', '<', day)
    .orderBy('rule_id')
    .orderBy('day')
    .orderBy('revision', 'desc')
    .execute();
  const byRule = new Map<string, Omit<RuleDayState, 'judgement'>[]>();
  for (const row of rows) {
    const { judgement: _, ...counts } = stateOf({ ...row, judgement: 'null' });
    const days = byRule.get(row.rule_id) ?? [];
    byRule.set(row.rule_id, days);
    days.push(counts);
  }
  return byRule;
}

/** The last day that was judged; null before the first. */
export async function lastJudgedDay(db: StoreDb): Promise<string | null> {
  const row = await db
    .selectFrom('rule_state')
    .select((eb) => eb.fn.max('day').as('day'))
    .executeTakeFirst();
  return row?.day ?? null;
}

/** How often a day was judged. */
export async function judgementsOf(db: StoreDb, day: string): Promise<number> {
  const row = await db
    .selectFrom('rule_state')
    .select((eb) => eb.fn.max('revision').as('revision'))
    .where('day', '=', day)
    .executeTakeFirst();
  return row?.revision == null ? 0 : row.revision + 1;
}

/**
 * The earliest judged day that no longer stands: a period of it was traced anew since, or the day before it was judged
 * anew. Null when all of them stand.
 */
export async function outdatedDay(db: StoreDb): Promise<string | null> {
  const { rows } = await sql<{ day: string }>`
    with judged as (
      select day, max(block_number) as block_number from dispatch.rule_state group by day
    ), revised as (
      select to_char(to_timestamp(period_start_ms / 1000) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
        max(block_number) as block_number
      from dispatch.period_version where version > 0 group by 1
    ), ordered as (
      select judged.day, judged.block_number, lag(judged.block_number) over (order by judged.day) as before,
        revised.block_number as revised
      from judged left join revised on revised.day = judged.day
    )
    select day from ordered where before > block_number or revised > block_number order by day limit 1`.execute(
    db,
  );
  return rows[0]?.day ?? null;
}

/** The median of a forecast of the stations, as a plan was made with. */
export interface MedianForecast {
  readonly target: string;
  readonly issuedAtMs: EpochMs;
  readonly startMs: EpochMs;
  readonly periodMinutes: number;
  readonly values: readonly Ratio[];
}
/** Medians of the forecasts of some targets that applied plans of a stretch of time were made with. */
export async function mediansWithin(
  db: StoreDb,
  targets: readonly string[],
  fromMs: EpochMs,
  toMs: EpochMs,
): Promise<readonly MedianForecast[]> {
  const { rows } = await sql<{ target: string; issued: string; horizon: Horizon; values: number[] }>`
    select f->>'target' as target, f->>'issuedAtMs' as issued, f->'horizon' as horizon,
      f->'quantiles'->(jsonb_array_length(f->'levels') / 2) as values
    from dispatch.plan, jsonb_array_elements(forecasts) as f
    where is_applied and forecasts is not null and created_at_ms >= ${fromMs} and created_at_ms < ${toMs}
      and f->>'target' = any(${[...targets]})`.execute(db);
  return rows.map((row) => ({
    target: row.target,
    issuedAtMs: Number(row.issued),
    startMs: row.horizon.startMs,
    periodMinutes: row.horizon.periodMinutes,
    values: row.values,
  }));
}
interface Horizon {
  readonly startMs: EpochMs;
  readonly periodMinutes: number;
}
