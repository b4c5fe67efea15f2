import type { Refusal } from '#dispatch/domain';
import type { TimeGrid } from './time-grid.ts';

/**
 * The bids that can run at all, as plain arrays: option o of bid b lies at firstOption[b] <= o < firstOption[b + 1].
 * Times are whole milliseconds from the horizon's start; weights are in the unit of the objective.
 */
export interface BidTable {
  readonly grid: TimeGrid;
  readonly bidCount: number;
  readonly optionCount: number;
  /** Number of the bid among `problem.bids` and, after them, `problem.bidColumns`. */
  readonly bidIndex: Int32Array;
  /** Template of a bid from columns; -1 for a bid from the list. */
  readonly template: Int32Array;
  readonly rigid: Uint8Array;
  readonly dueMs: Float64Array;
  readonly lateWeightPerMs: Float64Array;
  /** Work that each interruption repeats, and what runs at least without one before it; 0 for rigid bids. */
  readonly checkpointMs: Float64Array;
  readonly minimumRunMs: Float64Array;
  readonly firstOption: Int32Array;
  /** Index into the bid's own options. */
  readonly optionIndex: Int32Array;
  readonly pool: Int32Array;
  readonly site: Int32Array;
  readonly units: Float64Array;
  readonly itMw: Float64Array;
  readonly durationMs: Float64Array;
  readonly earliestMs: Float64Array;
  readonly latestEndMs: Float64Array;
  readonly fixedWeight: Float64Array;
  readonly refused: readonly Refusal[];
}

/** How much an option takes of a pool and its power together, to tell large work from small. */
export const workOf = (
  { units, itMw, durationMs }: Pick<BidTable, 'units' | 'itMw' | 'durationMs'>,
  option: number,
): number => (units[option]! + itMw[option]!) * durationMs[option]!;

/** Whether a bid is preemptible and its pauses ask for something: work repeated, or a least run before them. */
export const pausesAtAPrice = (
  { checkpointMs, minimumRunMs }: Pick<BidTable, 'checkpointMs' | 'minimumRunMs'>,
  bid: number,
): boolean => checkpointMs[bid]! > 0 || minimumRunMs[bid]! > 0;
