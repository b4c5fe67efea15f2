import {
  type Bid,
  bidInColumns,
  nameInColumns,
  type Placement,
  type Plan,
  type Problem,
} from '#dispatch/domain';

/** All bids by their ids, those that stand in columns made into objects. */
export const bidsById = ({ bids, bidColumns }: Problem): Map<string, Bid> => {
  const found = new Map(bids.map((bid) => [bid.id, bid]));
  for (let row = 0; row < (bidColumns?.count ?? 0); row++) {
    const bid = bidInColumns(bidColumns!, row);
    found.set(bid.id, bid);
  }
  return found;
};

/**
 * All placements, those that stand in columns made into objects. Columns do not tell who takes turns, so every pausable
 * job in them is looked at as if it did: over its periods, not its instants.
 */
export const allPlacements = (
  problem: Problem,
  plan: Plan,
  bids: ReadonlyMap<string, Bid>,
): readonly Placement[] => {
  const [columns, placed] = [problem.bidColumns, plan.placedColumns];
  if (columns === undefined || placed === undefined) return plan.placements;
  const all = [...plan.placements];
  for (let row = 0; row < columns.count; row++) {
    const bid = bids.get(nameInColumns(columns, row))!;
    const option = bid.options[placed.option[row]!];
    if (option === undefined) continue;
    const pool = problem.pools[option.pool]!;
    const segments = Array.from(
      { length: placed.firstSegment[row + 1]! - placed.firstSegment[row]! },
      (_, i) => ({
        startMs: placed.segmentStartMs[placed.firstSegment[row]! + i]!,
        endMs: placed.segmentEndMs[placed.firstSegment[row]! + i]!,
      }),
    );
    all.push({
      ...NOT_TOLD,
      jobId: bid.id,
      option: placed.option[row]!,
      poolId: pool.id,
      siteId: problem.sites[pool.site]!.id,
      units: option.units,
      powerRatio: option.powerRatio,
      segments,
      ...(bid.kind === 'preemptible' ? { takesTurns: true as const } : {}),
    });
  }
  return all;
};

/** What columns do not say of a job. */
const NOT_TOLD = {
  energyMwh: Number.NaN,
  costYuan: Number.NaN,
  co2Tonnes: Number.NaN,
  runAtOnceYuan: Number.NaN,
  reason: { zh: '', en: '' },
};
