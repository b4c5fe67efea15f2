import type { Expansion, Problem } from '#dispatch/domain';
import type { BidTable } from '../bids/bid-table.ts';
import type { TimeGrid } from '../bids/time-grid.ts';
import type { Decision, LpModel, Row } from '../model/lp-model.ts';

/** What every constraint block sees: the numbers, the model that its columns and rows go to, the rows it feeds. */
export interface BlockContext {
  readonly problem: Problem;
  readonly table: BidTable;
  readonly model: LpModel;
  readonly grid: TimeGrid;
  /** Length of every period of the horizon. */
  readonly hours: Float64Array;
  /** More power than the region can ever draw: stands for a limit that is missing. */
  readonly largestDrawMw: number;
  /** `area_balance` rows by area and period: what comes in counts positive. */
  readonly areaRows: readonly (readonly Row<'MW'>[])[];
  /** Every capacity that is a decision, in the order of the blocks. */
  readonly capacities: CapacityDecision[];
}

/** A capacity that the plan chooses. */
export interface CapacityDecision {
  readonly element: string;
  readonly quantity: 'capacityMw' | 'capacityMwh' | 'capacityUnits';
  readonly decision: Decision<'MW'> | Decision<'MWh'> | Decision<'unit'>;
  readonly expansion: Expansion;
}

export const zero = (): number => 0;
export const one = (): number => 1;
