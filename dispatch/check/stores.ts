import type { BatteryInput } from '#dispatch/domain';
import { type PlanReader, priced } from './plan-reader.ts';
import type { Findings } from './violation.ts';

const LAW = 'storage_balance';

/** What a store may hold and move: given, or chosen by the plan. */
interface Size {
  readonly chargeMw: number;
  readonly dischargeMw: number;
  readonly minimumMwh: number;
  readonly maximumMwh: number;
}

export const checkStores = (read: PlanReader, findings: Findings): void => {
  for (const battery of read.problem.batteries) checkStore(read, findings, battery);
};

const sizeOf = (read: PlanReader, battery: BatteryInput): Size => {
  const { power, energy, hoursAtFullPower } = battery.expansion ?? {};
  const chosenMw = power && (read.chosen(battery.id, 'capacityMw') ?? Number.NaN);
  const chosenMwh =
    energy !== undefined
      ? (read.chosen(battery.id, 'capacityMwh') ?? Number.NaN)
      : chosenMw !== undefined && hoursAtFullPower !== undefined
        ? chosenMw * hoursAtFullPower
        : undefined;
  return {
    chargeMw: chosenMw ?? battery.chargeMw,
    dischargeMw: chosenMw ?? battery.dischargeMw,
    minimumMwh: chosenMwh === undefined ? battery.minimumMwh : 0,
    maximumMwh: chosenMwh ?? battery.maximumMwh,
  };
};

/** Quantities of a store as the plan tells them. */
const flowsOf = (read: PlanReader, { id, site }: BatteryInput) => {
  const kind = site === undefined ? 'battery' : 'ups';
  return {
    charge: read.of(kind, id, 'chargeMw'),
    discharge: read.of(kind, id, 'dischargeMw'),
    stored: read.of(kind, id, 'storedMwh'),
  };
};

const checkStore = (read: PlanReader, findings: Findings, battery: BatteryInput): void => {
  const { charge, discharge, stored } = flowsOf(read, battery);
  const size = sizeOf(read, battery);
  const isCyclic = battery.isCyclic === true;
  let decayed = battery.initialMwh;
  for (const t of read.periods) {
    const hours = read.hours(t);
    const kept = Math.max(0, 1 - (battery.lossRatioPerH ?? 0)) ** hours;
    const before = t > 0 ? stored[t - 1]! : isCyclic ? stored.at(-1)! : battery.initialMwh;
    const inflow = (battery.inflowMw?.[t] ?? 0) * hours;
    const moved =
      battery.chargeEfficiencyRatio * charge[t]! - discharge[t]! / battery.dischargeEfficiencyRatio;
    const most = kept * before + moved * hours + inflow;
    // What comes in from outside and finds no room is spilled, never more than that.
    findings.atMost(LAW, battery.id, t, stored[t]!, most, 'MWh', before);
    findings.atLeast(LAW, battery.id, t, stored[t]!, most - inflow, 'MWh', before);
    decayed *= kept;
    const [lowest, highest] = isCyclic
      ? [size.minimumMwh, size.maximumMwh]
      : [Math.min(size.minimumMwh, decayed), Math.max(size.maximumMwh, battery.initialMwh)];
    const fixed = battery.contents?.find(({ period }) => period === t)?.mwh;
    if (fixed !== undefined) findings.equal(LAW, battery.id, t, stored[t]!, fixed, 'MWh');
    else {
      findings.atLeast(LAW, battery.id, t, stored[t]!, lowest, 'MWh', size.maximumMwh);
      findings.atMost(LAW, battery.id, t, stored[t]!, highest, 'MWh', size.maximumMwh);
    }
    checkPower(findings, battery, size, t, charge[t]!, discharge[t]!);
  }
};

/** Power counts as none below this. */
const NO_POWER_MW = 1e-4;

const checkPower = (
  findings: Findings,
  battery: BatteryInput,
  size: Size,
  t: number,
  charge: number,
  discharge: number,
): void => {
  const { id } = battery;
  findings.atLeast(LAW, id, t, charge, 0, 'MW');
  findings.atLeast(LAW, id, t, discharge, 0, 'MW');
  findings.atMost(LAW, id, t, charge, size.chargeMw, 'MW');
  findings.atMost(LAW, id, t, discharge, size.dischargeMw, 'MW');
  const canShare =
    size.chargeMw > 0 &&
    size.dischargeMw > 0 &&
    battery.expansion?.power === undefined &&
    battery.hasTwoConverters !== true;
  if (canShare) {
    const used = charge / size.chargeMw + discharge / size.dischargeMw;
    findings.atMost(LAW, `${id}.shared`, t, used, 1, 'share');
  }
  if (battery.isOneWay === true)
    findings.atMost(LAW, `${id}.oneWay`, t, Math.min(charge, discharge), 0, 'MW', size.chargeMw);
  if (battery.minimumChargeMw !== undefined && charge > NO_POWER_MW)
    findings.atLeast(LAW, `${id}.least`, t, charge, battery.minimumChargeMw, 'MW');
};

/** A store that stands beside a one-way connection neither takes what is bought nor gives to what is sold. */
export const checkBesideConnections = (read: PlanReader, findings: Findings): void => {
  const { batteries, gridConnections } = read.problem;
  for (const battery of batteries) {
    const { charge, discharge } = flowsOf(read, battery);
    for (const [connection, quantity, own] of [
      [battery.notChargedFrom, 'importMw', charge],
      [battery.notSoldInto, 'exportMw', discharge],
    ] as const) {
      if (connection === undefined) continue;
      const other = read.of('grid', gridConnections[connection]!.id, quantity);
      for (const t of read.periods)
        findings.atMost(LAW, `${battery.id}.beside`, t, Math.min(own[t]!, other[t]!), 0, 'MW', own[t]!);
    }
  }
};

/** What a store misses and is worth, in yuan. */
interface StoreYuan {
  readonly shortfall: number;
  readonly band: number;
  readonly storedValue: number;
  readonly flow: number;
}

/** Content short of what is owed and outside its band at their prices; what is left at the end; what flows cost. */
export const storeYuan = (read: PlanReader, battery: BatteryInput, unservedYuan: number): StoreYuan => {
  const { charge, discharge, stored } = flowsOf(read, battery);
  const isFree = battery.isCyclic === true;
  const outside = stored.map((mwh) => Math.max(0, battery.minimumMwh - mwh, mwh - battery.maximumMwh));
  const hasBand = !isFree && battery.expansion === undefined;
  let shortfall = isFree ? 0 : priced(unservedYuan, Math.max(0, battery.finalMwh - stored.at(-1)!));
  for (const { period, mwh, shortfallYuanPerMwh } of battery.goals ?? [])
    shortfall += priced(shortfallYuanPerMwh, Math.max(0, mwh - stored[period]!));
  const { leastMw, shortfallYuanPerMwh } = battery.chargeDemand ?? {};
  for (const t of read.periods) {
    const isFull = stored[t]! >= battery.maximumMwh - NO_POWER_MW;
    const missing = Math.min(leastMw?.[t] ?? 0, battery.chargeMw) - charge[t]!;
    if (!isFull && missing > 0) shortfall += (shortfallYuanPerMwh?.[t] ?? 0) * missing * read.hours(t);
  }
  const { flowYuanPerMwh } = battery;
  const flow = (t: number): number =>
    (flowYuanPerMwh?.charge[t] ?? 0) * charge[t]! + (flowYuanPerMwh?.discharge[t] ?? 0) * discharge[t]!;
  return {
    shortfall,
    band: hasBand ? priced(unservedYuan, read.energy(outside)) : 0,
    storedValue: -(battery.endYuanPerMwh ?? 0) * stored.at(-1)!,
    flow: read.energy(read.periods.map(flow)),
  };
};
