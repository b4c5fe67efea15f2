import type { BatteryInput } from '#dispatch/domain';
import type { PlanReader } from './plan-reader.ts';
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
  const canShare = size.chargeMw > 0 && size.dischargeMw > 0 && battery.expansion?.power === undefined;
  if (canShare) {
    const used = charge / size.chargeMw + discharge / size.dischargeMw;
    findings.atMost(LAW, `${id}.shared`, t, used, 1, 'share');
  }
  if (battery.isOneWay === true)
    findings.atMost(LAW, `${id}.oneWay`, t, Math.min(charge, discharge), 0, 'MW', size.chargeMw);
  if (battery.minimumChargeMw !== undefined && charge > NO_POWER_MW)
    findings.atLeast(LAW, `${id}.least`, t, charge, battery.minimumChargeMw, 'MW');
};

/** Content short of the final level, and content outside the band through the window (MWh times hours). */
export const storeMisses = (
  read: PlanReader,
  battery: BatteryInput,
): { readonly finalMwh: number; readonly outsideMwhH: number } => {
  const { stored } = flowsOf(read, battery);
  const isFree = battery.isCyclic === true;
  const outside = (t: number): number =>
    Math.max(0, battery.minimumMwh - stored[t]!, stored[t]! - battery.maximumMwh);
  return {
    finalMwh: isFree ? 0 : Math.max(0, battery.finalMwh - stored.at(-1)!),
    outsideMwhH:
      isFree || battery.expansion !== undefined
        ? 0
        : read.periods.reduce((sum, t) => sum + outside(t) * read.hours(t), 0),
  };
};
