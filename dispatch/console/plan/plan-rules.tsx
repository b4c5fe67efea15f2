import { RULE_COLUMNS, ruleRows } from '#dispatch/charts';
import type { Plan } from '#dispatch/domain';
import { Card, type Column, DataTable, useFormat, useText } from '#platform/web-shell';
import { say } from './plan-words.ts';

/** What each rule has counted by the end of the plan, beside its limit; nothing where no rule holds. */
export const PlanRules = ({ plan }: { readonly plan: Plan }) => {
  const t = useText();
  const { language } = useFormat();
  const rows = ruleRows(plan, language);
  if (rows.length === 0) return null;
  const columns = RULE_COLUMNS.map(
    (title, at): Column<string[]> => ({
      id: title.en,
      title: t(title),
      cell: (row) => row[at],
      numeric: at > 0,
    }),
  );
  return (
    <Card title={t(say.rules)} span={12} flush>
      <DataTable caption={t(say.rules)} columns={columns} rows={rows} rowKey={(row) => row.join()} />
    </Card>
  );
};
