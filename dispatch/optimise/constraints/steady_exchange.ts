import type { GridConnectionInput } from '#dispatch/domain';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';
import type { GridDecisions } from './grid_connection.ts';

export const STEADY_EXCHANGE = 'steady_exchange';

/**
 * Change of the exchange with the world outside (import - export of a connection) from one period to the next, as a
 * rise and a fall, which the objective `stability` counts: import - export - the same before = rise - fall. A connection
 * may also be levelled side by side: peak >= power of every period, change >= |power - power before|, both at a price.
 */
export const steadyExchange = (context: BlockContext, decisions: GridDecisions): void => {
  context.problem.gridConnections.forEach((connection, i) => {
    for (const side of connection.levelling?.sides ?? [])
      levelled(context, connection, side, decisions[side === 'import' ? 'importMw' : 'exportMw'][i]!);
  });
  if (context.problem.objective === 'stability') countChanges(context, decisions);
};

const levelled = (
  { model, grid }: BlockContext,
  { id, levelling }: GridConnectionInput,
  side: 'import' | 'export',
  power: Decision<'MW'>,
): void => {
  const name = `${id}.${side}`;
  const most = (): number => model.upperOf(power.first);
  const peak = model.decide<'MW'>('peakMw', name, 1, zero, most);
  const change = model.decide<'MW'>('changeMw', name, grid.periodCount, zero, most);
  model.charge('levelling', peak.first, levelling!.peakYuanPerMw);
  for (let t = 0; t < grid.periodCount; t++) {
    const below = model.row<'MW'>(STEADY_EXCHANGE, `${name}.peak`, t, Number.NEGATIVE_INFINITY, 0);
    model.add(below, 1, columnAt(power, t));
    model.add(below, -1, peak.first);
    if (t === 0) continue;
    model.charge('levelling', columnAt(change, t), levelling!.changeYuanPerMw);
    for (const sign of [1, -1] as const) {
      const row = model.row<'MW'>(STEADY_EXCHANGE, `${name}.change`, t, Number.NEGATIVE_INFINITY, 0);
      model.add(row, sign, columnAt(power, t));
      model.add(row, -sign, columnAt(power, t - 1));
      model.add(row, -1, columnAt(change, t));
    }
  }
};

const countChanges = (
  { problem, model, grid, largestDrawMw }: BlockContext,
  { importMw, exportMw }: GridDecisions,
): void => {
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
