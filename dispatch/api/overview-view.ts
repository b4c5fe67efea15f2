import { dayReportOf } from '#dispatch/cycle';
import type { Kpi, OverviewView } from '#dispatch/domain';
import { jobCounts, lastPeriods, type PeriodRow, planById, planCovering } from '#dispatch/store';
import { type Bilingual, type EpochMs, MS_PER_HOUR, periodAt, shanghaiDay } from '#units';
import { flowEdges, flowNodes } from './flow-view.ts';
import { type Meters, metersOf } from './meters.ts';
import { plannedFigures } from './planned-figures.ts';
import { recentSeries } from './recent.ts';
import { cycleOf, type DispatchState, storeOf } from './room-state.ts';
import { runningBySite } from './site-view.ts';

/** The region now: as metered in the last closed period, or as planned before the first one has ended. */
export async function overviewView(state: DispatchState): Promise<OverviewView> {
  const { clock } = state.context;
  const { region } = state.scenario;
  const store = storeOf(state);
  const nowMs = clock.now();
  const cycle = await cycleOf(state).view();
  const periods = await lastPeriods(store, 96);
  const last = periods[0] ?? null;
  const meters =
    last === null ? await plannedMeters(state, nowMs) : await metersOf(state, last.periodStartMs);
  return {
    region: { id: region.id, name: region.name, generatedNote: region.generated?.note ?? null },
    clock: { nowMs, mode: clock.mode, speed: clock.speed },
    cycle,
    periodStartMs: last?.periodStartMs ?? null,
    nodes: flowNodes(region, meters, await runningBySite(state)),
    edges: flowEdges(region, meters),
    kpis: await figures(state, last, nowMs),
    jobCounts: await jobCounts(store),
    alarms: alarmsOf(periods, cycle.lastError, cycle.lastEndedMs ?? nowMs),
    recent: await recentSeries(state, nowMs),
  };
}

/** Before anything was metered, the plan's own numbers of this period stand in. */
async function plannedMeters(state: DispatchState, nowMs: EpochMs): Promise<Meters> {
  const stored = await planCovering(storeOf(state), nowMs);
  if (stored === null) return new Map();
  const t = periodAt(stored.plan.horizon, nowMs);
  const meters = new Map<string, Map<string, number>>();
  for (const { element, quantity, values } of stored.plan.series) {
    const own = meters.get(element) ?? new Map<string, number>();
    meters.set(element, own.set(quantity, values[t] ?? 0));
  }
  return meters;
}

/** Today's figures so far, worked out once a closed period. */
const reports = new WeakMap<
  DispatchState,
  { readonly periodStartMs: EpochMs; readonly kpis: readonly Kpi[] }
>();
async function figures(
  state: DispatchState,
  last: PeriodRow | null,
  nowMs: EpochMs,
): Promise<readonly Kpi[]> {
  if (last === null) return plannedFigures(await planById(storeOf(state), 'latest'));
  const known = reports.get(state);
  if (known?.periodStartMs === last.periodStartMs) return known.kpis;
  const day = shanghaiDay(last.periodStartMs);
  const report = await dayReportOf(state.scenario, storeOf(state), day, nowMs);
  const kpis = report?.kpis ?? [];
  reports.set(state, { periodStartMs: last.periodStartMs, kpis });
  return kpis;
}

interface StoredEvent {
  readonly atMs: EpochMs;
  readonly kind: string;
  readonly element: string;
  readonly mw: number;
  readonly text: Bilingual;
}
const ALARM_KINDS = new Set(['loadShed', 'computeShed', 'lineOverload']);
/** Deviations the plant absorbs by itself in the normal course are no news. */
const WARNING_KINDS = new Set(['hvdcReduced', 'redispatched', 'spilled', 'dumped']);

/** What deserves attention in the last hours: the plant's own events, and a cycle without a plan. */
function alarmsOf(
  periods: readonly PeriodRow[],
  lastError: Bilingual | null,
  errorAtMs: EpochMs,
): OverviewView['alarms'] {
  const sinceMs = (periods[0]?.periodStartMs ?? 0) - 6 * MS_PER_HOUR;
  const events = periods
    .filter((period) => period.periodStartMs >= sinceMs)
    .flatMap((period) => period.events as readonly StoredEvent[])
    .filter((event) => ALARM_KINDS.has(event.kind) || WARNING_KINDS.has(event.kind))
    .map(({ atMs, kind, text }) => ({
      atMs,
      level: ALARM_KINDS.has(kind) ? ('alarm' as const) : ('warning' as const),
      text,
    }));
  const cycle = lastError === null ? [] : [{ atMs: errorAtMs, level: 'warning' as const, text: lastError }];
  return [...cycle, ...events].slice(0, 30);
}
