import { useMemo } from 'react';
import {
  type ChartContext,
  costChangePicture,
  movedJobsPicture,
  planDifferencePicture,
} from '#dispatch/charts';
import type { PlanChange, PlanView } from '#dispatch/domain';
import { Card, useFormat, useRead, useText } from '#platform/web-shell';
import { Chart, ChartGroup } from '#platform/web-shell/charts';
import { horizonEndMs } from '#units';
import { say } from './plan-words.ts';

const ChangeAnswer = ({ change }: { readonly change: PlanChange }) => {
  const format = useFormat();
  const less = change.costYuanDelta < 0;
  const by = format.money(Math.abs(change.costYuanDelta));
  const [moved, added, removed] = [change.movedJobs.length, change.addedJobs, change.removedJobs].map(
    format.count,
  );
  if (format.language === 'zh')
    return (
      <p className="plan-change-answer">
        费用{less ? '少了' : '多了'} <b>{by}</b>；<b>{moved}</b> 个作业改了时间或站点，新增 <b>{added}</b>{' '}
        个，移出 <b>{removed}</b> 个。
      </p>
    );
  return (
    <p className="plan-change-answer">
      It costs <b>{by}</b> {less ? 'less' : 'more'}; <b>{moved}</b> jobs changed time or site, <b>{added}</b>{' '}
      are new, <b>{removed}</b> are gone.
    </p>
  );
};

const Difference = ({
  view,
  change,
  context,
}: {
  readonly view: PlanView;
  readonly change: PlanChange;
  readonly context: ChartContext;
}) => {
  const before = useRead<PlanView>(`/api/dispatch/plans/${encodeURIComponent(change.previousPlanId)}`).data;
  const { horizon } = view.plan;
  const cost = useMemo(() => costChangePicture(change, context), [change, context]);
  const moved = useMemo(
    () => movedJobsPicture(change, [horizon.startMs, horizonEndMs(horizon)], context),
    [change, horizon, context],
  );
  const power = useMemo(
    () => (before ? planDifferencePicture(before.plan, view.plan, context) : null),
    [before, view.plan, context],
  );
  return (
    <ChartGroup>
      {change.costPartDeltas.length > 0 ? <Chart picture={cost} /> : null}
      {power ? <Chart picture={power} /> : null}
      {change.movedJobs.length > 0 ? <Chart picture={moved} /> : null}
    </ChartGroup>
  );
};

/** What changed since the plan before: the cost by part, the jobs that moved, the compute power. */
export const PlanChangeCard = ({
  view,
  context,
}: {
  readonly view: PlanView;
  readonly context: ChartContext;
}) => {
  const t = useText();
  return (
    <Card title={t(say.changed)} flush>
      {view.change ? (
        <>
          <ChangeAnswer change={view.change} />
          <Difference view={view} change={view.change} context={context} />
        </>
      ) : (
        <p className="plan-change-answer faint">{t(say.noBefore)}</p>
      )}
    </Card>
  );
};
