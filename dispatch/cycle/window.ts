import type { Forecast, Job, Objective, Plan, PlantState, Problem, Refusal } from '#dispatch/domain';
import type { Forecaster } from '#dispatch/forecast';
import type { PlanControl, Planner } from '#dispatch/optimise';
import type { Scenario } from '#dispatch/sources';
import type { EpochMs, Hours } from '#units';
import type { CarriedWork } from './carried.ts';

/** One window to plan, without a database: what the CLI asks and what every turn of the live cycle does. */
export interface PlanWindowRequest {
  readonly scenario: Scenario;
  readonly fromMs: EpochMs;
  readonly hours: Hours;
  readonly objective: Objective;
  /** `perfect` reads the series of the window itself; `forecast` sees nothing at or after `fromMs`. */
  readonly foresight: 'forecast' | 'perfect';
  /** Considered are those that may first start within the window. Default: the scenario's own jobs. */
  readonly jobs?: readonly Job[];
  readonly planner: Planner;
  /** Default: the blend of `#dispatch/forecast`. */
  readonly forecaster?: Forecaster;
  /** Default: the region's initial contents. */
  readonly state?: PlantState;
  /** Work that already runs and may not be moved. */
  readonly carried?: readonly CarriedWork[];
  readonly control?: PlanControl;
}
export interface PlannedWindow {
  readonly plan: Plan;
  readonly problem: Problem;
  readonly forecasts: readonly Forecast[];
  /** Jobs refused before any optimisation; `plan.refused` contains them too. */
  readonly refusals: readonly Refusal[];
}

/** Forecasts, assembles and plans one window. Throws AppError when the window lies outside the data. */
export async function planWindow(request: PlanWindowRequest): Promise<PlannedWindow> {
  throw new Error(`not built yet: ${request.objective}`);
}
