import type { Problem } from '#dispatch/domain';
import type { TimeGrid } from '../bids/time-grid.ts';
import type { Decisions } from '../decisions.ts';
import type { LpModel } from '../model/lp-model.ts';

/** What every constraint block sees: the numbers, the columns and the model that its rows go to. */
export interface BlockContext {
  readonly problem: Problem;
  readonly model: LpModel;
  readonly decisions: Decisions;
  readonly grid: TimeGrid;
}
