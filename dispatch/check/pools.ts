import { periodMs, periodStartMs } from '#units';
import { hoursIn, type PlacedJob } from './placed-work.ts';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

const LAW = 'pool_capacity';

/** Units of every pool suffice at every instant that work touches; online demand is served or missed, no more. */
export const checkPools = (read: PlanReader, findings: Findings, jobs: readonly PlacedJob[]): void => {
  const online = checkOnline(read, findings);
  read.problem.pools.forEach((pool, p) => {
    const here = jobs.filter(({ option }) => option.pool === p);
    const units = read.chosen(pool.id, 'capacityUnits') ?? pool.unitCount;
    if (!Number.isFinite(units)) return;
    const free = (t: number): number =>
      Math.max(0, units - (pool.committedUnits[t] ?? 0)) - (online[p]![t] ?? 0);
    for (const [t, overlapping] of byPeriod(read, here)) {
      if (overlapping.some(({ placement }) => placement.takesTurns === true))
        findings.atMost(LAW, pool.id, t, meanUnits(read, overlapping, t), free(t), 'units', units);
      else findings.atMost(LAW, pool.id, t, mostUnitsAtOnce(read, overlapping, t), free(t), 'units', units);
    }
    for (const t of read.periods) findings.atLeast(LAW, pool.id, t, free(t), 0, 'units', units);
  });
};

/** Work that touches each period, horizon and tail. */
const byPeriod = (read: PlanReader, jobs: readonly PlacedJob[]): Map<number, PlacedJob[]> => {
  const { horizon } = read.problem;
  const touched = new Map<number, PlacedJob[]>();
  for (const job of jobs)
    for (const { startMs, endMs } of job.placement.segments) {
      const first = Math.floor((startMs - horizon.startMs) / periodMs(horizon));
      const last = Math.ceil((endMs - horizon.startMs) / periodMs(horizon));
      for (let t = first; t < last; t++) {
        const there = touched.get(t);
        if (there === undefined) touched.set(t, [job]);
        else if (there.at(-1) !== job) there.push(job);
      }
    }
  return touched;
};

const meanUnits = (read: PlanReader, jobs: readonly PlacedJob[], t: number): number =>
  jobs.reduce(
    (sum, { placement }) => sum + (placement.units * hoursIn(read.problem, placement, t)) / read.hours(t),
    0,
  );

/** The most units that are held together at any instant of a period: a walk through starts and ends in order. */
const mostUnitsAtOnce = (read: PlanReader, jobs: readonly PlacedJob[], t: number): number => {
  const startMs = periodStartMs(read.problem.horizon, t);
  const endMs = startMs + periodMs(read.problem.horizon);
  const steps: { readonly atMs: number; readonly units: number }[] = [];
  for (const { placement } of jobs)
    for (const segment of placement.segments) {
      if (segment.startMs >= endMs || segment.endMs <= startMs) continue;
      steps.push({ atMs: segment.startMs, units: placement.units });
      steps.push({ atMs: segment.endMs, units: -placement.units });
    }
  // What ends at an instant makes room for what begins there.
  steps.sort((a, b) => a.atMs - b.atMs || a.units - b.units);
  let [held, most] = [0, 0];
  for (const { atMs, units } of steps) {
    held += units;
    if (atMs < endMs) most = Math.max(most, held);
  }
  return most;
};

/** Units that serve online demand, by pool and period. */
const checkOnline = (read: PlanReader, findings: Findings): number[][] => {
  const served = read.problem.pools.map(() => new Array<number>(read.periodCount).fill(0));
  for (const bid of read.problem.online)
    for (const stream of bid.streams) {
      const element = `${bid.id}/${stream.userRegion}`;
      const unserved = read.of('online', element, 'unservedUnits');
      const parts = stream.pools.map((pool) =>
        read.of('online', `${element}@${read.problem.pools[pool]!.id}`, 'servedUnits'),
      );
      for (const t of read.periods) {
        const all = parts.reduce((sum, part) => sum + part[t]!, 0);
        findings.equal('online_routing', element, t, all + unserved[t]!, stream.demandUnits[t]!, 'units');
        findings.atLeast('online_routing', element, t, unserved[t]!, 0, 'units');
        parts.forEach((part, i) => {
          findings.atLeast('online_routing', element, t, part[t]!, 0, 'units');
          served[stream.pools[i]!]![t]! += part[t]!;
        });
      }
    }
  return served;
};
