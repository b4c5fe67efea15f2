import type { PlantState } from '#dispatch/domain';
import { invariant, type Mw } from '#units';
import type { Dispatched } from './dispatched.ts';
import { closeGap, type Lever, leverMw } from './lever.ts';
import { fixedDemandMw, plantLevers } from './levers-of-plant.ts';
import { flowsMw, networkOf } from './network-flow.ts';
import { eventsOf } from './plant-events.ts';
import type { PlantModel } from './plant-model.ts';
import { readingsOf } from './plant-readings.ts';
import type { PlantActuals, PlantStep } from './plant-records.ts';
import { relieveLines } from './relief.ts';
import type { SetPoints } from './set-points.ts';
import { batteryAfter, reservoirAfter, type WaterStep } from './storage-step.ts';

/**
 * Simulates one period of the plant: starts from the plan's set-points, meets the actual sun, wind, water, demand and
 * work, and balances each island (battery, grid, water, export line, then work by tier and load; spare power replaces
 * imports, is stored, exported, at last curtailed). Lines above their limit are relieved by moving pairs of plants.
 * The energy balance of every island closes; batteries, reservoirs, ratings and connections keep their limits.
 */
export function stepPlant(
  model: PlantModel,
  state: PlantState,
  setPoints: SetPoints,
  actuals: PlantActuals,
): PlantStep {
  const hours = setPoints.periodMinutes / 60;
  const levers = plantLevers(model, state, setPoints, actuals, hours);
  const network = balance(model, levers, fixedDemandMw(model, actuals));
  const water = waterOf(model, state, levers, actuals, hours);
  const dispatched: Dispatched = {
    levers,
    ...network,
    water,
    state: stateAfter(model, state, levers, water, setPoints, hours),
  };
  return {
    readings: readingsOf(model, setPoints, actuals, dispatched),
    state: dispatched.state,
    events: eventsOf(model, setPoints, dispatched),
    shedItMw: shedItMw(model, levers, actuals),
    deviationMw: levers.reduce((sum, lever) => sum + Math.abs(lever.valueMw - lever.setPointMw), 0),
  };
}

function balance(model: PlantModel, levers: readonly Lever[], demandMw: Float64Array) {
  const flowMw: Record<string, Mw> = {};
  let redispatchedMw = 0;
  for (const { areas: island, factors } of networkOf(model)) {
    const own = levers.filter((lever) => island.includes(lever.area));
    const demand = island.reduce((sum, area) => sum + demandMw[area]!, 0);
    const left = closeGap(own, demand - own.reduce((sum, lever) => sum + lever.valueMw, 0));
    invariant(
      Math.abs(left) < 1e-6,
      `the island of ${model.areas[island[0]!]} is out of balance by ${left} MW`,
    );
    const injection = Float64Array.from(model.areas, (_, area) => -(demandMw[area] ?? 0));
    for (const lever of own) injection[lever.area]! += lever.valueMw;
    redispatchedMw += relieveLines(own, factors, injection);
    for (const [i, flow] of flowsMw(factors, injection).entries()) flowMw[factors.lines[i]!.id] = flow;
  }
  return { flowMw, redispatchedMw };
}

function waterOf(
  model: PlantModel,
  state: PlantState,
  levers: readonly Lever[],
  actuals: PlantActuals,
  hours: number,
): Record<string, WaterStep> {
  return Object.fromEntries(
    model.reservoirs.map((reservoir) => {
      const stored = state.reservoirMm3[reservoir.id] ?? reservoir.initialMm3;
      const generation = leverMw(levers, 'hydro', reservoir.id);
      const inflow = actuals.inflowM3PerS[reservoir.id] ?? 0;
      return [reservoir.id, reservoirAfter(reservoir, stored, generation, inflow, hours)];
    }),
  );
}

function stateAfter(
  model: PlantModel,
  state: PlantState,
  levers: readonly Lever[],
  water: Readonly<Record<string, WaterStep>>,
  setPoints: SetPoints,
  hours: number,
): PlantState {
  const batteries = model.batteries.map((battery) => {
    const stored = state.batteryMwh[battery.id] ?? battery.initialMwh;
    return [battery.id, batteryAfter(battery, stored, leverMw(levers, 'battery', battery.id), hours)];
  });
  return {
    atMs: setPoints.periodStartMs + setPoints.periodMinutes * 60_000,
    batteryMwh: Object.fromEntries(batteries),
    reservoirMm3: Object.fromEntries(model.reservoirs.map(({ id }) => [id, water[id]!.storedMm3])),
    hvdcMw: Object.fromEntries(model.hvdcLinks.map(({ id }) => [id, -leverMw(levers, 'hvdc', id)])),
  };
}

function shedItMw(model: PlantModel, levers: readonly Lever[], actuals: PlantActuals): PlantStep['shedItMw'] {
  const tiers = ['compute0', 'compute1', 'compute2', 'compute3'] as const;
  return Object.fromEntries(
    model.sites.flatMap(({ id }) => {
      const site = actuals.sites[id];
      if (site === undefined) return [];
      const [t0, t1, t2, t3] = tiers.map((kind) => leverMw(levers, kind, id) / site.facilityPerIt);
      return [[id, [t0!, t1!, t2!, t3!] as const]];
    }),
  );
}
