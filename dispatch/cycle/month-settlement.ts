import type { ClosedLine, MonthSummary, StatementVersion } from '#dispatch/domain';
import type { LedgerSigner } from '#dispatch/ledger';
import { type JobAccount, MonthSettlement, nextVersion, type Settlement } from '#dispatch/settle';
import { resolveValue, type Scenario } from '#dispatch/sources';
import {
  closedSpan,
  insertStatement,
  jobAccounts,
  type StoreDb,
  statementLines,
  statementVersions,
  storeDb,
} from '#dispatch/store';
import { inTransaction } from '#platform/db';
import { AppError } from '#platform/errors';
import { type EpochMs, MS_PER_MINUTE, shanghaiDay, shanghaiDayStartMs } from '#units';
import type { CycleDependencies } from './dependencies.ts';
import { type PeriodRecord, periodRecords } from './period-records.ts';
import { untilNextBlock } from './until-next-block.ts';

/** A month settled from what is kept of it now. */
export interface SettledMonth extends Settlement {
  readonly month: string;
  readonly periodCount: number;
}

/** First instant of a Shanghai month, and of the one after it. */
export function monthSpan(month: string): { readonly fromMs: EpochMs; readonly toMs: EpochMs } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  return { fromMs: shanghaiDayStartMs(`${month}-01`), toMs: shanghaiDayStartMs(`${next}-01`) };
}
export const monthOf = (atMs: EpochMs): string => shanghaiDay(atMs).slice(0, 7);

/** The month's statements from the readings that stand now; null when no period of it is closed. */
export async function settleMonth(
  scenario: Scenario,
  db: StoreDb,
  month: string,
): Promise<SettledMonth | null> {
  const { region } = scenario;
  const { fromMs, toMs } = monthSpan(month);
  const span = await closedSpan(db);
  if (span === null || span.lastMs < fromMs || span.firstMs >= toMs) return null;
  const jobs = new Map<string, JobAccount>();
  const settlement = new MonthSettlement({ region, jobs, isFirstMonth: span.firstMs >= fromMs });
  let periodCount = 0;
  for await (const records of periodRecords(scenario, db, fromMs, toMs)) {
    const unknown = records
      .flatMap((record) => [...record.jobReadings, ...record.claims].map(({ jobId }) => jobId))
      .filter((jobId) => !jobs.has(jobId));
    for (const [jobId, account] of await jobAccounts(db, [...new Set(unknown)])) jobs.set(jobId, account);
    const baselines = await baselinesOf(scenario, records);
    records.forEach((record, at) => {
      const baselineMw = Object.fromEntries([...baselines].map(([id, values]) => [id, values[at]!]));
      settlement.add({ ...record, powerMw: record.readingOf, baselineMw });
    });
    periodCount += records.length;
  }
  return periodCount === 0 ? null : { month, periodCount, ...settlement.close() };
}

/** What called sites had declared that they would draw, one number a record. */
async function baselinesOf(
  scenario: Scenario,
  records: readonly PeriodRecord[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const [first, last] = [records[0]!, records.at(-1)!];
  const endMs = last.startMs + last.minutes * MS_PER_MINUTE;
  const called = scenario.region.flexibilityCalls.filter(
    ({ from, to }) => Date.parse(from) < endMs && Date.parse(to) > first.startMs,
  );
  const stepMs = first.minutes * MS_PER_MINUTE;
  const periodCount = Math.round((endMs - first.startMs) / stepMs);
  const horizon = { startMs: first.startMs, periodMinutes: first.minutes, periodCount };
  const baselines = new Map<string, readonly number[]>();
  for (const { id, baselineMw } of called) {
    const { values } = await resolveValue(baselineMw, horizon, scenario);
    baselines.set(
      id,
      records.map(({ startMs }) => values[Math.round((startMs - first.startMs) / stepMs)]!),
    );
  }
  return baselines;
}

/** Months of which a period is closed, the latest first, with the versions of their statements. */
export async function statementMonths(db: StoreDb): Promise<readonly MonthSummary[]> {
  const span = await closedSpan(db);
  const versions = await statementVersions(db);
  const months = new Set(versions.map(({ month }) => month));
  for (let atMs = span?.firstMs ?? 1, lastMs = span?.lastMs ?? 0; atMs <= lastMs; ) {
    months.add(monthOf(atMs));
    atMs = monthSpan(monthOf(atMs)).toMs;
  }
  return [...months]
    .sort()
    .reverse()
    .map((month) => summaryOf(month, versions));
}

const summaryOf = (month: string, versions: readonly StatementVersion[]): MonthSummary => {
  const own = versions.filter((version) => version.month === month);
  return { month, state: own.length === 0 ? 'open' : 'closed', versions: own };
};

export interface ClosingMonth extends Pick<CycleDependencies, 'db' | 'audit' | 'clock'> {
  readonly scenario: Scenario;
  readonly signer: LedgerSigner;
  readonly month: string;
  readonly actor: string;
}

/**
 * Closes a month that has ended, or writes its next version where readings were corrected since. Null when nothing
 * changed. Throws AppError `month-not-over`, `month-empty`, or a conflict when somebody closed it meanwhile.
 */
export async function closeMonth(closing: ClosingMonth): Promise<StatementVersion | null> {
  const { db, audit, clock, scenario, signer, month, actor } = closing;
  const span = await closedSpan(storeDb(db));
  const { toMs } = monthSpan(month);
  const endOfClosedMs = span === null ? 0 : span.lastMs + scenario.region.periodMinutes * MS_PER_MINUTE;
  if (clock.now() < toMs || endOfClosedMs < toMs) throw notOver(month);
  return inTransaction(db, async (trx) => {
    const store = storeDb(trx);
    const settled = await settleMonth(scenario, store, month);
    if (settled === null) throw emptyMonth(month);
    const versions = await statementVersions(store, month);
    const lines = nextVersion(await statementLines(store, month), settled.lines);
    if (versions.length > 0 && lines.length === 0) return null;
    const version = await insertStatement(store, signer, {
      ...{ month, version: versions.length, closedAtMs: clock.now(), closedBy: actor },
      ...{ periodCount: settled.periodCount, lines },
    });
    await audit.append(trx, {
      ...{ actor, action: 'statement.close', subject: `${month}/${version.version}` },
      detail: { lines: lines.length, periods: settled.periodCount, block: version.blockNumber },
    });
    return version;
  });
}

/** Lines of the closed month, or, while it is open, what it would come to by now. */
export async function linesOfMonth(
  scenario: Scenario,
  db: StoreDb,
  month: string,
): Promise<{ readonly closed: readonly ClosedLine[]; readonly settled: SettledMonth | null } | null> {
  const closed = await statementLines(db, month);
  if (closed.length > 0) return { closed, settled: null };
  const settled = await untilNextBlock(scenario, db, `statement ${month}`, () =>
    settleMonth(scenario, db, month),
  );
  return settled === null ? null : { closed: [], settled };
}

const notOver = (month: string): AppError =>
  new AppError({
    code: 'month-not-over',
    kind: 'conflict',
    message: `${month} is not over, or its last periods are not closed yet.`,
    remedy: 'Close it once its last period is closed; until then its statements are shown as they stand.',
  });
const emptyMonth = (month: string): AppError =>
  new AppError({
    code: 'month-empty',
    kind: 'not-found',
    message: `No period of ${month} was closed by this centre.`,
    remedy: 'GET /api/dispatch/statements lists the months that have statements.',
  });
