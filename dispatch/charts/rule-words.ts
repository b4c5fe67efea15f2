import type { Plan, RuleOutcome } from '#dispatch/domain';
import type { Bilingual, Language } from '#units';
import { figure, percent } from './figures.ts';

const IS_FLOOR: ReadonlySet<RuleOutcome['kind']> = new Set(['greenShare', 'selfUse', 'selfSupply']);

export const RULE_COLUMNS: readonly Bilingual[] = [
  { zh: '规则', en: 'Rule' },
  { zh: '期末累计', en: 'Counted by the end' },
  { zh: '限额', en: 'Limit' },
  { zh: '超出', en: 'Beyond it' },
];

/** A row for every rule that the plan reckoned with: its name, its count, its limit, what goes beyond it. */
export const ruleRows = (plan: Plan, language: Language): string[][] =>
  (plan.rules ?? []).map((rule) => {
    const { kind, limit, part, whole, excess } = rule;
    const isCarbon = kind === 'carbon';
    const unit = isCarbon ? 't' : 'MWh';
    const bound = isCarbon ? `${figure(limit, language)} t` : percent(limit, language);
    const counted = isCarbon
      ? `${figure(part, language)} t`
      : whole > 0
        ? percent(part / whole, language)
        : '—';
    return [
      rule.name[language],
      counted,
      `${IS_FLOOR.has(kind) ? '≥' : '≤'} ${bound}`,
      excess > 0 ? `${figure(excess, language)} ${unit}` : '—',
    ];
  });
