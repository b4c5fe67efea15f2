import type { Bid, Placement, Problem } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

const LAW = 'work';
/** Lengths are whole milliseconds, rounded once a segment. */
const ROUNDING_MS = 2;

/** Every job is placed once or refused, in its window, on a pool that it may use, for as long as it takes. */
export const checkJobs = (read: PlanReader, findings: Findings): void => {
  const { problem, plan } = read;
  const seen = new Map<string, number>();
  for (const { id } of plan.refused) seen.set(id, (seen.get(id) ?? 0) + 1);
  for (const placement of read.placements) {
    seen.set(placement.jobId, (seen.get(placement.jobId) ?? 0) + 1);
    const bid = read.bids.get(placement.jobId);
    if (bid === undefined) findings.broken(LAW, placement.jobId, null, 'job that nobody submitted');
    else checkPlacement(problem, findings, bid, placement);
  }
  for (const id of read.bids.keys()) findings.equal(LAW, id, null, seen.get(id) ?? 0, 1, 'answers');
};

const checkPlacement = (problem: Problem, findings: Findings, bid: Bid, placement: Placement): void => {
  const option = bid.options[placement.option];
  if (option === undefined) {
    findings.broken(LAW, bid.id, null, 'option that was not offered');
    return;
  }
  const pool = problem.pools[option.pool]!;
  if (placement.poolId !== pool.id || placement.siteId !== problem.sites[pool.site]!.id)
    findings.broken(LAW, bid.id, null, 'pool or site of another option');
  findings.equal(LAW, bid.id, null, placement.units, option.units, 'units');
  findings.equal(LAW, bid.id, null, placement.powerRatio, option.powerRatio, 'power ratio');
  const { segments } = placement;
  if (segments.length === 0) findings.broken(LAW, bid.id, null, 'placement without time');
  const earliestMs = Math.max(bid.releaseMs, option.earliestMs ?? 0, problem.horizon.startMs);
  let endMs = earliestMs;
  for (const segment of segments) {
    // The first may not begin before its data is there; the others not before the one before has ended.
    late(findings, bid, endMs, segment.startMs, 'ms before it may begin');
    late(findings, bid, segment.startMs + 1, segment.endMs, 'ms of a segment that ends before it begins');
    endMs = segment.endMs;
  }
  late(findings, bid, endMs, bid.latestEndMs, 'ms past its latest end');
  checkLength(findings, bid, option.durationHours, segments);
};

const late = (findings: Findings, bid: Bid, firstMs: number, secondMs: number, unit: string): void => {
  if (!(firstMs <= secondMs)) findings.atMost(LAW, bid.id, null, firstMs - secondMs, 0, unit);
};

const checkLength = (
  findings: Findings,
  bid: Bid,
  durationHours: number,
  segments: Placement['segments'],
): void => {
  const runMs = segments.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const pauses = Math.max(0, segments.length - 1);
  if (bid.kind === 'rigid') findings.equal(LAW, bid.id, null, pauses, 0, 'pauses of rigid work');
  const repeatedMs = Math.round(bid.checkpointHours * MS_PER_HOUR) * (bid.kind === 'rigid' ? 0 : pauses);
  const neededMs = Math.max(1, Math.round(durationHours * MS_PER_HOUR)) + repeatedMs;
  const apartMs = Math.abs(runMs - neededMs) - ROUNDING_MS * segments.length;
  if (!(apartMs <= 0)) findings.equal(LAW, bid.id, null, runMs, neededMs, 'ms of run time');
  const leastMs = (bid.minimumRunHours ?? 0) * MS_PER_HOUR;
  // The last run ends with the work itself.
  for (const { startMs, endMs } of segments.slice(0, -1))
    late(findings, bid, leastMs - ROUNDING_MS, endMs - startMs, 'ms short of its least run');
};
