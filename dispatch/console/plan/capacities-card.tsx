import { capacityTexts } from '#dispatch/charts';
import type { ChosenCapacity } from '#dispatch/domain';
import { Card, type Column, DataTable, useLanguage, useText, words } from '#platform/web-shell';
import { useChartContext } from '../use-chart-context.ts';

const say = words({
  title: { zh: '建什么', en: 'What is built' },
  element: { zh: '设施', en: 'Element' },
  chosen: { zh: '选定', en: 'Chosen' },
  there: { zh: '已有', en: 'There' },
  yearly: { zh: '每年', en: 'A year' },
  limit: { zh: '触及', en: 'Stands at' },
});

/** Capacities that a plan chose, with what stands already, what they cost a year and the limit that holds them. */
export const CapacitiesCard = ({
  capacities,
  name,
}: {
  readonly capacities: readonly ChosenCapacity[];
  /** Whose they are, where there are several. */
  readonly name?: string;
}) => {
  const t = useText();
  const language = useLanguage();
  const { names = {} } = useChartContext();
  if (capacities.length === 0) return null;
  const text = (at: number) => (row: ChosenCapacity) => capacityTexts(row, names, language)[at];
  const columns: readonly Column<ChosenCapacity>[] = [
    { id: 'element', title: t(say.element), cell: text(0) },
    { id: 'chosen', title: t(say.chosen), numeric: true, cell: text(1) },
    { id: 'there', title: t(say.there), numeric: true, cell: text(2) },
    { id: 'yearly', title: t(say.yearly), numeric: true, cell: text(3) },
    { id: 'limit', title: t(say.limit), cell: text(4) },
  ];
  const title = name === undefined ? t(say.title) : `${name}: ${t(say.title)}`;
  return (
    <Card title={title} flush>
      <DataTable
        caption={title}
        columns={columns}
        rows={capacities}
        rowKey={({ element, quantity }) => `${element} ${quantity}`}
      />
    </Card>
  );
};
