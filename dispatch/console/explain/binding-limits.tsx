import { EXPLANATION_WORDS, LIMIT_KINDS, stakeText } from '#dispatch/charts';
import type { Explanation, Plan } from '#dispatch/domain';
import { Card, type Column, DataTable, useFormat, useText } from '#platform/web-shell';
import { say } from './explain-words.ts';
import { priceText } from './price-text.ts';

interface LimitRow {
  readonly key: string;
  readonly first: Explanation;
  readonly stake: number;
  readonly meanPrice: number;
}

/** Limits that cost something, each once for the whole window. */
const limitsOf = (plan: Plan): LimitRow[] => {
  const rows = new Map<string, { first: Explanation; stake: number; priced: number; ms: number }>();
  for (const row of plan.explanations) {
    if (!LIMIT_KINDS.has(row.kind)) continue;
    const key = `${row.kind} ${row.element}`;
    const known = rows.get(key) ?? { first: row, stake: 0, priced: 0, ms: 0 };
    const ms = row.toMs - row.fromMs;
    known.stake += row.stake;
    known.priced += ms * (row.binding[0]?.pricePerUnit ?? 0);
    known.ms += ms;
    rows.set(key, known);
  }
  return [...rows]
    .map(([key, { first, stake, priced, ms }]) => ({
      key,
      first,
      stake,
      meanPrice: priced / Math.max(1, ms),
    }))
    .sort((a, b) => b.stake - a.stake);
};

/** What stands in the plan's way, and what one unit more of it would be worth while it does. */
export const BindingLimits = ({
  plan,
  nameOf,
  onElement,
}: {
  readonly plan: Plan;
  readonly nameOf: (id: string) => string;
  readonly onElement: (element: string) => void;
}) => {
  const t = useText();
  const { language } = useFormat();
  const rows = limitsOf(plan);
  const columns: readonly Column<LimitRow>[] = [
    {
      id: 'limit',
      title: t(say.limit),
      cell: ({ first }) => (
        <span className="limit-name">
          {nameOf(first.element)} <span className="faint">{t(EXPLANATION_WORDS[first.kind])}</span>
        </span>
      ),
    },
    {
      id: 'price',
      title: t(say.price),
      numeric: true,
      sortBy: ({ meanPrice }) => meanPrice,
      cell: ({ first, meanPrice }) =>
        priceText(plan, { pricePerUnit: meanPrice, unit: first.binding[0]?.unit ?? 'MWh' }, language),
    },
    {
      id: 'worth',
      title: t(say.worth),
      numeric: true,
      sortBy: ({ stake }) => stake,
      cell: ({ stake }) => stakeText(plan, stake, language),
    },
  ];
  return (
    <Card title={t(say.limits)} note={t(say.limitsNote)} flush>
      {rows.length === 0 ? (
        <p className="explain-note">{t(say.noLimits)}</p>
      ) : (
        <DataTable
          caption={t(say.limits)}
          columns={columns}
          rows={rows}
          rowKey={({ key }) => key}
          onOpen={({ first }) => onElement(first.element)}
          maxHeight={380}
        />
      )}
    </Card>
  );
};
