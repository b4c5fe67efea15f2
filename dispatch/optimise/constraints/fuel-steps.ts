import type { ThermalInput } from '#dispatch/domain';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';

/** Fuel that costs more above a level: what is given above it is a column of its own; rows of the given block. */
export const fuelSteps = (
  { model, grid, hours }: BlockContext,
  block: string,
  unit: ThermalInput,
  output: Decision<'MW'>,
): void => {
  unit.fuelSteps?.forEach(({ fromMw, addedYuanPerMwh }, step) => {
    const name = `${unit.id}.step${step + 1}`;
    const most = (t: number): number => Math.max(0, model.upperOf(columnAt(output, t)) - fromMw);
    const above = model.decide<'MW'>('aboveStepMw', name, grid.periodCount, zero, most);
    for (let t = 0; t < grid.periodCount; t++) {
      const row = model.row<'MW'>(block, name, t, Number.NEGATIVE_INFINITY, fromMw);
      model.add(row, 1, columnAt(output, t));
      model.add(row, -1, columnAt(above, t));
      model.charge('fuel', columnAt(above, t), addedYuanPerMwh * hours[t]!);
    }
  });
};
