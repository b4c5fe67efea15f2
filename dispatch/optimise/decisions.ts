import type { CapacityDecision } from './constraints/block-context.ts';
import type { BudgetDecisions } from './constraints/budget.ts';
import type { ConverterDecisions } from './constraints/converter.ts';
import type { CspDecisions } from './constraints/csp_plant.ts';
import type { LineDecisions } from './constraints/dc_power_flow.ts';
import type { GridDecisions } from './constraints/grid_connection.ts';
import type { HvdcDecisions } from './constraints/hvdc_link.ts';
import type { IslandDecisions } from './constraints/island.ts';
import type { OnlineDecisions } from './constraints/online_routing.ts';
import type { SquareDecisions } from './constraints/quadratic-fuel.ts';
import type { RenewableDecisions } from './constraints/renewable.ts';
import type { ReserveDecisions } from './constraints/reserve.ts';
import type { ReservoirDecisions } from './constraints/reservoir.ts';
import type { SiteDecisions } from './constraints/site_power.ts';
import type { StorageDecisions } from './constraints/storage_balance.ts';
import type { ThermalDecisions } from './constraints/thermal_unit.ts';
import type { UnservedDecisions } from './constraints/unserved.ts';

/**
 * Every column of the power side and of online work, as its block declares it. Values are never negative, except a
 * line's net flow and a converter that runs backwards.
 */
export interface Decisions
  extends LineDecisions,
    HvdcDecisions,
    ConverterDecisions,
    RenewableDecisions,
    ThermalDecisions,
    SquareDecisions,
    CspDecisions,
    ReservoirDecisions,
    StorageDecisions,
    GridDecisions,
    UnservedDecisions,
    SiteDecisions,
    ReserveDecisions,
    IslandDecisions,
    BudgetDecisions {
  readonly online: readonly OnlineDecisions[];
  readonly capacities: readonly CapacityDecision[];
}
