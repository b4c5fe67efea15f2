import { linesOfMonth, monthSpan, statementMonths } from '#dispatch/cycle';
import {
  type ClosedLine,
  elementNames,
  type MonthSummary,
  type Region,
  type StatementLineDetail,
  type StatementLineView,
  type StatementMonth,
} from '#dispatch/domain';
import { partyFace, partyTotals, standingLines } from '#dispatch/settle';
import { statementVersions } from '#dispatch/store';
import { type Bilingual, MS_PER_MINUTE } from '#units';
import { type DispatchState, storeOf } from './room-state.ts';

export const monthSummaries = (state: DispatchState): Promise<readonly MonthSummary[]> =>
  statementMonths(storeOf(state));

/** A month with its lines and their periods. */
export interface DetailedMonth {
  readonly view: StatementMonth;
  readonly details: readonly StatementLineDetail[];
}

/** A month as it was closed, or as it stands while it is open; of one party where one is asked for. Null when there is none. */
export async function detailedMonth(
  state: DispatchState,
  month: string,
  party?: string,
): Promise<DetailedMonth | null> {
  const db = storeOf(state);
  const { region } = state.scenario;
  const found = await linesOfMonth(state.scenario, db, month);
  if (found === null) return null;
  const { closed, settled } = found;
  const versions = await statementVersions(db, month);
  const open = (settled?.lines ?? []).map(
    (line, at): ClosedLine => ({
      ...line,
      ...{ id: `${month}/open/${at + 1}`, reverses: null },
    }),
  );
  const all = closed.length > 0 ? closed : open;
  const standing = new Set(standingLines(all).map(({ id }) => id));
  const own = all.filter(({ payer, payee }) => party === undefined || payer === party || payee === party);
  const details = own.map((line) => detailOf(line, settled === null, standing.has(line.id), region));
  const { fromMs, toMs } = monthSpan(month);
  const view: StatementMonth = {
    ...{ month, state: versions.length === 0 ? 'open' : 'closed', versions },
    periodCount: settled?.periodCount ?? versions.at(-1)?.periodCount ?? 0,
    wholePeriodCount: Math.round((toMs - fromMs) / (region.periodMinutes * MS_PER_MINUTE)),
    parties: partyTotals(
      all.filter(({ id }) => standing.has(id)),
      region,
    ),
    lines: details.map(({ periods: _, ...line }) => line),
    remarks: settled?.remarks ?? [],
  };
  return { view, details };
}

function detailOf(
  line: ClosedLine,
  isClosed: boolean,
  isStanding: boolean,
  region: Region,
): StatementLineDetail {
  return {
    ...line,
    version: isClosed ? Number(line.id.split('/')[1]) : null,
    isStanding,
    payerName: partyFace(line.payer, region).name,
    payeeName: partyFace(line.payee, region).name,
    subjectName: subjectName(line, region),
  } satisfies StatementLineView & { periods: unknown };
}

/** A connection, plant, store or site by its name; a contract or a call by its title; compute by site, kind and tier. */
function subjectName({ kind, subject }: ClosedLine, region: Region): Bilingual {
  const names = elementNames(region);
  const titled = [...region.contracts, ...region.flexibilityCalls].find(({ id }) => id === subject);
  if (titled !== undefined) return titled.title;
  if (kind !== 'compute') return names[subject] ?? { zh: subject, en: subject };
  const [siteId, poolKind, tier] = subject.split('/') as [string, string, string];
  const site = names[siteId] ?? { zh: siteId, en: siteId };
  return { zh: `${site.zh} · ${poolKind} · ${tier} 级`, en: `${site.en} · ${poolKind} · tier ${tier}` };
}
