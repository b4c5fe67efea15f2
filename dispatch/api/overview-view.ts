import { dayReportOf } from '#dispatch/cycle';
import type { FlowEdge, FlowNode, Kpi, OverviewView, Region } from '#dispatch/domain';
import { jobCounts, lastPeriods, type PeriodRow, planById, planCovering } from '#dispatch/store';
import { type Bilingual, type EpochMs, MS_PER_HOUR, periodAt, shanghaiDay } from '#units';
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

/** Everything in the picture, its power into and out of its area. */
function flowNodes(region: Region, meters: Meters, running: ReadonlyMap<string, number>): FlowNode[] {
  const at = (id: string, quantity: string): number => Math.max(0, meters.get(id)?.get(quantity) ?? 0);
  const supply =
    (kind: 'pv' | 'wind') =>
    (plant: Region['pv'][number] | Region['wind'][number]): FlowNode => ({
      id: plant.id,
      kind,
      name: plant.name,
      area: plant.area,
      supplyMw: at(plant.id, 'generationMw'),
      drawMw: 0,
      availableMw: at(plant.id, 'availableMw'),
      capacityMw: plant.capacityMw,
    });
  return [
    ...region.areas.map(
      (area): FlowNode => ({
        id: area.id,
        kind: 'area',
        name: area.name,
        area: area.id,
        position: area.position,
        supplyMw: 0,
        drawMw: at(area.id, 'loadMw'),
      }),
    ),
    ...region.pv.map(supply('pv')),
    ...region.wind.map(supply('wind')),
    ...storageNodes(region, at),
    ...region.gridConnections.map(
      (grid): FlowNode => ({
        id: grid.id,
        kind: 'grid',
        name: grid.name,
        area: grid.area,
        supplyMw: at(grid.id, 'importMw'),
        drawMw: at(grid.id, 'exportMw'),
        capacityMw: grid.importLimitMw,
      }),
    ),
    ...region.hvdcLinks.map(
      (link): FlowNode => ({
        id: link.id,
        kind: 'hvdc',
        name: link.name,
        area: link.from,
        supplyMw: 0,
        drawMw: at(link.id, 'sentMw'),
        capacityMw: link.ratedMw,
      }),
    ),
    ...region.sites.map(
      (site): FlowNode => ({
        id: site.id,
        kind: 'site',
        name: site.name,
        area: site.area,
        supplyMw: 0,
        drawMw: at(site.id, 'facilityMw'),
        runningJobs: running.get(site.id) ?? 0,
        ...(site.facilityLimitMw === undefined ? {} : { capacityMw: site.facilityLimitMw }),
      }),
    ),
  ];
}

const storageNodes = (region: Region, at: (id: string, quantity: string) => number): FlowNode[] => [
  ...region.reservoirs.map(
    (lake): FlowNode => ({
      id: lake.id,
      kind: 'hydro',
      name: lake.name,
      area: lake.area,
      supplyMw: at(lake.id, 'generationMw'),
      drawMw: 0,
      capacityMw: lake.ratedMw,
    }),
  ),
  ...region.batteries.map(
    (battery): FlowNode => ({
      id: battery.id,
      kind: 'battery',
      name: battery.name,
      area: battery.area,
      supplyMw: at(battery.id, 'dischargeMw'),
      drawMw: at(battery.id, 'chargeMw'),
      capacityMw: battery.dischargeMw,
      storedMwh: at(battery.id, 'storedMwh'),
      capacityMwh: battery.capacityMwh,
    }),
  ),
];

const flowEdges = (region: Region, meters: Meters): FlowEdge[] =>
  region.acLines.map((line) => ({
    id: line.id,
    from: line.from,
    to: line.to,
    flowMw: meters.get(line.id)?.get('flowMw') ?? 0,
    limitMw: line.limitMw,
  }));

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
const WARNING_KINDS = new Set(['hvdcReduced', 'redispatched', 'spilled']);

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
