import { type BudgetRule, bindsPlans, type PlantState, type Rule, type RuleCount } from '#dispatch/domain';
import { MS_PER_DAY, shanghaiDay, shanghaiDayStartMs } from '#units';

/** The version of each rule that holds on a Shanghai day. */
export const ruleOn = (rules: readonly Rule[], day: string): readonly Rule[] =>
  rules.filter((rule) => rule.effectiveFrom <= day && day <= (rule.effectiveTo ?? '9999'));

/** Those by which plans of that day are bound. */
export const bindingOn = (rules: readonly Rule[], day: string): readonly BudgetRule[] =>
  ruleOn(rules, day).filter(bindsPlans);

/** The Shanghai day on which a rule's running count began; null when each plan counts for itself. */
export function countBegins(rule: Rule, day: string): string | null {
  switch (rule.countedOver) {
    case 'window':
      return null;
    case 'month':
      return later(`${day.slice(0, 7)}-01`, rule.effectiveFrom);
    case 'year':
      return later(`${day.slice(0, 4)}-01-01`, rule.effectiveFrom);
  }
}

/** The last Shanghai day of the count that a day belongs to; the day itself when each day counts for itself. */
export function countEnds(rule: Rule, day: string): string {
  const last = {
    window: day,
    month: dayBefore(monthAfter(day)),
    year: `${day.slice(0, 4)}-12-31`,
  }[rule.countedOver];
  return rule.effectiveTo !== undefined && rule.effectiveTo < last ? rule.effectiveTo : last;
}
const later = (a: string, b: string): string => (a > b ? a : b);
const monthAfter = (day: string): string => {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
};

export const daysAfter = (day: string, count: number): string =>
  shanghaiDay(shanghaiDayStartMs(day) + count * MS_PER_DAY);
const dayBefore = (day: string): string => daysAfter(day, -1);
/** Days from one to another, neither more than once: 1 from a day to the next. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((shanghaiDayStartMs(to) - shanghaiDayStartMs(from)) / MS_PER_DAY);

/** What a rule has counted since its count began: as metered, or as the region says before anything was metered. */
export function countedBefore(
  rule: BudgetRule,
  since: string | null,
  state: PlantState,
): Pick<RuleCount, 'part' | 'whole'> {
  if (since === null) return { part: 0, whole: 0 };
  const counted = state.counted?.[rule.id];
  if (counted === undefined) return soFarOf(rule);
  return counted.since === since ? counted : { part: 0, whole: 0 };
}

/** What the region says was counted before anything was metered, MWh or tonnes. */
export const soFarOf = (rule: Rule): Pick<RuleCount, 'part' | 'whole'> => {
  switch (rule.kind) {
    case 'carbon':
      return { part: rule.soFarTonnes, whole: 0 };
    case 'pue':
    case 'forecast':
      return { part: 0, whole: 0 };
    default:
      return { part: rule.soFar.partMwh, whole: rule.soFar.wholeMwh };
  }
};
