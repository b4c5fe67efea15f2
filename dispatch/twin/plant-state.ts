import type { PlantState } from '#dispatch/domain';
import { type EpochMs, MS_PER_HOUR, MS_PER_MINUTE, shanghaiDay } from '#units';
import { type Lever, leverMw } from './lever.ts';
import type { PlantModel } from './plant-model.ts';
import type { SetPoints } from './set-points.ts';
import { batteryAfter, contentBefore, type WaterStep } from './storage-step.ts';
import type { HeatStep } from './sun-heat.ts';
import { NO_OUTPUT_MW } from './thermal-lever.ts';
import { releasedAfter } from './water.ts';

interface Ended {
  readonly levers: readonly Lever[];
  readonly water: Readonly<Record<string, WaterStep>>;
  readonly heat: Readonly<Record<string, HeatStep>>;
}

/** The plant at the end of a period, with all that the next one depends on; counts of others are kept. */
export function stateAfter(
  model: PlantModel,
  state: PlantState,
  { levers, water, heat }: Ended,
  { periodStartMs, periodMinutes }: SetPoints,
): PlantState {
  const hours = periodMinutes / 60;
  const hvdcMw = byId(model.hvdcLinks, ({ id }) => -leverMw(levers, 'hvdc', id));
  return {
    ...state,
    atMs: periodStartMs + periodMinutes * MS_PER_MINUTE,
    batteryMwh: byId(model.batteries, (battery) => {
      const before = contentBefore(battery, state, hours);
      return batteryAfter(battery, before, leverMw(levers, 'battery', battery.id), hours);
    }),
    reservoirMm3: byId(model.reservoirs, ({ id }) => water[id]!.storedMm3),
    hvdcMw,
    outputMw: {
      ...byId(model.thermalUnits, ({ id }) => leverMw(levers, 'thermal', id)),
      ...byId(model.cspPlants, ({ id }) => leverMw(levers, 'csp', id)),
      ...byId(model.reservoirs, ({ id }) => leverMw(levers, 'hydro', id)),
    },
    running: runningAfter(model, state, levers, periodStartMs),
    heatMwh: byId(model.cspPlants, ({ id }) => heat[id]!.heatMwh),
    releasedM3PerS: releasedAfter(model, state, water, hours),
    hvdcChanges: byId(model.hvdcLinks, ({ id }) => {
      const day = shanghaiDay(periodStartMs);
      const known = state.hvdcChanges?.[id];
      const before = state.hvdcMw[id];
      const isChange = before !== undefined && Math.abs(hvdcMw[id]! - before) > LEAST_CHANGE_MW;
      return { day, count: (known?.day === day ? known.count : 0) + (isChange ? 1 : 0) };
    }),
  };
}

/** Less is rounding of a plan, not a change of schedule. */
const LEAST_CHANGE_MW = 1e-3;

const byId = <T extends { readonly id: string }, V>(
  list: readonly T[],
  of: (row: T) => V,
): Record<string, V> => Object.fromEntries(list.map((row) => [row.id, of(row)]));

/** Who runs, and since when: a start or a stop counts from the period in which it is seen. */
function runningAfter(
  model: PlantModel,
  state: PlantState,
  levers: readonly Lever[],
  atMs: EpochMs,
): NonNullable<PlantState['running']> {
  const after = (id: string, outputMw: number, first: { isOn: boolean; hours: number }) => {
    const isOn = outputMw > NO_OUTPUT_MW;
    const before = state.running?.[id] ?? { isOn: first.isOn, sinceMs: atMs - first.hours * MS_PER_HOUR };
    return before.isOn === isOn ? before : { isOn, sinceMs: atMs };
  };
  return {
    ...byId(model.thermalUnits, ({ id, initialMw, initialHours }) =>
      after(id, leverMw(levers, 'thermal', id), { isOn: (initialMw ?? 0) > 0, hours: initialHours }),
    ),
    ...byId(model.cspPlants, ({ id }) => after(id, leverMw(levers, 'csp', id), { isOn: false, hours: 0 })),
  };
}
