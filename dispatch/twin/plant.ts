import type { PlantState } from '#dispatch/domain';
import { invariant, type Mw } from '#units';
import { arrivingMw, balancingOrder, takenMw } from './couplings.ts';
import type { Dispatched } from './dispatched.ts';
import { closeGap, type Lever, leverMw } from './lever.ts';
import { plantLevers } from './levers-of-plant.ts';
import { flowsMw, networkOf } from './network-flow.ts';
import { eventsOf } from './plant-events.ts';
import type { PlantConverter, PlantModel } from './plant-model.ts';
import { readingsOf } from './plant-readings.ts';
import type { PlantActuals, PlantStep } from './plant-records.ts';
import { stateAfter } from './plant-state.ts';
import { relieveLines } from './relief.ts';
import type { SetPoints } from './set-points.ts';
import { fixedDemandMw } from './site-levers.ts';
import { heatAfter } from './sun-heat.ts';
import { waterOf } from './water.ts';

/**
 * Simulates one period of the plant: starts from the plan's set-points, meets the actual sun, wind, water, demand and
 * work, and balances each island (battery, grid, water, heat of the sun, fuel, converters, export line, then work by
 * tier and load; spare power replaces imports and fuel, is stored, exported, at last curtailed). Lines above their
 * limit are relieved by moving pairs of plants. The energy balance of every island closes; stores, reservoirs, ramps,
 * ratings and connections keep their limits.
 */
export function stepPlant(
  model: PlantModel,
  state: PlantState,
  setPoints: SetPoints,
  actuals: PlantActuals,
): PlantStep {
  const hours = setPoints.periodMinutes / 60;
  const levers = plantLevers(model, state, setPoints, actuals, hours);
  const network = balance(model, levers, actuals);
  const water = waterOf(model, state, levers, actuals, hours);
  const heat = Object.fromEntries(
    model.cspPlants.map((plant) => [
      plant.id,
      heatAfter(plant, state, leverMw(levers, 'csp', plant.id), actuals.fieldMw?.[plant.id] ?? 0, hours),
    ]),
  );
  const dispatched: Dispatched = {
    levers,
    ...network,
    water,
    heat,
    state: stateAfter(model, state, { levers, water, heat }, setPoints),
  };
  return {
    readings: readingsOf(model, setPoints, actuals, dispatched),
    state: dispatched.state,
    events: eventsOf(model, setPoints, dispatched),
    shedItMw: shedItMw(model, levers, actuals),
    deviationMw: levers.reduce((sum, lever) => sum + Math.abs(lever.valueMw - lever.setPointMw), 0),
  };
}

function balance(model: PlantModel, levers: Lever[], actuals: PlantActuals) {
  const flowMw: Record<string, Mw> = {};
  let redispatchedMw = 0;
  const arriving = arrivingMw(model, levers);
  const demandMw = fixedDemandMw(model, actuals).map((mw, area) => mw - arriving[area]!);
  const open = new Set(model.converters);
  /** What a converter gives is settled; its other area has to feed it. */
  const settle = (converter: PlantConverter): void => {
    if (!open.delete(converter)) return;
    const at = levers.findIndex(({ kind, element }) => kind === 'converter' && element === converter.id);
    levers[at] = { ...levers[at]!, lowMw: levers[at]!.valueMw, highMw: levers[at]!.valueMw };
    demandMw[converter.fromArea]! += takenMw(converter.id, levers, actuals);
  };
  for (const { areas: island, factors } of balancingOrder(model, networkOf(model))) {
    for (const converter of open) if (island.includes(converter.fromArea)) settle(converter);
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
    for (const converter of open) if (island.includes(converter.toArea)) settle(converter);
  }
  return { flowMw, redispatchedMw };
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
