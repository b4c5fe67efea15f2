import type { RuleOutlook } from '#dispatch/compliance';
import type { Expansion, PlantState, PowerExpansion, Region } from '#dispatch/domain';
import { type Horizon, type Hours, hoursPerPeriod, invariant, type Mw, periodMs } from '#units';
import { valuesOf, type WindowValues } from './values.ts';

const HOURS_PER_YEAR = 8760;

/** What every element of a problem is made from: the region, its numbers over the window, the plant at its start. */
export interface AssembleContext {
  readonly region: Region;
  readonly horizon: Horizon;
  readonly values: WindowValues;
  readonly state: PlantState;
  /** Capacities that may be built are decisions; else everything is as it stands. */
  readonly expands: boolean;
  /** What the last day's states say of the time that each rule has left, by rule. */
  readonly outlooks: Readonly<Record<string, RuleOutlook>>;
}

/** Index of a named thing in its list; the region was validated, so an unknown name is a bug. */
export function indexOf(list: readonly { readonly id: string }[], id: string): number {
  const index = list.findIndex((row) => row.id === id);
  invariant(index >= 0, `the region refers to "${id}", which it does not contain`);
  return index;
}

export const areaOf = ({ region }: AssembleContext, id: string): number => indexOf(region.areas, id);

/** The numbers of one value of an element over the window. */
export const numbersOf = (
  { values }: AssembleContext,
  element: { readonly id: string },
  field: string,
): Float64Array => valuesOf(values, element.id, field);

/** Whole periods that last at least so long. */
export const periodsFor = (horizon: Horizon, hours: Hours): number =>
  Math.ceil((hours * 3_600_000) / periodMs(horizon) - 1e-9);

/** What a year's price of a capacity comes to over the window. */
export const windowPart = ({ horizon }: AssembleContext): number =>
  (horizon.periodCount * hoursPerPeriod(horizon)) / HOURS_PER_YEAR;

/** A power that may be built beyond what stands, when the plan is asked what to build. */
export const powerToBuild = (
  context: AssembleContext,
  expansion: PowerExpansion | undefined,
  standingMw: Mw,
): Expansion | undefined =>
  expansion === undefined
    ? undefined
    : toBuild(context, expansion.minimumMw, expansion.maximumMw, expansion.yuanPerMwYear, standingMw);

/** A capacity between its limits; what stands already is paid for. */
export const toBuild = (
  context: AssembleContext,
  minimum: number | undefined,
  maximum: number,
  yuanPerUnitYear: number,
  standing: number,
): Expansion | undefined =>
  context.expands
    ? {
        minimum: minimum ?? Math.min(standing, maximum),
        maximum,
        paidFrom: standing,
        yuanPerUnit: yuanPerUnitYear * windowPart(context),
      }
    : undefined;

/** A field that is left out where it has no value. */
export const given = <Name extends string, T>(
  name: Name,
  value: T | undefined,
): { readonly [key in Name]?: T } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: T };

export const within = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));
