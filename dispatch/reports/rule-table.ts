import { RULE_COLUMNS, ruleRows } from '#dispatch/charts';
import type { Plan } from '#dispatch/domain';
import type { Language } from '#units';
import type { Html } from './html.ts';
import { table } from './table.ts';

/** The rules that a plan reckoned with; null when none holds. */
export function ruleTable(plan: Plan, language: Language): Html | null {
  const rows = ruleRows(plan, language);
  if (rows.length === 0) return null;
  return table({
    columns: RULE_COLUMNS.map((title, at) => ({
      title: title[language],
      ...(at > 0 ? { number: true } : {}),
    })),
    rows,
  });
}
