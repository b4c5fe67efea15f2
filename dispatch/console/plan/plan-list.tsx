import { useNavigate } from 'react-router';
import type { PlanSummary } from '#dispatch/domain';
import { Card, Chip, type Column, DataTable, useFormat, useText } from '#platform/web-shell';
import { say, triggerWords } from './plan-words.ts';

const useColumns = (shownId: string): readonly Column<PlanSummary>[] => {
  const t = useText();
  const format = useFormat();
  return [
    {
      id: 'made',
      title: t(say.made),
      sortBy: (plan) => plan.createdAtMs,
      cell: (plan) => (
        <span className="row nowrap plan-made">
          <time title={`UTC ${format.utc(plan.createdAtMs)}`}>{format.dateTime(plan.createdAtMs)}</time>
          {plan.id === shownId ? <Chip tone="busy">{t(say.shown)}</Chip> : null}
        </span>
      ),
    },
    { id: 'trigger', title: t(say.trigger), minor: true, cell: (plan) => t(triggerWords[plan.trigger]) },
    {
      id: 'state',
      title: t(say.state),
      cell: (plan) =>
        plan.degraded ? (
          <Chip tone="warning" title={t(plan.degraded)}>
            {t(say.degradedShort)}
          </Chip>
        ) : (
          <Chip tone="good">{t(say[plan.status])}</Chip>
        ),
    },
    {
      id: 'cost',
      title: t(say.costColumn),
      numeric: true,
      sortBy: (plan) => plan.costYuan,
      cell: (plan) => <span title={format.full(plan.costYuan)}>{format.money(plan.costYuan)}</span>,
    },
    {
      id: 'gap',
      title: t(say.gap),
      numeric: true,
      sortBy: (plan) => plan.gapRatio,
      cell: (plan) => format.percent(plan.gapRatio),
    },
    {
      id: 'placed',
      title: t(say.placed),
      numeric: true,
      minor: true,
      sortBy: (plan) => plan.jobsPlaced,
      cell: (plan) => format.count(plan.jobsPlaced),
    },
    {
      id: 'refused',
      title: t(say.refusedColumn),
      numeric: true,
      minor: true,
      sortBy: (plan) => plan.jobsRefused,
      cell: (plan) => format.count(plan.jobsRefused),
    },
  ];
};

/** Plans made so far, newest first; choosing one shows it. */
export const PlanList = ({
  plans,
  shownId,
}: {
  readonly plans: readonly PlanSummary[];
  readonly shownId: string;
}) => {
  const t = useText();
  const navigate = useNavigate();
  const columns = useColumns(shownId);
  return (
    <Card title={t(say.earlier)} flush span={7}>
      <DataTable
        caption={t(say.earlier)}
        columns={columns}
        rows={plans}
        rowKey={(plan) => plan.id}
        onOpen={(plan) => void navigate(`/plan/${encodeURIComponent(plan.id)}`)}
        maxHeight={380}
      />
    </Card>
  );
};
