import { acrossReactance } from '../model/conversion.ts';
import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';
import { cycleBasis } from './cycle-basis.ts';

export const DC_POWER_FLOW = 'dc_power_flow';

/**
 * Kirchhoff's voltage law, linearised: around every independent cycle of lines the sum of reactance x flow is zero.
 * Equal to the formulation with voltage angles, with fewer columns (Hörsch et al., "Linear optimal power flow using
 * cycle flows", 2018).
 */
export const dcPowerFlow = ({ problem, model, decisions }: BlockContext): void => {
  const cycles = cycleBasis(problem.areas.length, problem.acLines);
  cycles.forEach((cycle, c) => {
    for (let t = 0; t < problem.horizon.periodCount; t++) {
      const row = model.row<'MW·ohm'>(DC_POWER_FLOW, `cycle${c + 1}`, t, 0, 0);
      for (const { line, direction } of cycle) {
        const drop = acrossReactance(problem.acLines[line]!.reactanceOhm);
        model.addConverted(row, direction, drop, columnAt(decisions.lineFlowMw[line]!, t));
      }
    }
  });
};
