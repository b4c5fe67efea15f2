import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';
import type { LineDecisions } from './dc_power_flow.ts';
import { outageFactors } from './outage-factors.ts';

export const POST_CONTINGENCY = 'post_contingency';

/**
 * After the outage of one line the others carry its flow as well, each a share of it (line outage distribution factor),
 * and stay within their limits for such a case: |flow + factor x flow of the lost line| <= limit (N-1). Pairs that
 * cannot bind whatever flows are screened out. An outage that would cut the network in two has no factors: it is left
 * to the areas' islands.
 */
export const postContingency = (context: BlockContext, { lineFlowMw }: LineDecisions): void => {
  const { problem, model, grid } = context;
  const lost = problem.acLines.flatMap((line, index) => (line.isOutage === true ? [index] : []));
  if (lost.length === 0) return;
  for (const { outage, factors } of outageFactors(problem.areas.length, problem.acLines, lost)) {
    problem.acLines.forEach((line, index) => {
      const limitMw = line.postContingencyMw;
      if (limitMw === undefined || index === outage) return;
      const [own, other] = [lineFlowMw[index]!, lineFlowMw[outage]!];
      const most = model.upperOf(own.first) + Math.abs(factors[index]!) * model.upperOf(other.first);
      if (most <= limitMw) return;
      const element = `${line.id}.without.${problem.acLines[outage]!.id}`;
      for (let t = 0; t < grid.periodCount; t++) {
        const row = model.row<'MW'>(POST_CONTINGENCY, element, t, -limitMw, limitMw);
        model.add(row, 1, columnAt(own, t));
        model.add(row, factors[index]!, columnAt(other, t));
      }
    });
  }
};
