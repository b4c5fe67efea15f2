import type { PlantState, Rule, RuleCount } from '#dispatch/domain';

/** The version of each rule that holds on a Shanghai day. */
export const ruleOn = (rules: readonly Rule[], day: string): readonly Rule[] =>
  rules.filter((rule) => rule.effectiveFrom <= day && day <= (rule.effectiveTo ?? '9999'));

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
const later = (a: string, b: string): string => (a > b ? a : b);

/** What a rule has counted since its count began: as metered, or as the region says before anything was metered. */
export function countedBefore(
  rule: Rule,
  since: string | null,
  state: PlantState,
): Pick<RuleCount, 'part' | 'whole'> {
  if (since === null) return { part: 0, whole: 0 };
  const counted = state.counted?.[rule.id];
  if (counted === undefined) return soFarOf(rule);
  return counted.since === since ? counted : { part: 0, whole: 0 };
}

const soFarOf = (rule: Rule): Pick<RuleCount, 'part' | 'whole'> =>
  rule.kind === 'carbon'
    ? { part: rule.soFarTonnes, whole: 0 }
    : { part: rule.soFar.partMwh, whole: rule.soFar.wholeMwh };
