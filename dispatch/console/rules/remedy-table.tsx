import { REMEDY_WORDS, remedyQuantityText } from '#dispatch/charts';
import type { Remedy, RuleStory } from '#dispatch/domain';
import { Card, Chip, type Column, DataTable, useFormat, useLanguage, useText } from '#platform/web-shell';
import { say } from './rules-words.ts';

/** Each way to what is missing, the cheapest first: how much, how much of it a day, what it reaches and costs. */
export const RemedyTable = ({ story: { record, state } }: { readonly story: RuleStory }) => {
  const t = useText();
  const columns = useColumns();
  const format = useFormat();
  if (state === null) return null;
  const { missing, remedies } = state.judgement;
  const unit = record.kind === 'carbon' ? 't' : record.kind === 'forecast' ? 'd' : 'MWh';
  const amount = `${format.number(missing.quantity)} ${unit}`;
  return (
    <Card span={12} title={t(say.remedies)} flush>
      <p className="rule-missing">
        {missing.quantity <= 0
          ? t(say.noRemedies)
          : t(missing.certainty === 'nineOfTen' ? say.missingNine : say.missingMean, { amount })}
      </p>
      {remedies.length === 0 ? null : (
        <DataTable
          caption={t(say.remedies)}
          columns={columns}
          rows={remedies}
          rowKey={(each) => `${each.kind} ${each.basis.en}`}
        />
      )}
    </Card>
  );
};

function useColumns(): readonly Column<Remedy>[] {
  const t = useText();
  const language = useLanguage();
  const format = useFormat();
  const amount = (value: number, each: Remedy): string => remedyQuantityText(value, each, language);
  return [
    {
      id: 'what',
      title: t(say.what),
      cell: (each) => (
        <span className="row">
          {t(REMEDY_WORDS[each.kind])}
          {each.mixQuantity > 0 ? <Chip tone="good">{t(say.mix)}</Chip> : null}
        </span>
      ),
    },
    { id: 'needed', title: t(say.needed), numeric: true, cell: (each) => amount(each.quantity, each) },
    { id: 'day', title: t(say.aDay), numeric: true, cell: (each) => amount(each.quantityPerDay, each) },
    { id: 'reaches', title: t(say.reaches), numeric: true, cell: (each) => format.percent(each.coversRatio) },
    {
      id: 'each',
      title: t(say.each),
      numeric: true,
      minor: true,
      cell: (each) => (each.yuanPerUnit === null ? '—' : `${format.money(each.yuanPerUnit)}/${each.unit}`),
    },
    {
      id: 'cost',
      title: t(say.cost),
      numeric: true,
      cell: (each) => (each.yuan === null ? '—' : format.money(each.yuan)),
    },
    {
      id: 'basis',
      title: t(say.basis),
      minor: true,
      cell: (each) => <span className="soft">{t(each.basis)}</span>,
    },
  ];
}
