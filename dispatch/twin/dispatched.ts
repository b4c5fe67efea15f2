import type { PlantState } from '#dispatch/domain';
import type { Mw } from '#units';
import type { Lever } from './lever.ts';
import type { WaterStep } from './storage-step.ts';
import type { HeatStep } from './sun-heat.ts';

/** Everything decided within one period, before it is told as readings and events. */
export interface Dispatched {
  readonly levers: readonly Lever[];
  readonly flowMw: Readonly<Record<string, Mw>>;
  readonly redispatchedMw: Mw;
  readonly water: Readonly<Record<string, WaterStep>>;
  readonly heat: Readonly<Record<string, HeatStep>>;
  readonly state: PlantState;
}
