import type { JobReading, TraceRow } from '#dispatch/domain';
import type { Wh } from '#units';
import { CarbonSums } from './carbon-sums.ts';
import type { FootprintContext, FootprintPeriod } from './records.ts';
import { SiteSums } from './site-sums.ts';

/** A day or a month counted period by period. */
export class Footprint {
  readonly context: FootprintContext;
  readonly region = new CarbonSums();
  readonly sites: ReadonlyMap<string, CarbonSums>;
  readonly siteSums: ReadonlyMap<string, SiteSums>;
  readonly jobs = new Map<string, CarbonSums>();
  readonly owners = new Map<string, CarbonSums>();
  periodCount = 0;
  /** Energy of jobs that no reading places at a site: counted in none. */
  unplacedWh: Wh = 0;

  constructor(context: FootprintContext) {
    this.context = context;
    this.sites = new Map(context.sites.map(({ id }) => [id, new CarbonSums()]));
    this.siteSums = new Map(context.sites.map(({ id }) => [id, new SiteSums()]));
  }

  add(period: FootprintPeriod): void {
    this.periodCount += 1;
    const readings = byJob(period.jobReadings);
    for (const row of period.rows) {
      if (row.consumer.kind === 'load') this.#count([this.region], row, row.consumer.id, period);
      if (row.consumer.kind === 'site') this.#site(row, row.consumer.id, period);
      if (row.consumer.kind === 'job') this.#job(row, readings.get(row.consumer.id) ?? [], period);
    }
    for (const { id } of this.context.sites) this.siteSums.get(id)!.add(id, period, this.context);
  }

  /** What the jobs of a site left over: cooling, idle cards, losses. */
  #site(row: TraceRow, siteId: string, period: FootprintPeriod): void {
    const site = this.context.sites.find(({ id }) => id === siteId);
    if (site !== undefined) this.#count([this.region, this.sites.get(siteId)!], row, site.area, period);
  }

  /** A job at several sites is split by its readings; what it covers goes with its energy. */
  #job(row: TraceRow, readings: readonly JobReading[], period: FootprintPeriod): void {
    const owner = this.context.ownerOf(row.consumer.id);
    const sums = [sumsOf(this.jobs, row.consumer.id), sumsOf(this.owners, owner)];
    const total = readings.reduce((sum, each) => sum + each.energyWh, 0);
    const bySite = new Map<string, number>();
    for (const { siteId, energyWh } of readings)
      bySite.set(siteId, (bySite.get(siteId) ?? 0) + (total > 0 ? energyWh / total : 1 / readings.length));
    if (bySite.size === 0) this.unplacedWh += row.energyWh;
    for (const [siteId, share] of bySite) {
      const site = this.context.sites.find(({ id }) => id === siteId);
      if (site === undefined) continue;
      this.#count([this.region, this.sites.get(siteId)!, ...sums], row, site.area, period, share);
    }
  }

  #count(
    sums: readonly CarbonSums[],
    { consumer, energyWh, cleanWh }: TraceRow,
    area: string,
    { coveredWh, location, residual, marginal }: FootprintPeriod,
    share = 1,
  ): void {
    const covered = coveredWh[`${consumer.kind} ${consumer.id}`] ?? 0;
    const factors = { location, market: residual, marginal: marginal[area]! };
    for (const each of sums)
      each.add({ energyWh: energyWh * share, cleanWh: cleanWh * share, coveredWh: covered * share }, factors);
  }
}

function byJob(readings: readonly JobReading[]): Map<string, JobReading[]> {
  const groups = new Map<string, JobReading[]>();
  for (const reading of readings) {
    const group = groups.get(reading.jobId);
    if (group === undefined) groups.set(reading.jobId, [reading]);
    else group.push(reading);
  }
  return groups;
}

function sumsOf(groups: Map<string, CarbonSums>, id: string): CarbonSums {
  const sums = groups.get(id) ?? new CarbonSums();
  groups.set(id, sums);
  return sums;
}
