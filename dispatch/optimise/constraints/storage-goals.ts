import type { BatteryInput } from '#dispatch/domain';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';

/** Contents that are owed at the end of periods: content + missing >= goal, what is missing at its price; rows of the given block. */
export const storageGoals = (
  { model }: BlockContext,
  block: string,
  battery: BatteryInput,
  stored: Decision<'MWh'>,
): void => {
  const goals = (battery.goals ?? []).filter((goal) => goal.mwh > 0);
  if (goals.length === 0) return;
  const missing = model.decide<'MWh'>(
    'goalShortfallMwh',
    battery.id,
    goals.length,
    zero,
    (i) => goals[i]!.mwh,
  );
  goals.forEach(({ period, mwh, shortfallYuanPerMwh }, i) => {
    const row = model.row<'MWh'>(block, `${battery.id}.goal`, period, mwh, Number.POSITIVE_INFINITY);
    model.add(row, 1, columnAt(stored, period));
    model.add(row, 1, columnAt(missing, i));
    model.charge('storageShortfall', columnAt(missing, i), shortfallYuanPerMwh);
  });
};
