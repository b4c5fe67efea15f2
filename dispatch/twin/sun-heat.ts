import type { PlantState } from '#dispatch/domain';
import { energyOver, type Hours, type Mw, type Mwh, meanPowerOver } from '#units';
import { type Lever, leverAt } from './lever.ts';
import type { PlantCsp } from './plant-model.ts';
import { NO_OUTPUT_MW } from './thermal-lever.ts';

export interface HeatStep {
  readonly heatMwh: Mwh;
  /** Heat of the field that was turned away, because the store is full. */
  readonly defocusedMw: Mw;
}

/** The turbine of a solar tower at its set-point, as far as the sun of the period and the heat in store carry it. */
export function cspLever(plant: PlantCsp, state: PlantState, wantedMw: Mw, fieldMw: Mw, hours: Hours): Lever {
  const heat = Math.max(0, keptMwh(plant, state, hours) - plant.minimumMwh) + energyOver(hours, fieldMw);
  const most = Math.min(plant.ratedMw, meanPowerOver(hours, heat * plant.efficiencyRatio));
  const isOn = wantedMw > NO_OUTPUT_MW && most >= plant.leastMw;
  return leverAt('csp', plant.id, plant.area, wantedMw, isOn ? plant.leastMw : 0, isOn ? most : 0);
}

/** Heat after the period: what was kept, and the field's, less what the turbine took; what does not fit is turned away. */
export function heatAfter(
  plant: PlantCsp,
  state: PlantState,
  outputMw: Mw,
  fieldMw: Mw,
  hours: Hours,
): HeatStep {
  const kept = keptMwh(plant, state, hours);
  const full = kept + energyOver(hours, fieldMw - outputMw / plant.efficiencyRatio);
  const heatMwh = Math.max(0, Math.min(full, Math.max(plant.maximumMwh, kept)));
  return { heatMwh, defocusedMw: Math.max(0, meanPowerOver(hours, full - heatMwh)) };
}

const keptMwh = (plant: PlantCsp, state: PlantState, hours: Hours): Mwh =>
  Math.max(0, 1 - plant.lossRatioPerH * hours) * (state.heatMwh?.[plant.id] ?? plant.initialMwh);
