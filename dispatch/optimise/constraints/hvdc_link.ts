import { holdBlockAt } from '../hold-blocks.ts';
import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const HVDC_LINK = 'hvdc_link';

/**
 * A DC link sends between its minimum and its rating, in steps held for a block (one column a block), loses a share
 * on the way, earns the delivered energy, and pays for what it delivers less than contracted:
 * (1 - loss) x sent + shortfall >= contracted.
 */
export const hvdcLink = ({ problem, model, decisions, grid }: BlockContext): void => {
  problem.hvdcLinks.forEach((link, i) => {
    const arriving = 1 - link.lossRatio;
    for (let t = 0; t < grid.periodCount; t++) {
      const sent = columnAt(decisions.hvdcSentMw[i]!, holdBlockAt(problem.horizon, link.holdPeriods, t));
      const shortfall = columnAt(decisions.hvdcShortfallMw[i]!, t);
      model.charge('hvdcDelivery', sent, -link.deliveredYuanPerMwh[t]! * arriving * grid.hours);
      model.charge('hvdcShortfall', shortfall, link.shortfallYuanPerMwh * grid.hours);
      if (link.contractedMw[t]! <= 0) continue;
      const row = model.row<'MW'>(HVDC_LINK, link.id, t, link.contractedMw[t]!, Number.POSITIVE_INFINITY);
      model.add(row, arriving, sent);
      model.add(row, 1, shortfall);
    }
  });
};
