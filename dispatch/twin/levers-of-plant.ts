import type { PlantState } from '#dispatch/domain';
import type { Hours, Mw } from '#units';
import { dumpLevers } from './couplings.ts';
import { type Lever, leverAt } from './lever.ts';
import type { PlantConverter, PlantModel } from './plant-model.ts';
import { converterRatios, type PlantActuals } from './plant-records.ts';
import type { SetPoints } from './set-points.ts';
import { drawBehind, shedLevers } from './site-levers.ts';
import { chargeRoomMw, contentBefore, dischargeRoomMw } from './storage-step.ts';
import { cspLever } from './sun-heat.ts';
import { thermalLever } from './thermal-lever.ts';
import { hydroLever } from './water.ts';

/** Everything adjustable in one period, at its set-point cut to what sun, wind, water and content allow. */
export function plantLevers(
  model: PlantModel,
  state: PlantState,
  setPoints: SetPoints,
  actuals: PlantActuals,
  hours: Hours,
): Lever[] {
  const wanted = (element: string, quantity: string): number => setPoints.values[element]?.[quantity] ?? 0;
  const levers = [
    ...model.renewables.map(({ id, area, capacityMw }) => {
      const available = Math.min(capacityMw, Math.max(0, actuals.availableMw[id] ?? 0));
      return leverAt('renewable', id, area, available - plannedCurtailmentMw(setPoints, id), 0, available);
    }),
    ...model.batteries.map((battery) => {
      const stored = contentBefore(battery, state, hours);
      const net = wanted(battery.id, 'dischargeMw') - wanted(battery.id, 'chargeMw');
      const low = -chargeRoomMw(battery, stored, hours);
      const high = Math.min(dischargeRoomMw(battery, stored, hours), drawBehind(model, battery, actuals));
      return leverAt('battery', battery.id, battery.area, net, low, high);
    }),
    ...model.gridConnections.flatMap((grid) => {
      // One direction at a time: a plan that does both is netted.
      const net = wanted(grid.id, 'importMw') - wanted(grid.id, 'exportMw');
      return [
        leverAt('gridImport', grid.id, grid.area, Math.max(0, net), 0, grid.importLimitMw),
        leverAt('gridExport', grid.id, grid.area, Math.min(0, net), -grid.exportLimitMw, 0),
      ];
    }),
    ...model.thermalUnits.map((unit) =>
      thermalLever(
        unit,
        state,
        setPoints.values[unit.id]?.generationMw,
        actuals.thermalRatio?.[unit.id] ?? 1,
        hours,
      ),
    ),
    ...model.cspPlants.map((plant) =>
      cspLever(plant, state, wanted(plant.id, 'generationMw'), actuals.fieldMw?.[plant.id] ?? 0, hours),
    ),
    ...model.reservoirs.map((reservoir) =>
      hydroLever(model, reservoir, state, actuals, wanted(reservoir.id, 'generationMw'), hours),
    ),
    ...model.converters.map((converter) =>
      converterLever(converter, wanted(converter.id, 'takenMw'), actuals),
    ),
    ...model.hvdcLinks.map((link) => {
      // Without a set-point the line goes on with the step it holds.
      const held = state.hvdcMw[link.id] ?? link.minimumMw;
      const sent = Math.min(link.ratedMw, setPoints.values[link.id]?.sentMw ?? held);
      // A line out of the region may give way to keep people supplied, down to its minimum; it never takes more than
      // its schedule. Between two areas the schedule stands.
      const most = link.toArea === undefined ? -Math.min(sent, link.minimumMw) : -sent;
      return leverAt('hvdc', link.id, link.area, -sent, -sent, most);
    }),
    ...shedLevers(model, state, actuals, hours),
  ];
  return [...levers, ...dumpLevers(model, levers)];
}

/** Power that a converter gives: taken x efficiency, in the area that receives it. */
function converterLever(converter: PlantConverter, takenMw: Mw, actuals: PlantActuals): Lever {
  const { id, toArea, ratedMw } = converter;
  const { minimumRatio, maximumRatio, efficiencyRatio } = converterRatios(id, actuals);
  const given = (ratio: number): Mw => ratio * ratedMw * efficiencyRatio;
  return leverAt(
    'converter',
    id,
    toArea,
    takenMw * efficiencyRatio,
    given(minimumRatio),
    given(maximumRatio),
  );
}

/** What the plan throws away on purpose (a full line, say) and what the plant therefore keeps aside. */
function plannedCurtailmentMw(setPoints: SetPoints, id: string): Mw {
  const row = setPoints.values[id];
  if (row === undefined) return 0;
  if (row.curtailedMw !== undefined) return row.curtailedMw;
  if (row.availableMw === undefined || row.generationMw === undefined) return 0;
  return Math.max(0, row.availableMw - row.generationMw);
}
