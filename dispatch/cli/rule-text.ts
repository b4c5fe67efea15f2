import { RULE_COLUMNS, ruleRows } from '#dispatch/charts';
import type { Plan } from '#dispatch/domain';
import { textTable } from '#platform/cli-shell';
import type { Language } from '#units';

/** The rules that a plan reckoned with, as a table; null when none holds. */
export function ruleTable(plan: Plan, language: Language): string | null {
  const rows = ruleRows(plan, language);
  if (rows.length === 0) return null;
  const columns = RULE_COLUMNS.map((title, at) => ({
    title: title[language],
    ...(at === 0 ? { most: 48 } : { align: 'right' as const }),
  }));
  return textTable(columns, rows);
}
