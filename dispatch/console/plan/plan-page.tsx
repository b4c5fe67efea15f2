import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { boundRoundsPicture, type ChartContext, costPartsPicture } from '#dispatch/charts';
import type { PlanSummary, PlanView } from '#dispatch/domain';
import {
  ApiProblem,
  ButtonLink,
  Card,
  Empty,
  Icon,
  KpiTile,
  Page,
  Reading,
  useFormat,
  useRead,
  useText,
} from '#platform/web-shell';
import { Chart } from '#platform/web-shell/charts';
import { useOverview } from '../overview-read.ts';
import { useChartContext } from '../use-chart-context.ts';
import { useScenarioNow } from '../use-scenario-now.ts';
import { CapacitiesCard } from './capacities-card.tsx';
import { PlanAnswer } from './plan-answer.tsx';
import { PlanChangeCard } from './plan-change.tsx';
import { planKpis } from './plan-kpis.ts';
import { PlanList } from './plan-list.tsx';
import { PlanNow } from './plan-now.tsx';
import './plan-page.css';
import { PlanPictures } from './plan-pictures.tsx';
import { PlanRules } from './plan-rules.tsx';
import { say } from './plan-words.ts';
import { RefusedJobs } from './refused-jobs.tsx';

/** What must be known before believing the plan: that it is degraded, or not the latest. */
const Banners = ({ view, latest }: { readonly view: PlanView; readonly latest: PlanSummary | undefined }) => {
  const t = useText();
  const format = useFormat();
  const { degraded } = view.plan;
  const old = latest !== undefined && latest.id !== view.id && latest.createdAtMs > view.createdAtMs;
  return (
    <>
      {degraded ? (
        <div className="plan-banner plan-banner-warning" role="alert">
          <Icon name="alarm" />
          <span>
            <strong>{t(say.degraded)}</strong> {t(degraded)}
          </span>
        </div>
      ) : null}
      {old ? (
        <div className="plan-banner">
          <Icon name="info" />
          <span>{t(say.old, { time: format.dateTime(view.createdAtMs) })}</span>
          <Link to="/plan">{t(say.latest)}</Link>
        </div>
      ) : null}
    </>
  );
};

const CostAndProof = ({ view, context }: { readonly view: PlanView; readonly context: ChartContext }) => {
  const { plan } = view;
  const cost = useMemo(() => costPartsPicture(plan, context), [plan, context]);
  const proof = useMemo(() => boundRoundsPicture(plan, context), [plan, context]);
  return (
    <>
      <Card span={6} flush>
        <Chart picture={cost} />
      </Card>
      <Card span={6} flush>
        <Chart picture={proof} />
        <p className="plan-note">{proof.description}</p>
      </Card>
    </>
  );
};

const Content = ({ view, plans }: { readonly view: PlanView; readonly plans: readonly PlanSummary[] }) => {
  const t = useText();
  const context = useChartContext();
  const nowMs = useScenarioNow(useOverview().data?.clock);
  // The line moves once a minute at most: more is not to be seen on a plan of days.
  const lineMs = nowMs === null ? null : Math.floor(nowMs / 60_000) * 60_000;
  return (
    <Page
      title={t(say.title)}
      answer={<PlanAnswer view={view} />}
      actions={
        <>
          <ButtonLink to={`/explain/${encodeURIComponent(view.id)}`} icon="why">
            {t(say.why)}
          </ButtonLink>
          <a
            className="button button-plain"
            href={`/api/dispatch/plans/${encodeURIComponent(view.id)}/report.html?language=${context.language}`}
            download={`plan-${view.id}.html`}
          >
            <Icon name="download" size={16} />
            {t(say.report)}
          </a>
          <PlanNow />
        </>
      }
    >
      <Banners view={view} latest={plans[0]} />
      <div className="plan-kpis">
        {planKpis(view).map((figure) => (
          <KpiTile key={figure.id} figure={figure} />
        ))}
      </div>
      <CapacitiesCard capacities={view.plan.capacities ?? []} />
      <PlanPictures plan={view.plan} planId={view.id} context={context} nowMs={lineMs} />
      <CostAndProof view={view} context={context} />
      <PlanRules plan={view.plan} />
      <PlanChangeCard view={view} context={context} />
      <PlanList plans={plans} shownId={view.id} />
      <RefusedJobs plan={view.plan} />
    </Page>
  );
};

/** Before the first plan: what a plan is, and how far the first one has come. */
const NoPlan = () => {
  const t = useText();
  const format = useFormat();
  const cycle = useOverview().data?.cycle;
  const ratio = cycle?.state === 'planning' ? (cycle.progress?.ratio ?? 0) : null;
  return (
    <Page title={t(say.title)} actions={<PlanNow />}>
      <Card>
        <Empty icon="plan" title={t(ratio === null ? say.none : say.first)}>
          {ratio === null ? t(say.noneHow) : t(say.firstHow)}
        </Empty>
        {ratio === null ? null : (
          <div className="plan-first" role="status">
            <progress max={1} value={ratio} aria-label={t(say.first)} />
            <span className="tnum">{format.percent(Math.round(ratio * 100) / 100)}</span>
          </div>
        )}
        {cycle?.lastError ? <p className="plan-first plan-first-error">{t(cycle.lastError)}</p> : null}
      </Card>
    </Page>
  );
};

/** One plan, the latest unless one is chosen: what it costs, how good it is, and every decision in it. */
export default function PlanPage() {
  const t = useText();
  const { id } = useParams();
  const topics = ['dispatch.plan'];
  const path = `/api/dispatch/plans/${id === undefined ? 'latest' : encodeURIComponent(id)}`;
  const read = useRead<PlanView>(path, id === undefined ? { topics } : {});
  const list = useRead<{ plans: readonly PlanSummary[] }>('/api/dispatch/plans?limit=100', { topics });
  const missing = id === undefined && read.error instanceof ApiProblem && read.error.status === 404;
  if (missing && !read.data) return <NoPlan />;
  if (read.data) return <Content view={read.data} plans={list.data?.plans ?? []} />;
  return (
    <Page title={t(say.title)}>
      <Card>
        <Reading read={read} height={640}>
          {() => null}
        </Reading>
      </Card>
    </Page>
  );
}
