import { Link } from 'react-router';
import type { Plan } from '#dispatch/domain';
import { Card, type Column, DataTable, useFormat, useText } from '#platform/web-shell';
import { say } from './plan-words.ts';

type Refused = Plan['refused'][number];

/** Online services: one sentence when all are served whole, else those that are not. */
const OnlineServed = ({ served }: { readonly served: Plan['onlineServed'] }) => {
  const t = useText();
  const format = useFormat();
  if (served.length === 0) return null;
  const short = served.filter(({ servedRatio }) => servedRatio < 0.9995);
  return (
    <p className="plan-note">
      <strong>{t(say.online)}</strong>{' '}
      {short.length === 0
        ? t(say.allServed, { count: served.length })
        : short
            .map(
              ({ jobId, servedRatio }) =>
                `${jobId}: ${t(say.served, { share: format.percent(servedRatio) })}`,
            )
            .join(' · ')}
    </p>
  );
};

/** Jobs without a place, each with its reason; and how much of the online demand is served. */
export const RefusedJobs = ({ plan }: { readonly plan: Plan }) => {
  const t = useText();
  const format = useFormat();
  const columns: readonly Column<Refused>[] = [
    {
      id: 'job',
      title: t(say.job),
      sortBy: (one) => one.id,
      cell: (one) => <Link to={`/jobs/${encodeURIComponent(one.id)}`}>{one.id}</Link>,
    },
    { id: 'reason', title: t(say.reason), cell: (one) => t(one.reason) },
  ];
  return (
    <Card title={t(say.refused)} note={format.count(plan.refused.length)} span={5} flush>
      <DataTable
        caption={t(say.refused)}
        columns={columns}
        rows={plan.refused}
        rowKey={(one) => one.id}
        maxHeight={300}
        empty={<p className="plan-note">{t(say.noneRefused)}</p>}
      />
      <OnlineServed served={plan.onlineServed} />
    </Card>
  );
};
