import type { BatteryTerms, Conflict, DispatchCase, Relaxation } from '#dispatch/domain';
import type { PowerSolution } from '#dispatch/optimise';
import type { Bilingual } from '#units';

/** A goal of a battery that the answer does not reach. */
export interface MissedGoal {
  readonly battery: string;
  /** Step at whose end it was due, from 1. */
  readonly step: number;
  readonly goalKwh: number;
  readonly reachedKwh: number;
  readonly missingKwh: number;
  /** What charging at full power from the first step would reach. */
  readonly reachableKwh: number;
  readonly text: Bilingual;
}

/** What came of somebody else's case; money, power and energy in the units of the case. */
export interface CaseAnswer {
  readonly case: string;
  readonly format: DispatchCase['format'];
  readonly convention: DispatchCase['convention'];
  readonly currency: string | null;
  readonly powerUnit: DispatchCase['powerUnit'];
  readonly status: PowerSolution['outcome']['kind'];
  /** Null when there is no dispatch. A cost, but for batteries a benefit. */
  readonly objective: number | null;
  readonly objectiveMeans: 'cost' | 'benefit';
  /** What no dispatch can do better than; null when there is none, or the objective is not what was minimised. */
  readonly bound: number | null;
  readonly gapRatio: number | null;
  readonly periods: number;
  readonly model: PowerSolution['model'];
  readonly capacities: readonly { readonly element: string; readonly unit: string; readonly value: number }[];
  /** Price of energy by bus, over the periods. */
  readonly prices: Readonly<
    Record<string, { readonly least: number; readonly mean: number; readonly most: number }>
  >;
  readonly missedGoals: readonly MissedGoal[];
  readonly remarks: readonly Bilingual[];
  readonly seconds: number;
  /** What cannot hold together, when there is no dispatch, and the cheapest way out. */
  readonly conflicts?: readonly Conflict[];
  readonly relaxation?: Relaxation | null;
}

/** Reads a dispatch back into the terms of the case it answers. */
export const caseAnswer = (given: DispatchCase, solution: PowerSolution, seconds: number): CaseAnswer => {
  const hasDispatch = Number.isFinite(solution.objectiveValue);
  const { infeasibility, outcome } = solution;
  const scaled = (value: number): number | null => (Number.isFinite(value) ? value / given.moneyScale : null);
  return {
    case: given.name,
    format: given.format,
    convention: given.convention,
    currency: given.currency,
    powerUnit: given.powerUnit,
    status: outcome.kind,
    objective:
      hasDispatch && given.batteries !== null
        ? benefitOf(given, given.batteries, solution)
        : scaled(solution.objectiveValue),
    objectiveMeans: given.batteries === null ? 'cost' : 'benefit',
    bound: given.batteries === null ? scaled(solution.objectiveBound) : null,
    gapRatio: outcome.kind === 'feasible' ? outcome.gapRatio : outcome.kind === 'optimal' ? 0 : null,
    periods: given.problem.horizon.periodCount,
    model: solution.model,
    capacities: solution.capacities.map(({ element, quantity, value }) => ({
      element,
      unit: UNITS[quantity] ?? quantity,
      value,
    })),
    prices: pricesOf(given, solution),
    missedGoals: hasDispatch && given.batteries !== null ? missedGoals(given, given.batteries, solution) : [],
    remarks: given.remarks,
    seconds: Math.round(seconds * 1000) / 1000,
    ...(infeasibility === null
      ? {}
      : { conflicts: infeasibility.conflicts, relaxation: infeasibility.relaxation }),
  };
};

const UNITS: Readonly<Record<string, string>> = {
  capacityMw: 'MW',
  capacityMwh: 'MWh',
  capacityUnits: 'units',
};

const PRICE = 'areaYuanPerMwh.';

const pricesOf = (given: DispatchCase, { prices }: PowerSolution): CaseAnswer['prices'] => {
  const { costHours, moneyScale, problem } = given;
  const hours = problem.periodHours ?? costHours;
  const whole = costHours.reduce((sum, length) => sum + length, 0);
  const summary: Record<string, { least: number; mean: number; most: number }> = {};
  for (const [name, values] of Object.entries(prices)) {
    if (!name.startsWith(PRICE)) continue;
    const own = values.map((value, t) => (value * hours[t]!) / costHours[t]! / moneyScale);
    const mean = own.reduce((sum, value, t) => sum + value * costHours[t]!, 0) / whole;
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of own) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    summary[name.slice(PRICE.length)] = { least, mean, most };
  }
  return summary;
};

const seriesOf = ({ series }: PowerSolution, element: string, quantity: string): readonly number[] =>
  series.find((each) => each.element === element && each.quantity === quantity)?.values ?? [];

/**
 * The value that evcc's optimizer reports: sold less bought, and what the batteries gained since the end of the first
 * step, without its penalties and preferences. What is drawn beyond a limit is paid like the rest.
 */
const benefitOf = (given: DispatchCase, terms: BatteryTerms, solution: PowerSolution): number => {
  const last = given.costHours.length - 1;
  let benefit = 0;
  for (const { id } of given.problem.gridConnections) {
    const [bought, sold] = [seriesOf(solution, id, 'importMw'), seriesOf(solution, id, 'exportMw')];
    given.costHours.forEach((hours, t) => {
      benefit += hours * (sold[t]! * terms.exportYuanPerMwh[t]! - bought[t]! * terms.importYuanPerMwh[t]!);
    });
  }
  for (const { id, endYuanPerMwh } of terms.batteries) {
    const stored = seriesOf(solution, id, 'storedMwh');
    benefit += (stored[last]! - stored[0]!) * endYuanPerMwh;
  }
  return benefit - demandRate(given, solution);
};

const demandRate = ({ problem, moneyScale }: DispatchCase, solution: PowerSolution): number => {
  let charge = 0;
  for (const { id, demandCharges } of problem.gridConnections)
    for (const { yuanPerMw, soFarMw } of demandCharges ?? []) {
      const peakMw = seriesOf(solution, id, 'importMw').reduce((most, mw) => Math.max(most, mw), 0);
      charge += (yuanPerMw / moneyScale) * Math.max(0, peakMw - soFarMw);
    }
  return charge;
};

/** Below this a goal counts as reached: a tenth of a watt-hour. */
const REACHED_KWH = 1e-4;

const missedGoals = (given: DispatchCase, terms: BatteryTerms, solution: PowerSolution): MissedGoal[] =>
  terms.batteries.flatMap((battery) => {
    const stored = seriesOf(solution, battery.id, 'storedMwh');
    return battery.goals.flatMap(({ period, mwh }) => {
      const missingKwh = mwh - stored[period]!;
      if (missingKwh <= REACHED_KWH) return [];
      const hours = given.costHours.subarray(0, period + 1).reduce((sum, length) => sum + length, 0);
      const charged = battery.initialMwh + hours * battery.chargeMw * battery.chargeEfficiencyRatio;
      const reachableKwh = Math.min(charged, Math.max(battery.maximumMwh, battery.initialMwh));
      const goal = {
        battery: battery.id,
        step: period + 1,
        goalKwh: mwh,
        reachedKwh: stored[period]!,
        missingKwh,
        reachableKwh,
      };
      return [{ ...goal, text: missedWords(goal, hours) }];
    });
  });

const missedWords = (goal: Omit<MissedGoal, 'text'>, hours: number): Bilingual => {
  const kwh = (value: number): string => value.toFixed(2);
  const isOutOfReach = goal.reachableKwh < goal.goalKwh - REACHED_KWH;
  const zh = isOutOfReach
    ? `即使一直满功率充电，此前 ${hours.toFixed(2)} 小时最多充到 ${kwh(goal.reachableKwh)} kWh`
    : '另有限制更贵，不得不放弃';
  const en = isOutOfReach
    ? `even at full power all the time ${kwh(goal.reachableKwh)} kWh is all that ${hours.toFixed(2)} h allow`
    : 'another limit that is dearer to break stands against it';
  return {
    zh: `${goal.battery} 在第 ${goal.step} 步末的目标 ${kwh(goal.goalKwh)} kWh 差 ${kwh(goal.missingKwh)} kWh：${zh}。`,
    en: `${goal.battery} misses its goal of ${kwh(goal.goalKwh)} kWh at the end of step ${goal.step} by ${kwh(goal.missingKwh)} kWh: ${en}.`,
  };
};
