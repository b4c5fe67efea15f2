import type { PlantState } from '#dispatch/domain';
import type { Hours, M3PerS } from '#units';
import { type Lever, leverAt, leverMw } from './lever.ts';
import type { PlantModel, PlantReservoir } from './plant-model.ts';
import type { PlantActuals } from './plant-records.ts';
import { hydroRoomMw, reservoirAfter, type WaterStep } from './storage-step.ts';

/** The turbines of a reservoir at their set-point, within what the water and the ramp allow; water wins. */
export function hydroLever(
  model: PlantModel,
  reservoir: PlantReservoir,
  state: PlantState,
  actuals: PlantActuals,
  wantedMw: number,
  hours: Hours,
): Lever {
  const stored = state.reservoirMm3[reservoir.id] ?? reservoir.initialMm3;
  const inflow = inflowOf(model, reservoir, state, actuals, hours);
  const room = hydroRoomMw(reservoir, stored, inflow, hours);
  const ramp = (reservoir.rampMwPerH ?? Number.POSITIVE_INFINITY) * hours;
  const before = state.outputMw?.[reservoir.id];
  const high = before === undefined ? room : Math.min(room, before + ramp);
  const low = before === undefined ? 0 : Math.min(high, Math.max(0, before - ramp));
  const soft = Math.min(high, reservoir.minimumReleaseM3PerS * reservoir.mwPerM3PerS);
  return {
    ...leverAt('hydro', reservoir.id, reservoir.area, wantedMw, low, high),
    softLowMw: Math.max(low, soft),
  };
}

/** The water of every reservoir after the period, those above before those below. */
export function waterOf(
  model: PlantModel,
  state: PlantState,
  levers: readonly Lever[],
  actuals: PlantActuals,
  hours: Hours,
): Record<string, WaterStep> {
  const steps: Record<string, WaterStep> = {};
  for (const reservoir of fromAbove(model.reservoirs)) {
    const atOnce = model.reservoirs
      .filter((above) => above.downstream?.reservoir === reservoir.id && delayPeriods(above, hours) === 0)
      .reduce((sum, above) => sum + releaseOf(steps[above.id]!), 0);
    const stored = state.reservoirMm3[reservoir.id] ?? reservoir.initialMm3;
    const generation = leverMw(levers, 'hydro', reservoir.id);
    const inflow = inflowOf(model, reservoir, state, actuals, hours) + atOnce;
    steps[reservoir.id] = reservoirAfter(reservoir, stored, generation, inflow, hours);
  }
  return steps;
}

/** What each reservoir with another one below let go, the latest last, as far back as it takes to arrive. */
export const releasedAfter = (
  model: PlantModel,
  state: PlantState,
  water: Readonly<Record<string, WaterStep>>,
  hours: Hours,
): Record<string, readonly M3PerS[]> =>
  Object.fromEntries(
    model.reservoirs.flatMap((reservoir) => {
      const delay = delayPeriods(reservoir, hours);
      if (delay === 0) return [];
      const flows = [...underway(reservoir, state, delay), releaseOf(water[reservoir.id]!)];
      return [[reservoir.id, flows.slice(-delay)]];
    }),
  );

/** Natural inflow, and what a reservoir above let go a delay ago. */
function inflowOf(
  model: PlantModel,
  { id }: PlantReservoir,
  state: PlantState,
  actuals: PlantActuals,
  hours: Hours,
): M3PerS {
  return model.reservoirs.reduce((sum, above) => {
    const delay = delayPeriods(above, hours);
    if (above.downstream?.reservoir !== id || delay === 0) return sum;
    return sum + underway(above, state, delay)[0]!;
  }, actuals.inflowM3PerS[id] ?? 0);
}

/** Flows of the last `delay` periods, the first of which arrives now; steady before anything was metered. */
function underway(reservoir: PlantReservoir, state: PlantState, delay: number): readonly M3PerS[] {
  const steady = reservoir.downstream?.initialM3PerS ?? reservoir.minimumReleaseM3PerS;
  const metered = (state.releasedM3PerS?.[reservoir.id] ?? []).slice(-delay);
  return [...new Array<M3PerS>(delay - metered.length).fill(steady), ...metered];
}

const releaseOf = (step: WaterStep): M3PerS => step.turbineM3PerS + step.spillM3PerS;
const delayPeriods = ({ downstream }: PlantReservoir, hours: Hours): number =>
  downstream === undefined ? 0 : Math.round(downstream.delayHours / hours);

function fromAbove(reservoirs: readonly PlantReservoir[]): readonly PlantReservoir[] {
  const ordered: PlantReservoir[] = [];
  const visit = (reservoir: PlantReservoir): void => {
    if (ordered.includes(reservoir)) return;
    for (const above of reservoirs) if (above.downstream?.reservoir === reservoir.id) visit(above);
    ordered.push(reservoir);
  };
  for (const reservoir of reservoirs) visit(reservoir);
  return ordered;
}
