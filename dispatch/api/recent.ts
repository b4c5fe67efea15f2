import type { OverviewView, Region } from '#dispatch/domain';
import { readingsWithin } from '#dispatch/store';
import { type EpochMs, MS_PER_HOUR, MS_PER_MINUTE } from '#units';
import { type DispatchState, storeOf } from './room-state.ts';

type Sum = readonly [name: string, ids: readonly string[], quantity: string];

/** Sums over the region that the last 24 h are drawn with; the names are those of `OverviewView.recent`. */
function sumsOf(region: Region): Sum[] {
  const ids = (list: readonly { readonly id: string }[]): string[] => list.map((row) => row.id);
  // What stands behind a site's meter is part of that site.
  const stores = region.batteries.filter((battery) => !battery.behindMeter);
  return [
    ['pv', ids(region.pv), 'generationMw'],
    ['wind', ids(region.wind), 'generationMw'],
    ['csp', ids(region.cspPlants), 'generationMw'],
    ['hydro', ids(region.reservoirs), 'generationMw'],
    ['thermal', ids(region.thermalUnits), 'generationMw'],
    ['thermal', ids(region.thermalUnits), 'heatMw'],
    ['discharge', ids(stores), 'dischargeMw'],
    ['import', ids(region.gridConnections), 'importMw'],
    ['load', ids(region.areas), 'loadMw'],
    ['site', ids(region.sites), 'facilityMw'],
    ['charge', ids(stores), 'chargeMw'],
    ['export', ids(region.gridConnections), 'exportMw'],
    ['hvdc', ids(region.hvdcLinks.filter((link) => link.to === undefined)), 'sentMw'],
  ];
}

/** The last 24 h as metered, a gap null. */
export async function recentSeries(state: DispatchState, nowMs: EpochMs): Promise<OverviewView['recent']> {
  const { region } = state.scenario;
  const stepMs = region.periodMinutes * MS_PER_MINUTE;
  const fromMs = Math.floor((nowMs - 24 * MS_PER_HOUR) / stepMs) * stepMs;
  const sums = sumsOf(region);
  const quantities = [...new Set([...sums.map(([, , quantity]) => quantity), 'availableMw'])];
  const readings = await readingsWithin(storeOf(state), fromMs, nowMs, { quantities });
  if (readings.length === 0) return { startMs: [], series: {} };
  const first = readings[0]!.periodStartMs;
  const count = Math.round((readings.at(-1)!.periodStartMs - first) / stepMs) + 1;
  const startMs = Array.from({ length: count }, (_, i) => first + i * stepMs);
  const series: Record<string, (number | null)[]> = {};
  const add = (name: string, atMs: EpochMs, value: number): void => {
    series[name] ??= new Array<number | null>(count).fill(null);
    const i = Math.round((atMs - first) / stepMs);
    series[name][i] = (series[name][i] ?? 0) + value;
  };
  const namesOf = new Map<string, string>();
  for (const [name, ids, quantity] of sums) for (const id of ids) namesOf.set(`${id} ${quantity}`, name);
  const renewables = new Set([...region.pv, ...region.wind].map((plant) => plant.id));
  for (const { element, quantity, periodStartMs, value, quality } of readings) {
    if (quality === 'missing') continue;
    const name = namesOf.get(`${element} ${quantity}`);
    if (name !== undefined) add(name, periodStartMs, value);
    if (!renewables.has(element)) continue;
    if (quantity === 'availableMw') add('curtailed', periodStartMs, value);
    if (quantity === 'generationMw') add('curtailed', periodStartMs, -value);
  }
  if (series.curtailed)
    series.curtailed = series.curtailed.map((mw) => (mw === null ? null : Math.max(0, mw)));
  return { startMs, series };
}
