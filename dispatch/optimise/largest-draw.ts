import type { PoolInput, Problem } from '#dispatch/domain';
import { kwToMw } from '#units';
import type { BidTable } from './bids/bid-table.ts';
import { leastUnits, mostUnits } from './bids/pool-units.ts';

/**
 * IT power of a site before this plan's work: idle units (all that there may be, unless told) and running work that may not be moved,
 * MW a period.
 */
export const baseItMw = (
  problem: Problem,
  site: number,
  unitsOf: (pool: PoolInput) => number = mostUnits,
): Float64Array => {
  const base = new Float64Array(problem.horizon.periodCount);
  for (const pool of problem.pools) {
    if (pool.site !== site) continue;
    const units = unitsOf(pool);
    const idle = Number.isFinite(units) ? kwToMw(pool.idleKwPerUnit * units) : 0;
    for (let t = 0; t < base.length; t++) base[t]! += idle + (pool.committedItMw?.[t] ?? 0);
  }
  return base;
};

/** Facility power of a site that this plan cannot change: cooling at rest, idle units and running work, MW a period. */
export const runningMw = (problem: Problem, site: number): Float64Array => {
  const { fixedMw, facilityPerIt, facilityPerItSquared } = problem.sites[site]!;
  return baseItMw(problem, site, leastUnits).map(
    (base, t) => fixedMw[t]! + facilityPerIt[t]! * base + (facilityPerItSquared ?? 0) * base * base,
  );
};

/** The most IT power that all batch work together could draw at a site, MW a period: its widest options side by side. */
export const largestBatchItMw = (problem: Problem, table: BidTable): Float64Array[] => {
  const periods = problem.horizon.periodCount;
  const steps = problem.sites.map(() => new Float64Array(periods + 1));
  for (let b = 0; b < table.bidCount; b++) {
    for (let o = table.firstOption[b]!; o < table.firstOption[b + 1]!; o++) {
      const from = Math.floor(table.earliestMs[o]! / table.grid.periodMs);
      const to = Math.min(periods, Math.ceil(table.latestEndMs[o]! / table.grid.periodMs));
      if (from >= to) continue;
      steps[table.site[o]!]![from]! += table.itMw[o]!;
      steps[table.site[o]!]![to]! -= table.itMw[o]!;
    }
  }
  return steps.map((step) => runningSum(step).map((value) => Math.max(0, value) * (1 + 1e-9) + 1e-9));
};

const runningSum = (step: Float64Array): Float64Array => {
  const sum = new Float64Array(step.length - 1);
  let total = 0;
  for (let t = 0; t < sum.length; t++) {
    total += step[t]!;
    sum[t] = total;
  }
  return sum;
};

/**
 * More power than the whole region can ever draw or make at once, MW: stands for "no limit" where a finite one is
 * needed. Infinity where a capacity may grow without limit.
 */
export const largestDrawMw = (problem: Problem, table: BidTable): number => {
  const batch = largestBatchItMw(problem, table);
  let most = 1;
  for (const area of problem.areas) most += maximum(area.loadMw.map(Math.abs));
  for (const link of problem.hvdcLinks) most += link.expansion?.maximum ?? link.ratedMw;
  for (const station of problem.converters) most += station.expansion?.maximum ?? station.ratedMw;
  for (const battery of problem.batteries)
    most += battery.expansion?.power?.maximum ?? Math.max(battery.chargeMw, battery.dischargeMw);
  for (const grid of problem.gridConnections)
    if (Number.isFinite(grid.exportLimitMw)) most += grid.exportLimitMw;
  for (const plant of problem.renewables) most += plant.expansion?.maximum ?? maximum(plant.availableMw);
  for (const unit of problem.thermalUnits)
    most += (unit.expansion?.maximum ?? unit.ratedMw) * Math.max(1, maximum(unit.availableRatio));
  problem.sites.forEach((_, s) => {
    most += largestFacilityMw(problem, s, batch[s]!);
  });
  return most;
};

/** More than a site could draw if all work that may run there ran at once, MW. */
const largestFacilityMw = (problem: Problem, s: number, batchItMw: Float64Array): number => {
  const site = problem.sites[s]!;
  const it = maximum(baseItMw(problem, s)) + maximum(batchItMw) + largestOnlineMw(problem, s);
  const squaredMw = (site.facilityPerItSquared ?? 0) * it * it;
  return maximum(site.fixedMw) + maximum(site.facilityPerIt) * it + squaredMw;
};

const largestOnlineMw = (problem: Problem, site: number): number => {
  let most = 0;
  for (const bid of problem.online)
    for (const stream of bid.streams)
      for (const pool of stream.pools)
        if (problem.pools[pool]!.site === site)
          most += kwToMw(workKwPerUnit(problem, pool) * maximum(stream.demandUnits));
  return most;
};

/** Power of a busy unit above its idle power. */
export const workKwPerUnit = (problem: Problem, pool: number): number => {
  const { peakKwPerUnit, idleKwPerUnit } = problem.pools[pool]!;
  return Math.max(0, peakKwPerUnit - idleKwPerUnit);
};

const maximum = (values: Float64Array): number => {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
};
