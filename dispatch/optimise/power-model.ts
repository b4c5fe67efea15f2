import type { Problem } from '#dispatch/domain';
import { hoursPerPeriod } from '#units';
import type { BidTable } from './bids/bid-table.ts';
import { areaBalance } from './constraints/area_balance.ts';
import type { BlockContext } from './constraints/block-context.ts';
import { budget } from './constraints/budget.ts';
import { converter } from './constraints/converter.ts';
import { cspPlant } from './constraints/csp_plant.ts';
import { dcPowerFlow } from './constraints/dc_power_flow.ts';
import { gridConnection } from './constraints/grid_connection.ts';
import { hvdcLink } from './constraints/hvdc_link.ts';
import { island } from './constraints/island.ts';
import { onlineRouting } from './constraints/online_routing.ts';
import { chosenUnits, poolCapacity } from './constraints/pool_capacity.ts';
import { postContingency } from './constraints/post_contingency.ts';
import { quadraticFuel } from './constraints/quadratic-fuel.ts';
import { renewable } from './constraints/renewable.ts';
import { reserve } from './constraints/reserve.ts';
import { reservoir } from './constraints/reservoir.ts';
import { sitePower } from './constraints/site_power.ts';
import { steadyExchange } from './constraints/steady_exchange.ts';
import { storageBalance } from './constraints/storage_balance.ts';
import { thermalUnit } from './constraints/thermal_unit.ts';
import { onlyLoadIsShed, unserved } from './constraints/unserved.ts';
import { work } from './constraints/work.ts';
import type { Decisions } from './decisions.ts';
import { largestDrawMw } from './largest-draw.ts';
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
  const context: BlockContext = {
    problem,
    table,
    model,
    grid: table.grid,
    hours: lengthsOf(problem),
    largestDrawMw: largestDrawMw(problem, table),
    areaRows: areaBalance(problem, model),
    capacities: [],
  };
  const supply = supplyBlocks(context);
  const online = onlineRouting(context);
  const capacityUnits = chosenUnits(context);
  const sites = sitePower(context, supply, online, capacityUnits);
  const everything = { ...supply, ...sites };
  onlyLoadIsShed(context, supply, sites);
  const decisions: Decisions = {
    ...everything,
    ...reserve(context, supply),
    ...island(context, everything),
    ...budget(context, everything),
    // After all blocks: it asks whether any of them has whole numbers.
    ...quadraticFuel(context, supply),
    online,
    capacities: context.capacities,
  };
  steadyExchange(context, supply);
  const poolRows = poolCapacity(context, table, online, capacityUnits);
  const workRows = work(context, sites.batchItMw);
  return { problem, table, model, decisions, areaRows: context.areaRows, workRows, poolRows };
};

const lengthsOf = ({ horizon, periodHours }: Problem): Float64Array =>
  periodHours ?? new Float64Array(horizon.periodCount).fill(hoursPerPeriod(horizon));

/** What makes, moves, stores, buys and sells power. */
const supplyBlocks = (context: BlockContext) => {
  const lines = dcPowerFlow(context);
  postContingency(context, lines);
  const connections = gridConnection(context);
  return {
    ...lines,
    ...hvdcLink(context),
    ...converter(context),
    ...renewable(context),
    ...thermalUnit(context),
    ...cspPlant(context),
    ...reservoir(context),
    ...storageBalance(context, connections),
    ...connections,
    ...unserved(context),
  };
};
