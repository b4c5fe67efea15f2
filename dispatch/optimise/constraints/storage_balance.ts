import { heldFor, perMw } from '../model/conversion.ts';
import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const STORAGE_BALANCE = 'storage_balance';

/**
 * A battery's content at the end of a period = content before + charged x efficiency - discharged / efficiency.
 * At the end of the horizon it holds its final level, or the missing energy is priced like unserved energy.
 * Wear is charged on discharged energy: what passed through the cells once. Charging and discharging share the battery:
 * the shares of the two limits that are used never exceed one.
 */
export const storageBalance = (context: BlockContext): void => {
  context.problem.batteries.forEach((_, index) => {
    for (let t = 0; t < context.grid.periodCount; t++) {
      contentAfter(context, index, t);
      sharedPower(context, index, t);
    }
    finalLevel(context, index);
  });
};

const contentAfter = ({ problem, model, decisions, grid }: BlockContext, index: number, t: number): void => {
  const battery = problem.batteries[index]!;
  const before = t === 0 ? battery.initialMwh : 0;
  const row = model.row<'MWh'>(STORAGE_BALANCE, battery.id, t, before, before);
  const [charge, discharge] = [
    columnAt(decisions.chargeMw[index]!, t),
    columnAt(decisions.dischargeMw[index]!, t),
  ];
  model.add(row, 1, columnAt(decisions.storedMwh[index]!, t));
  if (t > 0) model.add(row, -1, columnAt(decisions.storedMwh[index]!, t - 1));
  model.addConverted(row, -battery.chargeEfficiencyRatio, heldFor(grid.hours), charge);
  model.addConverted(row, 1 / battery.dischargeEfficiencyRatio, heldFor(grid.hours), discharge);
  model.charge('wear', discharge, battery.wearYuanPerMwh * grid.hours);
};

const sharedPower = ({ problem, model, decisions }: BlockContext, index: number, t: number): void => {
  const { id, chargeMw, dischargeMw } = problem.batteries[index]!;
  if (chargeMw <= 0 || dischargeMw <= 0) return;
  const row = model.row<'share'>(STORAGE_BALANCE, `${id}.shared`, t, 0, 1);
  model.addConverted(row, 1, perMw(chargeMw), columnAt(decisions.chargeMw[index]!, t));
  model.addConverted(row, 1, perMw(dischargeMw), columnAt(decisions.dischargeMw[index]!, t));
};

const finalLevel = ({ problem, model, decisions, grid }: BlockContext, index: number): void => {
  const battery = problem.batteries[index]!;
  if (battery.finalMwh <= 0) return;
  const last = grid.periodCount - 1;
  const missing = columnAt(decisions.storageShortfallMwh[index]!, 0);
  const row = model.row<'MWh'>(
    STORAGE_BALANCE,
    `${battery.id}.final`,
    last,
    battery.finalMwh,
    Number.POSITIVE_INFINITY,
  );
  model.add(row, 1, columnAt(decisions.storedMwh[index]!, last));
  model.add(row, 1, missing);
  model.charge('storageShortfall', missing, problem.unservedYuanPerMwh);
};
