import type { Hours, Mw, Ratio, YuanPerMwh } from '#units';
import type { Expansion } from './problem-expansion.ts';

export interface AreaInput {
  readonly id: string;
  readonly loadMw: Float64Array;
  /** An area that lives on its own: what it must be able to do without help. */
  readonly island?: {
    /** Stores last so long at the load of the period. */
    readonly autonomyHours: Hours;
    /** Grid-forming headroom of stores and turbines, as a share of the load. */
    readonly formingRatio: Ratio;
  };
}
export interface AcLineInput {
  readonly id: string;
  readonly fromArea: number;
  readonly toArea: number;
  readonly reactanceOhm: number;
  /** Infinity when the line is never a limit. */
  readonly limitMw: Mw;
  /** What it may carry against its direction, where that differs; below zero: it always carries so much forwards. */
  readonly backLimitMw?: Mw;
  /** Share of its capacity that it may carry in each period; missing: all of it. */
  readonly availableRatio?: Float64Array;
  /** What a phase shifter on it adds to reactance x flow: an angle times the square of a voltage. */
  readonly phaseShiftMwOhm?: number;
  /** What it may carry after the outage of another line; missing: outages are not looked at here. */
  readonly postContingencyMw?: Mw;
  /** Its outage is one that the others have to stand. */
  readonly isOutage?: boolean;
  readonly expansion?: Expansion;
}
/** A scheduled DC link: out of the region, or between two of its areas. */
export interface HvdcInput {
  readonly id: string;
  readonly area: number;
  /** Receiving area when it lies in the region. */
  readonly toArea?: number;
  readonly ratedMw: Mw;
  readonly minimumRatio: Ratio;
  readonly lossRatio: Ratio;
  /** Periods during which one step is held. */
  readonly holdPeriods: number;
  /** The schedule moves in multiples of this above the minimum; missing: any power. */
  readonly stepMw?: Mw;
  /** Most changes of the schedule in one Shanghai day, with those of the first day that were made already. */
  readonly changes?: { readonly mostPerDay: number; readonly madeToday: number };
  /** The step before the window, from which the first change counts. */
  readonly beforeMw?: Mw;
  /** The step that the window's first block already has, when the window starts inside one. */
  readonly heldMw?: Mw;
  readonly deliveredYuanPerMwh: Float64Array;
  readonly contractedMw: Float64Array;
  readonly shortfallYuanPerMwh: YuanPerMwh;
  readonly expansion?: Expansion;
}
/** Power that is changed on its way: a heat pump, an electric boiler, a back-to-back station. */
export interface ConverterInput {
  readonly id: string;
  readonly fromArea: number;
  readonly toArea: number;
  readonly ratedMw: Mw;
  /** Least and most power taken from the first area, as shares of the rating; below zero it runs backwards. */
  readonly minimumRatio: Float64Array;
  readonly maximumRatio: Float64Array;
  /** Power given per power taken; above one for a heat pump. */
  readonly efficiencyRatio: Float64Array;
  readonly operatingYuanPerMwh: Float64Array;
  readonly expansion?: Expansion;
}
