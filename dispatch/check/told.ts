import { batchItMw, hoursIn, type PlacedJob, placedJobs } from './placed-work.ts';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';
import { releasedFlow } from './water-and-heat.ts';

/** Series that follow from others say the same as they do. */
export const checkTold = (read: PlanReader, findings: Findings, jobs: readonly PlacedJob[]): void => {
  const { problem } = read;
  const same = (
    element: string,
    quantity: string,
    told: readonly number[],
    at: (t: number) => number,
  ): void => {
    for (const t of read.periods) findings.equal('plan', `${element}.${quantity}`, t, told[t]!, at(t), 'MW');
  };
  for (const link of problem.hvdcLinks) {
    const kind = link.toArea === undefined ? 'hvdc' : 'dcLink';
    const sent = read.of(kind, link.id, 'sentMw');
    const arriving = (t: number): number => sent[t]! * (1 - link.lossRatio);
    same(link.id, 'deliveredMw', read.of(kind, link.id, 'deliveredMw'), arriving);
  }
  for (const station of problem.converters) {
    const taken = read.of('converter', station.id, 'takenMw');
    const given = (t: number): number => taken[t]! * station.efficiencyRatio[t]!;
    same(station.id, 'givenMw', read.of('converter', station.id, 'givenMw'), given);
  }
  for (const plant of problem.reservoirs) {
    const released = releasedFlow(read, plant);
    same(plant.id, 'releasedM3PerS', read.of('hydro', plant.id, 'releasedM3PerS'), (t) => released[t]!);
  }
  for (const grid of problem.gridConnections) {
    const bought = read.of('grid', grid.id, 'importMw');
    const peaks = read.orZero('grid', grid.id, 'monthPeakMw');
    for (const { fromPeriod, toPeriod, soFarMw } of grid.demandCharges ?? [])
      for (let t = fromPeriod; t < toPeriod; t++) {
        const peak = Math.max(soFarMw, ...bought.slice(fromPeriod, t + 1));
        findings.equal('plan', `${grid.id}.monthPeakMw`, t, peaks[t]!, peak, 'MW');
      }
  }
  for (const asked of problem.reserves)
    for (const [way, wanted] of [
      ['Up', asked.upMw],
      ['Down', asked.downMw],
    ] as const) {
      const missing = read.orZero('reserve', asked.id, `shortfall${way}Mw`);
      const held = (t: number): number => Math.max(0, wanted[t]!) - missing[t]!;
      same(asked.id, `held${way}Mw`, read.orZero('reserve', asked.id, `held${way}Mw`), held);
    }
  const batch = batchItMw(problem, jobs);
  problem.sites.forEach((site, s) => {
    same(site.id, 'batchItMw', read.of('site', site.id, 'batchItMw'), (t) => batch[s]![t]!);
  });
  checkEnergy(read, findings, placedJobs(read.bids, read.plan.placements));
};

/** The energy of every job is what its options draw at its site. */
const checkEnergy = (read: PlanReader, findings: Findings, jobs: readonly PlacedJob[]): void => {
  const { problem } = read;
  for (const { placement, option } of jobs) {
    const site = problem.sites[problem.pools[option.pool]!.site]!;
    let [mwh, inside] = [0, 0];
    for (const t of touched(read, placement.segments)) {
      const hours = hoursIn(problem, placement, t);
      inside += hours;
      mwh += hours * option.itMw * (site.facilityPerIt[Math.min(t, read.periodCount - 1)] ?? Number.NaN);
    }
    if (inside > 0) findings.equal('plan', placement.jobId, null, placement.energyMwh, mwh, 'MWh');
  }
};

const touched = (read: PlanReader, segments: PlacedJob['placement']['segments']): Set<number> => {
  const { horizon } = read.problem;
  const lengthMs = horizon.periodMinutes * 60_000;
  const periods = new Set<number>();
  for (const { startMs, endMs } of segments) {
    const last = Math.ceil((endMs - horizon.startMs) / lengthMs);
    for (let t = Math.floor((startMs - horizon.startMs) / lengthMs); t < last; t++) periods.add(t);
  }
  return periods;
};
