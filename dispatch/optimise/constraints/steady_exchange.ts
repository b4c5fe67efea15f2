import { columnAt } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';
import type { GridDecisions } from './grid_connection.ts';

export const STEADY_EXCHANGE = 'steady_exchange';

/**
 * Change of the exchange with the world outside (import - export of a connection) from one period to the next, as a
 * rise and a fall, which the objective `stability` counts: import - export - the same before = rise - fall.
 */
export const steadyExchange = (
  { problem, model, grid, largestDrawMw }: BlockContext,
  { importMw, exportMw }: GridDecisions,
): void => {
  if (problem.objective !== 'stability') return;
  problem.gridConnections.forEach((connection, i) => {
    const most = (): number => 2 * largestDrawMw;
    const rise = model.decide<'MW'>('riseMw', connection.id, grid.periodCount, zero, most);
    const fall = model.decide<'MW'>('fallMw', connection.id, grid.periodCount, zero, most);
    for (let t = 1; t < grid.periodCount; t++) {
      const row = model.row<'MW'>(STEADY_EXCHANGE, connection.id, t, 0, 0);
      for (const [step, sign] of [
        [t, 1],
        [t - 1, -1],
      ] as const) {
        model.add(row, sign, columnAt(importMw[i]!, step));
        model.add(row, -sign, columnAt(exportMw[i]!, step));
      }
      model.add(row, -1, columnAt(rise, t));
      model.add(row, 1, columnAt(fall, t));
      model.measure('unsteadyMw', columnAt(rise, t), 1);
      model.measure('unsteadyMw', columnAt(fall, t), 1);
    }
  });
};
