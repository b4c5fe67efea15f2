import type { BatteryInput } from '#dispatch/domain';
import { heldFor, onSwitch, perSwitch } from '../model/conversion.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, one, zero } from './block-context.ts';

/** The columns of a store that its demand binds. */
interface Store {
  readonly charge: Decision<'MW'>;
  readonly stored: Decision<'MWh'>;
}

/**
 * Charging that is demanded until the store is full: charge + missing >= least x (1 - full), where full may be one only
 * when the content has reached its maximum: maximum - content <= maximum x (1 - full). In the last step before that the
 * store may take less than its least charging power: `toppedUp`, which is returned, may be one when less room is left
 * than that power would fill. Rows of the given block; null where nothing is demanded.
 */
export const demandedCharge = (
  context: BlockContext,
  block: string,
  battery: BatteryInput,
  store: Store,
): Decision<'switch'> | null => {
  const demand = battery.chargeDemand;
  if (demand === undefined) return null;
  const { model, grid } = context;
  const isDemanded = (t: number): boolean => demand.leastMw[t]! > 0;
  const atDemand = (t: number): number => (isDemanded(t) ? one() : zero());
  const n = grid.periodCount;
  const full = model.decideWhole<'switch'>('full', battery.id, n, zero, atDemand);
  const toppedUp = model.decideWhole<'switch'>('toppedUp', battery.id, n, zero, atDemand);
  const missing = model.decide<'MW'>('demandShortfallMw', battery.id, n, zero, (t) => demand.leastMw[t]!);
  for (let t = 0; t < n; t++) {
    if (!isDemanded(t)) continue;
    const leastMw = Math.min(demand.leastMw[t]!, battery.chargeMw);
    const row = model.row<'MW'>(block, `${battery.id}.demand`, t, leastMw, Number.POSITIVE_INFINITY);
    model.add(row, 1, columnAt(store.charge, t));
    model.add(row, 1, columnAt(missing, t));
    model.addConverted(row, 1, onSwitch(leastMw), columnAt(full, t));
    const perMw = demand.shortfallYuanPerMwh[t]! * context.hours[t]!;
    model.charge('storageShortfall', columnAt(missing, t), perMw);
    roomLeft(context, block, battery, store, t, 'full', full, 0);
    const lastStepMwh = (battery.minimumChargeMw ?? 0) * heldFor(context.hours[t]!);
    roomLeft(context, block, battery, store, t, 'toppedUp', toppedUp, lastStepMwh);
  }
  return toppedUp;
};

/** maximum - content <= maximum x (1 - flag) + room. */
const roomLeft = (
  { model }: BlockContext,
  block: string,
  { id, maximumMwh }: BatteryInput,
  { stored }: Store,
  t: number,
  name: string,
  flag: Decision<'switch'>,
  roomMwh: number,
): void => {
  const row = model.row<'MWh'>(block, `${id}.${name}`, t, Number.NEGATIVE_INFINITY, roomMwh);
  model.add(row, -1, columnAt(stored, t));
  model.addConverted(row, 1, perSwitch<'switch', 'MWh'>(maximumMwh), columnAt(flag, t));
};
