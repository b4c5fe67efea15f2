import type { BatteryInput } from '#dispatch/domain';
import { heldFor, onSwitch, perMw, storedPer } from '../model/conversion.ts';
import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, one, zero } from './block-context.ts';
import { demandedCharge } from './charge-demand.ts';
import { contentBounds, type OutsideBand, outsideBand } from './content-band.ts';
import { decideCapacity, withinCapacity } from './expansion.ts';
import type { GridDecisions } from './grid_connection.ts';
import { storageGoals } from './storage-goals.ts';

export const STORAGE_BALANCE = 'storage_balance';

export interface StorageDecisions {
  readonly chargeMw: readonly Decision<'MW'>[];
  readonly dischargeMw: readonly Decision<'MW'>[];
  readonly storedMwh: readonly Decision<'MWh'>[];
  /** One column: what is missing at the end. */
  readonly storageShortfallMwh: readonly Decision<'MWh'>[];
  readonly outsideBand: readonly OutsideBand[];
}
interface Store {
  readonly charge: Decision<'MW'>;
  readonly discharge: Decision<'MW'>;
  readonly stored: Decision<'MWh'>;
  readonly missing: Decision<'MWh'>;
}

/**
 * A store's content at the end of a period = content before, less what is lost, + charged x efficiency - discharged /
 * efficiency + inflow - spilled. At the end of the horizon it holds its final level (or as much as at the beginning),
 * else the missing energy is priced like unserved energy. Wear and lease are charged on discharged energy: what passed
 * through the cells once. Charging and discharging share the store: the shares of the two limits that are used never
 * exceed one; or each has a converter of its own; or only one of them runs, a whole number. Power and content may be
 * capacities to choose. A store behind a site's meter meets the site's own power instead of the area's. Contents may be
 * owed at some hours, charging be demanded until it is full, and what is left at the end be worth something.
 */
export const storageBalance = (context: BlockContext, grid: GridDecisions): StorageDecisions => {
  const stores = context.problem.batteries.map((battery) => oneStore(context, battery, grid));
  return {
    chargeMw: stores.map(({ charge }) => charge),
    dischargeMw: stores.map(({ discharge }) => discharge),
    storedMwh: stores.map(({ stored }) => stored),
    storageShortfallMwh: stores.map(({ missing }) => missing),
    outsideBand: stores.map(({ outside }) => outside),
  };
};

const oneStore = (
  context: BlockContext,
  battery: BatteryInput,
  connections: GridDecisions,
): Store & { outside: OutsideBand } => {
  const { grid, model, areaRows } = context;
  const store = declare(context, battery);
  const spilled =
    battery.inflowMw &&
    model.decide<'MW'>('spilledMw', battery.id, grid.periodCount, zero, (t) => battery.inflowMw![t]!);
  for (let t = 0; t < grid.periodCount; t++) {
    contentAfter(context, battery, store, spilled, t);
    if (sharesPower(battery)) sharedPower(context, battery, store, t);
    if (battery.site !== undefined) continue;
    model.add(areaRows[battery.area]![t]!, 1, columnAt(store.discharge, t));
    model.add(areaRows[battery.area]![t]!, -1, columnAt(store.charge, t));
  }
  const toppedUp = demandedCharge(context, STORAGE_BALANCE, battery, store);
  if (battery.isOneWay === true || (battery.minimumChargeMw ?? 0) > 0)
    oneWay(context, battery, store, toppedUp);
  besideConnection(context, battery, store, connections);
  storageGoals(context, STORAGE_BALANCE, battery, store.stored);
  finalLevel(context, battery, store);
  buildStore(context, battery, store);
  return { ...store, outside: outsideBand(context, STORAGE_BALANCE, battery, store.stored) };
};

const sharesPower = ({ isOneWay, hasTwoConverters, expansion }: BatteryInput): boolean =>
  isOneWay !== true && hasTwoConverters !== true && expansion?.power === undefined;

const declare = (context: BlockContext, battery: BatteryInput): Store => {
  const { model, grid, hours } = context;
  const n = grid.periodCount;
  const power = battery.expansion?.power?.maximum;
  const band = contentBounds(battery, hours);
  const fixed = new Map(battery.contents?.map(({ period, mwh }) => [period, mwh]));
  return {
    charge: model.decide<'MW'>('chargeMw', battery.id, n, zero, () => power ?? battery.chargeMw),
    discharge: model.decide<'MW'>('dischargeMw', battery.id, n, zero, () => power ?? battery.dischargeMw),
    stored: model.decide<'MWh'>(
      'storedMwh',
      battery.id,
      n,
      (t) => fixed.get(t) ?? band.least(t),
      (t) => fixed.get(t) ?? band.most(t),
    ),
    missing: model.decide<'MWh'>('storageShortfallMwh', battery.id, 1, zero, () => battery.finalMwh),
  };
};

const contentAfter = (
  { model, grid, hours }: BlockContext,
  battery: BatteryInput,
  { charge, discharge, stored }: Store,
  spilled: Decision<'MW'> | undefined,
  t: number,
): void => {
  const kept = Math.max(0, 1 - (battery.lossRatioPerH ?? 0)) ** hours[t]!;
  const isFirst = t === 0 && battery.isCyclic !== true;
  const known = (isFirst ? kept * battery.initialMwh : 0) + (battery.inflowMw?.[t] ?? 0) * hours[t]!;
  const row = model.row<'MWh'>(STORAGE_BALANCE, battery.id, t, known, known);
  const before = t > 0 ? t - 1 : grid.periodCount - 1;
  model.add(row, 1, columnAt(stored, t));
  if (!isFirst) model.add(row, -kept, columnAt(stored, before));
  model.addConverted(row, -battery.chargeEfficiencyRatio, heldFor(hours[t]!), columnAt(charge, t));
  model.addConverted(row, 1 / battery.dischargeEfficiencyRatio, heldFor(hours[t]!), columnAt(discharge, t));
  if (spilled !== undefined) model.addConverted(row, 1, heldFor(hours[t]!), columnAt(spilled, t));
  model.charge('wear', columnAt(discharge, t), battery.wearYuanPerMwh * hours[t]!);
  model.charge('lease', columnAt(discharge, t), (battery.leaseYuanPerMwh ?? 0) * hours[t]!);
  if (battery.flowYuanPerMwh === undefined) return;
  model.charge('operation', columnAt(charge, t), battery.flowYuanPerMwh.charge[t]! * hours[t]!);
  model.charge('operation', columnAt(discharge, t), battery.flowYuanPerMwh.discharge[t]! * hours[t]!);
};

const sharedPower = (
  { model }: BlockContext,
  { id, chargeMw, dischargeMw }: BatteryInput,
  { charge, discharge }: Store,
  t: number,
): void => {
  if (!(chargeMw > 0 && dischargeMw > 0 && Number.isFinite(chargeMw) && Number.isFinite(dischargeMw))) return;
  const row = model.row<'share'>(STORAGE_BALANCE, `${id}.shared`, t, 0, 1);
  model.addConverted(row, 1, perMw(chargeMw), columnAt(charge, t));
  model.addConverted(row, 1, perMw(dischargeMw), columnAt(discharge, t));
};

/** charge <= limit x charging, charge >= least x charging, discharge <= limit x (1 - charging). */
const oneWay = (
  { model, grid }: BlockContext,
  battery: BatteryInput,
  { charge, discharge }: Store,
  toppedUp: Decision<'switch'> | null,
): void => {
  const charging = model.decideWhole<'switch'>('charging', battery.id, grid.periodCount, zero, one);
  const { id, minimumChargeMw = 0 } = battery;
  for (let t = 0; t < grid.periodCount; t++) {
    const [taken, given, isCharging] = [columnAt(charge, t), columnAt(discharge, t), columnAt(charging, t)];
    const most = model.row<'MW'>(STORAGE_BALANCE, `${id}.charging`, t, Number.NEGATIVE_INFINITY, 0);
    model.add(most, 1, taken);
    model.addConverted(most, -1, onSwitch(model.upperOf(taken)), isCharging);
    if (minimumChargeMw > 0) {
      const least = model.row<'MW'>(STORAGE_BALANCE, `${id}.least`, t, 0, Number.POSITIVE_INFINITY);
      model.add(least, 1, taken);
      model.addConverted(least, -1, onSwitch(minimumChargeMw), isCharging);
      if (toppedUp !== null) model.addConverted(least, 1, onSwitch(minimumChargeMw), columnAt(toppedUp, t));
    }
    const dischargeMw = model.upperOf(given);
    if (battery.isOneWay !== true || dischargeMw <= 0) continue;
    const other = model.row<'MW'>(
      STORAGE_BALANCE,
      `${id}.discharging`,
      t,
      Number.NEGATIVE_INFINITY,
      dischargeMw,
    );
    model.add(other, 1, given);
    model.addConverted(other, 1, onSwitch(dischargeMw), isCharging);
  }
};

/** charge <= limit x (1 - buying), discharge <= limit x buying, of the connection it stands beside. */
const besideConnection = (
  { model, grid }: BlockContext,
  { id, chargeMw, dischargeMw, notChargedFrom, notSoldInto }: BatteryInput,
  { charge, discharge }: Store,
  { buying }: GridDecisions,
): void => {
  const own = notChargedFrom === undefined ? undefined : buying[notChargedFrom];
  const kept = notSoldInto === undefined ? undefined : buying[notSoldInto];
  for (let t = 0; t < grid.periodCount; t++) {
    if (own) {
      const row = model.row<'MW'>(STORAGE_BALANCE, `${id}.own`, t, Number.NEGATIVE_INFINITY, chargeMw);
      model.add(row, 1, columnAt(charge, t));
      model.addConverted(row, 1, onSwitch(chargeMw), columnAt(own, t));
    }
    if (kept) {
      const row = model.row<'MW'>(STORAGE_BALANCE, `${id}.kept`, t, Number.NEGATIVE_INFINITY, 0);
      model.add(row, 1, columnAt(discharge, t));
      model.addConverted(row, -1, onSwitch(dischargeMw), columnAt(kept, t));
    }
  }
};

const finalLevel = ({ problem, model, grid }: BlockContext, battery: BatteryInput, store: Store): void => {
  model.charge('storedValue', columnAt(store.stored, grid.periodCount - 1), -(battery.endYuanPerMwh ?? 0));
  if (battery.finalMwh <= 0 || battery.isCyclic === true) return;
  const last = grid.periodCount - 1;
  const row = model.row<'MWh'>(
    STORAGE_BALANCE,
    `${battery.id}.final`,
    last,
    battery.finalMwh,
    Number.POSITIVE_INFINITY,
  );
  model.add(row, 1, columnAt(store.stored, last));
  if (!Number.isFinite(problem.unservedYuanPerMwh)) return;
  model.add(row, 1, store.missing.first);
  model.charge('storageShortfall', store.missing.first, problem.unservedYuanPerMwh);
};

const buildStore = (context: BlockContext, battery: BatteryInput, store: Store): void => {
  const { model, grid } = context;
  const { power, energy, hoursAtFullPower } = battery.expansion ?? {};
  const powerMw = power && decideCapacity<'MW'>(context, battery.id, 'capacityMw', power);
  const energyMwh = energy && decideCapacity<'MWh'>(context, `${battery.id}.store`, 'capacityMwh', energy);
  for (let t = 0; t < grid.periodCount; t++) {
    if (powerMw !== undefined) {
      withinCapacity(context, `${battery.id}.charge`, t, 1, columnAt(store.charge, t), 1, powerMw);
      withinCapacity(context, `${battery.id}.discharge`, t, 1, columnAt(store.discharge, t), 1, powerMw);
    }
    if (energyMwh !== undefined)
      withinCapacity(context, `${battery.id}.store`, t, 1, columnAt(store.stored, t), 1, energyMwh);
    if (powerMw === undefined || hoursAtFullPower === undefined) continue;
    const row = model.row<'MWh'>(STORAGE_BALANCE, `${battery.id}.content`, t, Number.NEGATIVE_INFINITY, 0);
    model.add(row, 1, columnAt(store.stored, t));
    model.addConverted(row, -1, storedPer(hoursAtFullPower), powerMw.first);
  }
};
