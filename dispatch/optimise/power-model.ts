import type { Problem } from '#dispatch/domain';
import type { BidTable } from './bids/bid-table.ts';
import { areaBalance } from './constraints/area_balance.ts';
import type { BlockContext } from './constraints/block-context.ts';
import { dcPowerFlow } from './constraints/dc_power_flow.ts';
import { gridConnection } from './constraints/grid_connection.ts';
import { hvdcLink } from './constraints/hvdc_link.ts';
import { onlineRouting } from './constraints/online_routing.ts';
import { poolCapacity } from './constraints/pool_capacity.ts';
import { renewable } from './constraints/renewable.ts';
import { reservoir } from './constraints/reservoir.ts';
import { sitePower } from './constraints/site_power.ts';
import { storageBalance } from './constraints/storage_balance.ts';
import { unserved } from './constraints/unserved.ts';
import { work } from './constraints/work.ts';
import { type Decisions, declareDecisions } from './decisions.ts';
import { LpModel, type Row } from './model/lp-model.ts';

/** The power side of a problem, with the rows at which batch work meets it. */
export interface PowerModel {
  readonly problem: Problem;
  readonly table: BidTable;
  readonly model: LpModel;
  readonly decisions: Decisions;
  /** Rows by area and period; their duals are the areas' prices. */
  readonly areaRows: readonly (readonly Row<'MW'>[])[];
  /** First `work` row of every site; one row a period of the horizon. */
  readonly workRows: readonly Row<'MW'>[];
  /** `pool_capacity` rows, [pool] x period of horizon and tail; -1 where capacity cannot bind. */
  readonly poolRows: Int32Array;
}

/** Columns and rows of everything but the jobs themselves, built once. */
export const buildPowerModel = (problem: Problem, table: BidTable): PowerModel => {
  const model = new LpModel();
  const decisions = declareDecisions(model, problem, table);
  const context: BlockContext = { problem, model, decisions, grid: table.grid };
  const areaRows = areaBalance(context);
  dcPowerFlow(context);
  hvdcLink(context);
  renewable(context);
  reservoir(context);
  storageBalance(context);
  gridConnection(context);
  unserved(context);
  sitePower(context);
  onlineRouting(context);
  const poolRows = poolCapacity(context, table);
  const workRows = work(context);
  return { problem, table, model, decisions, areaRows, workRows, poolRows };
};
