import { type Horizon, periodMs } from '#units';
import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const HVDC_LINK = 'hvdc_link';

/** Hold blocks are aligned to the clock, so that a window that starts inside one keeps its boundaries. */
const blockOfPeriod = (horizon: Horizon, holdPeriods: number, t: number): number =>
  Math.floor((Math.floor(horizon.startMs / periodMs(horizon)) + t) / Math.max(1, holdPeriods));

/** The hold block, counted from the window's first, in which a period lies. */
export const holdBlockAt = (horizon: Horizon, holdPeriods: number, t: number): number =>
  blockOfPeriod(horizon, holdPeriods, t) - blockOfPeriod(horizon, holdPeriods, 0);
export const holdBlockCount = (horizon: Horizon, holdPeriods: number): number =>
  holdBlockAt(horizon, holdPeriods, horizon.periodCount - 1) + 1;

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
