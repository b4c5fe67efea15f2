import type { AcLineInput } from '#dispatch/domain';
import { acrossReactance } from '../model/conversion.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';
import { cycleBasis } from './cycle-basis.ts';
import { decideCapacity, withinCapacity } from './expansion.ts';

export const DC_POWER_FLOW = 'dc_power_flow';

export interface LineDecisions {
  /** Positive from the line's first area to its second. */
  readonly lineFlowMw: readonly Decision<'MW'>[];
}

/**
 * Flows over AC lines, within their limits, under Kirchhoff's voltage law, linearised: around every independent cycle
 * of lines the sum of reactance x flow is zero. Equal to the formulation with voltage angles, with fewer columns
 * (Hörsch et al., "Linear optimal power flow using cycle flows", 2018).
 */
export const dcPowerFlow = (context: BlockContext): LineDecisions => {
  const { problem, grid, model, areaRows } = context;
  const lineFlowMw = problem.acLines.map((line) => flowOf(context, line));
  problem.acLines.forEach((line, i) => {
    for (let t = 0; t < grid.periodCount; t++) {
      const flow = columnAt(lineFlowMw[i]!, t);
      model.add(areaRows[line.fromArea]![t]!, -1, flow);
      model.add(areaRows[line.toArea]![t]!, 1, flow);
    }
  });
  aroundCycles(context, lineFlowMw);
  return { lineFlowMw };
};

const flowOf = (context: BlockContext, line: AcLineInput): Decision<'MW'> => {
  const { model, grid } = context;
  const limit = Math.min(line.expansion?.maximum ?? line.limitMw, context.largestDrawMw);
  const flow = model.decide<'MW'>(
    'lineFlowMw',
    line.id,
    grid.periodCount,
    () => -limit,
    () => limit,
  );
  if (line.expansion === undefined) return flow;
  const capacity = decideCapacity<'MW'>(context, line.id, 'capacityMw', line.expansion);
  for (let t = 0; t < grid.periodCount; t++) {
    withinCapacity(context, line.id, t, 1, columnAt(flow, t), 1, capacity);
    withinCapacity(context, `${line.id}.back`, t, -1, columnAt(flow, t), 1, capacity);
  }
  return flow;
};

const aroundCycles = (
  { problem, model, grid }: BlockContext,
  lineFlowMw: readonly Decision<'MW'>[],
): void => {
  const cycles = cycleBasis(problem.areas.length, problem.acLines);
  cycles.forEach((cycle, c) => {
    for (let t = 0; t < grid.periodCount; t++) {
      const row = model.row<'MW·ohm'>(DC_POWER_FLOW, `cycle${c + 1}`, t, 0, 0);
      for (const { line, direction } of cycle) {
        const drop = acrossReactance(problem.acLines[line]!.reactanceOhm);
        model.addConverted(row, direction, drop, columnAt(lineFlowMw[line]!, t));
      }
    }
  });
};
