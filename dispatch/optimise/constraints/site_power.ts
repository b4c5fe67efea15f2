import type { SiteInput } from '#dispatch/domain';
import { givenUnits, leastUnits } from '../bids/pool-units.ts';
import { baseItMw, largestBatchItMw, runningMw, workKwPerUnit } from '../largest-draw.ts';
import { drawnBy } from '../model/conversion.ts';
import { columnAt, type Decision, type Row } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';
import type { OnlineDecisions } from './online_routing.ts';
import type { PoolCapacities } from './pool_capacity.ts';
import type { StorageDecisions } from './storage_balance.ts';

export const SITE_POWER = 'site_power';

export interface SiteDecisions {
  /** What a site draws from its area. */
  readonly facilityMw: readonly Decision<'MW'>[];
  /** IT power of all batch work of a site, above idle. */
  readonly batchItMw: readonly Decision<'MW'>[];
}

/**
 * What a site draws = fixed + facility per IT x (idle + running + batch + online IT power) + what its own stores (UPS)
 * charge - what they discharge: PUE as a slope and an intercept. Losses that grow with the square of the IT power enter
 * as tangents from below and a chord from above. The site's own limit is the upper bound of its column; where work that
 * runs already exceeds it, nothing more is added and the plan says so. Nothing is fed back: the column is not negative.
 */
export const sitePower = (
  context: BlockContext,
  { chargeMw, dischargeMw }: StorageDecisions,
  online: readonly OnlineDecisions[],
  capacityUnits: PoolCapacities,
): SiteDecisions => {
  const { problem, model, grid, areaRows } = context;
  const decisions = declare(context);
  problem.sites.forEach((site, s) => {
    const known = baseItMw(problem, s, givenUnits);
    const work: SiteWork = { site: s, batchItMw: decisions.batchItMw[s]!, online, capacityUnits };
    const losses = squaredLosses(context, site, work, known);
    for (let t = 0; t < grid.periodCount; t++) {
      const perIt = site.facilityPerIt[t]!;
      const facility = columnAt(decisions.facilityMw[s]!, t);
      const fixed = site.fixedMw[t]! + perIt * known[t]!;
      const row = model.row<'MW'>(SITE_POWER, site.id, t, fixed, fixed);
      model.add(row, 1, facility);
      addIt(context, row, -perIt, work, t);
      if (losses !== null) model.add(row, -1, columnAt(losses, t));
      problem.batteries.forEach((battery, b) => {
        if (battery.site !== s) return;
        model.add(row, -1, columnAt(chargeMw[b]!, t));
        model.add(row, 1, columnAt(dischargeMw[b]!, t));
      });
      model.add(areaRows[site.area]![t]!, -1, facility);
    }
  });
  return decisions;
};

const declare = ({ problem, table, model, grid, largestDrawMw }: BlockContext): SiteDecisions => {
  const batch = largestBatchItMw(problem, table);
  return {
    facilityMw: problem.sites.map((site, s) => {
      const running = runningMw(problem, s);
      return model.decide<'MW'>('facilityMw', site.id, grid.periodCount, zero, (t) =>
        Math.max(running[t]!, Math.min(site.facilityLimitMw, largestDrawMw)),
      );
    }),
    batchItMw: problem.sites.map((site, s) => {
      const base = baseItMw(problem, s);
      return model.decide<'MW'>('batchItMw', site.id, grid.periodCount, zero, (t) =>
        Math.max(0, Math.min(batch[s]![t]!, roomItMw(site, t) - base[t]!)),
      );
    }),
  };
};

/** IT power at which a site reaches its limit. */
export const roomItMw = (site: SiteInput, t: number): number => {
  const left = site.facilityLimitMw - site.fixedMw[t]!;
  const [slope, square] = [site.facilityPerIt[t]!, site.facilityPerItSquared ?? 0];
  if (square === 0 || !Number.isFinite(left)) return left / slope;
  return left <= 0 ? 0 : (Math.sqrt(slope * slope + 4 * square * left) - slope) / (2 * square);
};

/** What makes the IT power of a site beside what is given. */
interface SiteWork {
  readonly site: number;
  readonly batchItMw: Decision<'MW'>;
  readonly online: readonly OnlineDecisions[];
  readonly capacityUnits: PoolCapacities;
}

/** Adds factor x (batch + online IT power + idle power of units that are chosen) to a row. */
const addIt = (
  { problem, model }: BlockContext,
  row: Row<'MW'>,
  factor: number,
  { site, batchItMw, online, capacityUnits }: SiteWork,
  t: number,
): void => {
  model.add(row, factor, columnAt(batchItMw, t));
  for (const stream of online)
    for (const { pool, units } of stream.served)
      if (problem.pools[pool]!.site === site)
        model.addConverted(row, factor, drawnBy(workKwPerUnit(problem, pool)), columnAt(units, t));
  problem.pools.forEach((pool, p) => {
    const chosen = capacityUnits[p] ?? null;
    if (chosen !== null && pool.site === site)
      model.addConverted(row, factor, drawnBy(pool.idleKwPerUnit), chosen.first);
  });
};

/** How many tangents stand for a parabola: at most 1/256 of its height lies between two of them. */
const TANGENTS = 9;

/** Squared losses of a site: square x IT², between tangents and the chord over what the site can draw. */
const squaredLosses = (
  context: BlockContext,
  site: SiteInput,
  work: SiteWork,
  known: Float64Array,
): Decision<'MW'> | null => {
  const { model, grid, problem } = context;
  const square = site.facilityPerItSquared ?? 0;
  if (square === 0) return null;
  const least = baseItMw(problem, work.site, leastUnits);
  const most = largestItMw(context, site, work);
  const losses = model.decide<'MW'>(
    'squaredLossMw',
    site.id,
    grid.periodCount,
    zero,
    (t) => square * most[t]! ** 2,
  );
  for (let t = 0; t < grid.periodCount; t++) {
    const [low, top] = [least[t]!, most[t]!];
    for (let i = 0; i < TANGENTS; i++) {
      const at = low + ((top - low) * i) / (TANGENTS - 1);
      // loss >= square x (2 at x IT - at²), with IT = known + work.
      const tangent = square * (2 * at * known[t]! - at * at);
      const row = model.row<'MW'>(SITE_POWER, `${site.id}.loss`, t, tangent, Number.POSITIVE_INFINITY);
      model.add(row, 1, columnAt(losses, t));
      addIt(context, row, -2 * square * at, work, t);
    }
    // loss <= square x (low² + (low + top) x (IT - low)): the chord.
    const chord = square * (low * low + (low + top) * (known[t]! - low));
    const row = model.row<'MW'>(SITE_POWER, `${site.id}.chord`, t, Number.NEGATIVE_INFINITY, chord);
    model.add(row, 1, columnAt(losses, t));
    addIt(context, row, -square * (low + top), work, t);
  }
  return losses;
};

/** The most IT power that a site could have: what all there can be draws, or where it meets its limit. */
const largestItMw = (
  { problem, model, grid }: BlockContext,
  site: SiteInput,
  { site: s, batchItMw, online }: SiteWork,
): number[] => {
  const [most, least] = [baseItMw(problem, s), baseItMw(problem, s, leastUnits)];
  return Array.from({ length: grid.periodCount }, (_, t) => {
    let work = model.upperOf(columnAt(batchItMw, t));
    for (const stream of online)
      for (const { pool, units } of stream.served)
        if (problem.pools[pool]!.site === s)
          work += drawnBy(workKwPerUnit(problem, pool)) * model.upperOf(columnAt(units, t));
    return Math.max(least[t]!, Math.min(roomItMw(site, t), most[t]! + work));
  });
};
