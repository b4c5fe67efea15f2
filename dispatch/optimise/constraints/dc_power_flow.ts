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
 * of lines the sum of reactance x flow, and of what phase shifters add, is zero. Equal to the formulation with voltage
 * angles, with fewer columns (Hörsch et al., "Linear optimal power flow using cycle flows", 2018).
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
  const most = mostFlowMw(context);
  const within = (limitMw: number, t: number): number =>
    Math.min(limitMw === 0 ? 0 : (line.availableRatio?.[t] ?? 1) * limitMw, most);
  const ahead = line.expansion?.maximum ?? line.limitMw;
  const back = line.expansion?.maximum ?? line.backLimitMw ?? line.limitMw;
  const flow = model.decide<'MW'>(
    'lineFlowMw',
    line.id,
    grid.periodCount,
    (t) => -within(back, t),
    (t) => within(ahead, t),
  );
  if (line.expansion === undefined) return flow;
  const capacity = decideCapacity<'MW'>(context, line.id, 'capacityMw', line.expansion);
  for (let t = 0; t < grid.periodCount; t++) {
    const ratio = line.availableRatio?.[t] ?? 1;
    withinCapacity(context, line.id, t, 1, columnAt(flow, t), ratio, capacity);
    withinCapacity(context, `${line.id}.back`, t, -1, columnAt(flow, t), ratio, capacity);
  }
  return flow;
};

/** No line carries more than all there is to carry, unless a phase shifter or a series capacitor drives it in circles. */
const mostFlowMw = ({ problem, largestDrawMw }: BlockContext): number =>
  problem.acLines.every((line) => line.reactanceOhm > 0 && (line.phaseShiftMwOhm ?? 0) === 0)
    ? largestDrawMw
    : Number.POSITIVE_INFINITY;

/** Rows are scaled by the largest reactance of their cycle: solvers drop coefficients that are next to nothing. */
const aroundCycles = (
  { problem, model, grid }: BlockContext,
  lineFlowMw: readonly Decision<'MW'>[],
): void => {
  const cycles = cycleBasis(problem.areas.length, problem.acLines);
  cycles.forEach((cycle, c) => {
    const lines = cycle.map(({ line, direction }) => ({ line, direction, ...problem.acLines[line]! }));
    const largest = lines.reduce((most, { reactanceOhm }) => Math.max(most, Math.abs(reactanceOhm)), 0) || 1;
    let shift = 0;
    for (const { direction, phaseShiftMwOhm = 0 } of lines) shift += (direction * phaseShiftMwOhm) / largest;
    for (let t = 0; t < grid.periodCount; t++) {
      const row = model.row<'MW·ohm'>(DC_POWER_FLOW, `cycle${c + 1}`, t, -shift, -shift);
      for (const { line, direction, reactanceOhm } of lines) {
        const drop = acrossReactance(reactanceOhm / largest);
        model.addConverted(row, direction, drop, columnAt(lineFlowMw[line]!, t));
      }
    }
  });
};
