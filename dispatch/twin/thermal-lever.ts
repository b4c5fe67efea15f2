import type { PlantState } from '#dispatch/domain';
import type { Hours, Mw, Ratio } from '#units';
import { type Lever, leverAt } from './lever.ts';
import type { PlantThermal } from './plant-model.ts';

/**
 * A unit that burns something at its set-point, within its ramps, between its least and what can be had while it runs.
 * It starts and stops as the set-point says (0 is off) and never by itself; without a set-point it goes on as it is. A
 * unit that also feeds an area of heat stays at its schedule: heat has no other way to be balanced.
 */
export function thermalLever(
  unit: PlantThermal,
  state: PlantState,
  wantedMw: Mw | undefined,
  availableRatio: Ratio,
  hours: Hours,
): Lever {
  const beforeMw = state.outputMw?.[unit.id] ?? unit.initialMw;
  const most = Math.min(1, Math.max(0, availableRatio)) * unit.ratedMw;
  const least = Math.min(unit.leastMw, most);
  const wanted = wantedMw ?? beforeMw ?? least;
  const [low, high] = reach(unit, beforeMw, wanted, { least, most }, hours);
  const lever = leverAt('thermal', unit.id, unit.area, wanted, low, high);
  return unit.heat === null ? lever : { ...lever, lowMw: lever.valueMw, highMw: lever.valueMw };
}

/** What it can give in this period: starts and stops may leave the ramp, up to their own limit. */
function reach(
  { commitment, rampUpMwPerH, rampDownMwPerH }: PlantThermal,
  beforeMw: Mw | undefined,
  wanted: Mw,
  { least, most }: { readonly least: Mw; readonly most: Mw },
  hours: Hours,
): [low: Mw, high: Mw] {
  const isOff = commitment !== null && wanted <= NO_OUTPUT_MW;
  if (beforeMw === undefined) return isOff ? [0, 0] : [least, most];
  const [up, down] = [rampUpMwPerH * hours, rampDownMwPerH * hours];
  if (isOff) {
    const stops = beforeMw <= Math.max(down, commitment.stopMw) + NO_OUTPUT_MW || most === 0;
    return stops
      ? [0, 0]
      : [Math.max(least, beforeMw - down), Math.min(most, Math.max(least, beforeMw - down))];
  }
  const isStart = commitment !== null && beforeMw <= NO_OUTPUT_MW;
  const rise = isStart ? Math.max(up, commitment.startMw) : up;
  const high = Math.min(most, Math.max(beforeMw + rise, least));
  return [Math.min(high, Math.max(least, beforeMw - down)), high];
}

/** Less than this is standing still. */
export const NO_OUTPUT_MW = 1e-6;
