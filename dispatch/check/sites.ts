import type { PoolInput } from '#dispatch/domain';
import { kwToMw } from '#units';
import { batchItMw, type PlacedJob } from './placed-work.ts';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

const LAW = 'site_power';

/**
 * What a site draws follows from the work placed there, the online units served, idle and running units, and its own
 * stores, and stays within its limit. Squared losses may lie between nine tangents and the chord that stand for them.
 */
export const checkSites = (read: PlanReader, findings: Findings, jobs: readonly PlacedJob[]): void => {
  const { problem } = read;
  const batch = batchItMw(problem, jobs);
  problem.sites.forEach((site, s) => {
    const drawn = read.of('site', site.id, 'facilityMw');
    const known = knownItMw(read, s, (pool) => read.chosen(pool.id, 'capacityUnits') ?? pool.unitCount);
    const least = knownItMw(read, s, ({ unitCount, expansion }) => expansion?.minimum ?? unitCount);
    const most = knownItMw(read, s, ({ unitCount, expansion }) => expansion?.maximum ?? unitCount);
    const online = onlineItMw(read, s);
    const own = ownStoresMw(read, s);
    const square = site.facilityPerItSquared ?? 0;
    const ofBids = square === 0 ? 0 : bidsItMw(read, s);
    for (const t of read.periods) {
      const it = known[t]! + batch[s]![t]! + online[t]!;
      const draw = (itMw: number): number =>
        site.fixedMw[t]! + site.facilityPerIt[t]! * itMw + square * itMw * itMw;
      const spread = square === 0 ? 0 : square * (largestItMw(read, s, t, most[t]!, ofBids) - least[t]!) ** 2;
      const expected = draw(it) + own[t]!;
      findings.atLeast(LAW, site.id, t, drawn[t]!, expected - spread / TANGENT_ERROR, 'MW');
      findings.atMost(LAW, site.id, t, drawn[t]!, expected + spread / CHORD_ERROR, 'MW');
      findings.atLeast(LAW, site.id, t, drawn[t]!, 0, 'MW');
      // What runs already is not stopped, even above the limit.
      const limit = Math.max(site.facilityLimitMw, draw(known[t]!));
      findings.atMost(LAW, `${site.id}.limit`, t, drawn[t]!, limit, 'MW');
    }
  });
};

/** A parabola lies at most 1/256 of its height's square above nine tangents, and a quarter below its chord. */
const TANGENT_ERROR = 256;
const CHORD_ERROR = 4;

/** The most IT power that the site could have: where it meets its limit, or what all its units draw. */
const largestItMw = (read: PlanReader, s: number, t: number, knownMw: number, ofBids: number): number => {
  const site = read.problem.sites[s]!;
  const square = site.facilityPerItSquared!;
  const left = site.facilityLimitMw - site.fixedMw[t]!;
  const slope = site.facilityPerIt[t]!;
  const atLimit = Number.isFinite(left)
    ? Math.max(0, (Math.sqrt(slope * slope + 4 * square * Math.max(0, left)) - slope) / (2 * square))
    : Number.POSITIVE_INFINITY;
  const ofOnline = read.problem.online
    .flatMap((bid) => bid.streams)
    .reduce(
      (sum, { pools, demandUnits }) =>
        sum +
        pools.reduce(
          (mw, p) => (read.problem.pools[p]!.site === s ? mw + demandUnits[t]! * busyMw(read, p) : mw),
          0,
        ),
      0,
    );
  return Math.max(knownMw, Math.min(atLimit, knownMw + ofBids + ofOnline));
};

/** Power of all options of all bids together. */
const bidsItMw = (read: PlanReader, s: number): number => {
  let all = 0;
  for (const { options } of read.bids.values())
    for (const { pool, itMw } of options) if (read.problem.pools[pool]!.site === s) all += itMw;
  return all;
};

/** Power of a busy unit above its idle power. */
const busyMw = (read: PlanReader, pool: number): number => {
  const { peakKwPerUnit, idleKwPerUnit } = read.problem.pools[pool]!;
  return kwToMw(Math.max(0, peakKwPerUnit - idleKwPerUnit));
};

/** Idle units and running work, MW of IT by period. */
const knownItMw = (read: PlanReader, s: number, unitsOf: (pool: PoolInput) => number): number[] =>
  read.periods.map((t) =>
    read.problem.pools.reduce((sum, pool) => {
      if (pool.site !== s) return sum;
      const units = unitsOf(pool);
      const idle = Number.isFinite(units) ? kwToMw(pool.idleKwPerUnit * units) : 0;
      return sum + idle + (pool.committedItMw?.[t] ?? 0);
    }, 0),
  );

const onlineItMw = (read: PlanReader, s: number): number[] => {
  const it = read.periods.map(() => 0);
  for (const bid of read.problem.online)
    for (const stream of bid.streams)
      for (const pool of stream.pools) {
        if (read.problem.pools[pool]!.site !== s) continue;
        const element = `${bid.id}/${stream.userRegion}@${read.problem.pools[pool]!.id}`;
        const units = read.of('online', element, 'servedUnits');
        for (const t of read.periods) it[t]! += units[t]! * busyMw(read, pool);
      }
  return it;
};

/** What the stores behind a site's meter take less what they give. */
const ownStoresMw = (read: PlanReader, s: number): number[] => {
  const own = read.periods.map(() => 0);
  for (const battery of read.problem.batteries) {
    if (battery.site !== s) continue;
    const charge = read.of('ups', battery.id, 'chargeMw');
    const discharge = read.of('ups', battery.id, 'dischargeMw');
    for (const t of read.periods) own[t]! += charge[t]! - discharge[t]!;
  }
  return own;
};
