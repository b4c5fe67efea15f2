import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

/**
 * PV and wind feed in what is available minus what is curtailed; curtailment lies between zero and all of it, so the
 * block has bounds and charges and no rows. Running costs are saved, the price of curtailment paid, by curtailing.
 */
export const renewable = ({ problem, model, decisions, grid }: BlockContext): void => {
  problem.renewables.forEach((plant, i) => {
    for (let t = 0; t < grid.periodCount; t++) {
      const curtailed = columnAt(decisions.curtailedMw[i]!, t);
      const runningYuan = plant.operatingYuanPerMwh * grid.hours;
      model.chargeConstant('operation', runningYuan * plant.availableMw[t]!);
      model.charge('operation', curtailed, -runningYuan);
      model.charge('curtailment', curtailed, problem.curtailedYuanPerMwh * grid.hours);
    }
  });
};
