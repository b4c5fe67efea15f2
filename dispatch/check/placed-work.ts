import type { Bid, BidOption, Placement, Problem } from '#dispatch/domain';
import { MS_PER_HOUR, periodMs, periodStartMs } from '#units';

/** A placement beside what was asked for. */
export interface PlacedJob {
  readonly placement: Placement;
  readonly option: BidOption;
  readonly latenessYuanPerH: number;
  readonly dueMs: number;
}

/** Placements of bids that exist with options that exist; the others are told as findings of the jobs. */
export const placedJobs = (bids: ReadonlyMap<string, Bid>, placements: readonly Placement[]): PlacedJob[] =>
  placements.flatMap((placement) => {
    const bid = bids.get(placement.jobId);
    const option = bid?.options[placement.option];
    if (bid === undefined || option === undefined) return [];
    return [{ placement, option, latenessYuanPerH: bid.latenessYuanPerH, dueMs: bid.dueMs }];
  });

/** Hours in which a placement runs within a period; periods after the horizon have the horizon's length. */
export const hoursIn = (problem: Problem, { segments }: Placement, t: number): number => {
  const startMs = periodStartMs(problem.horizon, t);
  const endMs = startMs + periodMs(problem.horizon);
  return segments.reduce(
    (sum, segment) =>
      sum + Math.max(0, Math.min(endMs, segment.endMs) - Math.max(startMs, segment.startMs)) / MS_PER_HOUR,
    0,
  );
};

/** Mean IT power above idle of all placed work of every site, by site and period. */
export const batchItMw = (problem: Problem, jobs: readonly PlacedJob[]): number[][] => {
  const load = problem.sites.map(() => new Array<number>(problem.horizon.periodCount).fill(0));
  const { startMs } = problem.horizon;
  const length = periodMs(problem.horizon);
  for (const { placement, option } of jobs) {
    const series = load[problem.pools[option.pool]!.site]!;
    for (const segment of placement.segments) {
      const first = Math.max(0, Math.floor((segment.startMs - startMs) / length));
      const last = Math.min(series.length, Math.ceil((segment.endMs - startMs) / length));
      for (let t = first; t < last; t++) {
        const from = Math.max(segment.startMs, startMs + t * length);
        const to = Math.min(segment.endMs, startMs + (t + 1) * length);
        series[t]! += (option.itMw * (to - from)) / length;
      }
    }
  }
  return load;
};
