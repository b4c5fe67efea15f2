import { resolveWindow, type WindowValues } from '#dispatch/cycle';
import type { JobReading, Reading, Region } from '#dispatch/domain';
import { loadScenario, type Scenario } from '#dispatch/sources';
import { type EpochMs, MS_PER_HOUR } from '#units';
import { readColumns } from './shared-data.ts';

export const PERIODS_A_YEAR = 35_040;
export const PERIOD_MINUTES = 15;
const PERIOD_MS = PERIOD_MINUTES * 60_000;
const YEAR_START_MS = Date.parse('2025-01-01T00:00:00+08:00');
const HOURS = PERIOD_MINUTES / 60;
/** Parts each sun and wind station is metered in: with them, the grid, water, heat and stores, forty sources. */
const PARTS = { pv: [3, 3, 3, 3, 2], wind: [3, 3, 3, 3, 2] };

export interface LedgerYear {
  readonly scenario: Scenario;
  readonly region: Region;
  readonly jobIds: readonly string[];
  /** What the meters of a period said. */
  period(at: number): {
    readonly readings: Reading[];
    readonly jobReadings: JobReading[];
    readonly startMs: EpochMs;
  };
}

/** The shipped year of qinghai with its stations metered in parts, and the hundred thousand jobs of Alibaba's PAI cluster (GAIA). */
export async function ledgerYear(periodCount: number): Promise<LedgerYear> {
  const scenario = await loadScenario('scenarios/qinghai');
  const region: Region = {
    ...scenario.region,
    pv: scenario.region.pv.flatMap((plant, at) => inParts(plant, PARTS.pv[at] ?? 1)),
    wind: scenario.region.wind.flatMap((plant, at) => inParts(plant, PARTS.wind[at] ?? 1)),
  };
  const horizon = { startMs: YEAR_START_MS, periodMinutes: PERIOD_MINUTES, periodCount };
  const { values } = await resolveWindow({ scenario, horizon, foresight: 'perfect' });
  const jobs = jobsOf(region, periodCount);
  const stored = new Map(region.batteries.map((battery) => [battery.id, 0.5 * battery.capacityMwh]));
  return {
    ...{ scenario, region, jobIds: jobs.ids },
    period: (at) => {
      const startMs = YEAR_START_MS + at * PERIOD_MS;
      const jobReadings = jobs.at(at, startMs);
      return { startMs, jobReadings, readings: readingsOf(region, values, stored, jobReadings, at, startMs) };
    },
  };
}

const inParts = <T extends { readonly id: string; readonly capacityMw: number }>(
  plant: T,
  parts: number,
): T[] =>
  Array.from({ length: parts }, (_, part) => ({
    ...plant,
    id: part === 0 ? plant.id : `${plant.id}-${part + 1}`,
    capacityMw: plant.capacityMw / parts,
  }));

/** Jobs by the periods in which they run: arrival and length of the trace, one pool after the other. */
function jobsOf(region: Region, periodCount: number) {
  const trace = readColumns('jobs/gaia_pai_100k_h.csv.gz');
  const pools = region.sites.flatMap((site) =>
    site.pools.map((pool) => ({ siteId: site.id, poolId: pool.id })),
  );
  const running: string[][] = Array.from({ length: periodCount }, () => []);
  const unitsOf = new Map<string, number>();
  trace.arrival_h!.forEach((arrivalH, n) => {
    const first = Math.floor(arrivalH / HOURS);
    if (first >= periodCount) return;
    const jobId = `pai-${String(n).padStart(5, '0')}`;
    unitsOf.set(jobId, trace.cpus![n]!);
    const last = Math.min(periodCount - 1, Math.ceil((arrivalH + trace.length_h![n]!) / HOURS) - 1);
    for (let at = first; at <= Math.max(first, last); at += 1) running[at]!.push(jobId);
  });
  const readingOf = (jobId: string, startMs: EpochMs): JobReading => {
    const pool = pools[Number(jobId.slice(4)) % pools.length]!;
    const unitHours = unitsOf.get(jobId)! * HOURS;
    const energyWh = Math.round(unitHours * 11_300);
    return { ...pool, periodStartMs: startMs, jobId, unitHours, energyWh, method: 'modelled' };
  };
  return {
    ids: [...unitsOf.keys()],
    at: (at: number, startMs: EpochMs) => running[at]!.map((jobId) => readingOf(jobId, startMs)),
  };
}

function readingsOf(
  region: Region,
  values: WindowValues,
  stored: Map<string, number>,
  jobReadings: readonly JobReading[],
  at: number,
  startMs: EpochMs,
): Reading[] {
  const readings: Reading[] = [];
  const put = (element: string, quantity: string, value: number): number => {
    const base = { periodStartMs: startMs, periodMinutes: PERIOD_MINUTES, element, quantity };
    readings.push({ ...base, value, quality: 'generated' });
    return value;
  };
  const valueAt = (id: string, field: string) => values.get(`${id}.${field}`)?.[at] ?? 0;
  let balanceMw = 0;
  for (const plant of [...region.pv, ...region.wind]) {
    const mw = plant.capacityMw * valueAt(plant.id.replace(/-\d$/, ''), 'availableRatio');
    put(plant.id, 'availableMw', mw);
    balanceMw += put(plant.id, 'generationMw', mw);
  }
  for (const lake of region.reservoirs)
    balanceMw += put(lake.id, 'generationMw', 150 + 50 * Math.sin(at / 30));
  for (const tower of region.cspPlants) balanceMw += put(tower.id, 'generationMw', at % 96 > 60 ? 40 : 0);
  for (const battery of region.batteries) balanceMw += storeOver(battery, stored, at, put);
  for (const area of region.areas) balanceMw -= put(area.id, 'loadMw', valueAt(area.id, 'loadMw'));
  for (const site of region.sites) {
    const own = jobReadings.filter((reading) => reading.siteId === site.id);
    const itMw = own.reduce((sum, reading) => sum + reading.energyWh, 0) / HOURS / 1e6 + 5;
    put(site.id, 'itMw', itMw);
    balanceMw -= put(site.id, 'facilityMw', 1.2 * itMw);
    for (const pool of site.pools) put(pool.id, 'usedUnits', own.length);
  }
  for (const link of region.hvdcLinks) put(link.id, 'sentMw', Math.max(0, balanceMw));
  for (const grid of region.gridConnections) {
    put(grid.id, 'importMw', Math.max(0, -balanceMw));
    put(grid.id, 'exportMw', 0);
    put(grid.id, 'emissionTco2PerMwh', 0.5857);
    put(grid.id, 'cleanShareRatio', grid.cleanShareRatio);
  }
  return readings;
}

/** A store takes the noon and gives the evening. */
function storeOver(
  battery: Region['batteries'][number],
  stored: Map<string, number>,
  at: number,
  put: (element: string, quantity: string, value: number) => number,
): number {
  const quarter = at % 96;
  const { id, capacityMwh, chargeEfficiencyRatio, dischargeEfficiencyRatio } = battery;
  const before = stored.get(id)!;
  const room = Math.max(0, 0.9 * capacityMwh - before) / chargeEfficiencyRatio / HOURS;
  const there = (Math.max(0, before - 0.1 * capacityMwh) * dischargeEfficiencyRatio) / HOURS;
  const chargeMw = quarter >= 40 && quarter < 60 ? Math.min(battery.chargeMw, room) : 0;
  const dischargeMw = quarter >= 72 && quarter < 88 ? Math.min(battery.dischargeMw, there) : 0;
  const after = before + HOURS * (chargeMw * chargeEfficiencyRatio - dischargeMw / dischargeEfficiencyRatio);
  stored.set(id, after);
  put(id, 'chargeMw', chargeMw);
  put(id, 'dischargeMw', dischargeMw);
  put(id, 'storedMwh', after);
  return dischargeMw - chargeMw;
}

export const hoursOf = (periods: number): number => (periods * PERIOD_MS) / MS_PER_HOUR;
