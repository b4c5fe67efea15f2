import { useMemo } from 'react';
import { useParams } from 'react-router';
import { explainAnswer, priceSettersPicture, selectExplanations } from '#dispatch/charts';
import { elementNames, type PlanView } from '#dispatch/domain';
import {
  ApiProblem,
  ButtonLink,
  Card,
  Empty,
  Icon,
  Page,
  Reading,
  useFormat,
  useRead,
  useText,
} from '#platform/web-shell';
import { Chart, ChartGroup, TimeWindowBar } from '#platform/web-shell/charts';
import { horizonEndMs } from '#units';
import { useOverview } from '../overview-read.ts';
import { useRegion } from '../region-read.ts';
import { useChartContext } from '../use-chart-context.ts';
import { useScenarioNow } from '../use-scenario-now.ts';
import { BindingLimits } from './binding-limits.tsx';
import { DecisionList } from './decision-list.tsx';
import { ExplainFilters } from './explain-filters.tsx';
import './explain-page.css';
import { say } from './explain-words.ts';
import { SetterShares } from './setter-shares.tsx';
import { useExplainFilter } from './use-explain-filter.ts';

/** The answer's figures and names are every second part. */
const Answer = ({ parts }: { readonly parts: readonly string[] }) => (
  <span className="explain-answer">
    {parts.map((part, i) => (i % 2 === 1 ? <b key={String(i)}>{part}</b> : part))}
  </span>
);

const Prices = ({
  view,
  area,
  areas,
  onArea,
}: {
  readonly view: PlanView;
  readonly area: string;
  readonly areas: readonly (readonly [string, string])[];
  readonly onArea: (area: string) => void;
}) => {
  const t = useText();
  const context = useChartContext();
  const { plan } = view;
  const nowMs = useScenarioNow(useOverview().data?.clock);
  const picture = useMemo(() => priceSettersPicture(plan, area, context), [plan, area, context]);
  return (
    <ChartGroup>
      <Card flush span={12}>
        <Chart
          picture={picture}
          nowMs={nowMs === null ? null : Math.floor(nowMs / 60_000) * 60_000}
          actions={
            <>
              <select
                className="control"
                aria-label={t(say.area)}
                value={area}
                onChange={(event) => onArea(event.currentTarget.value)}
              >
                {areas.map(([id, name]) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
              <TimeWindowBar extent={[plan.horizon.startMs, horizonEndMs(plan.horizon)]} />
            </>
          }
        />
      </Card>
    </ChartGroup>
  );
};

const Reasons = ({ view }: { readonly view: PlanView }) => {
  const t = useText();
  const { language } = useFormat();
  const region = useRegion().data;
  const names = useMemo(() => (region ? elementNames(region) : {}), [region]);
  const { filter, change } = useExplainFilter();
  const { plan } = view;
  const bilingual = (id: string) => names[id] ?? { zh: id, en: id };
  const nameOf = (id: string): string => bilingual(id)[language];
  const areas = [...new Set(plan.priceSetters.map(({ area }) => area))];
  const area = areas.find((id) => id === filter.area) ?? areas[0];
  const rows = selectExplanations(plan.explanations, filter);
  const onElement = (element: string) => change({ element });
  return (
    <Page
      title={t(say.title)}
      answer={<Answer parts={explainAnswer(plan, bilingual, language)} />}
      actions={
        <ButtonLink to={`/plan/${encodeURIComponent(view.id)}`} icon="plan">
          {t(say.plan)}
        </ButtonLink>
      }
    >
      {plan.degraded ? (
        <div className="plan-banner plan-banner-warning" role="alert">
          <Icon name="alarm" />
          <span>
            <strong>{t(say.degraded)}</strong> {t(plan.degraded)}
          </span>
        </div>
      ) : null}
      {area === undefined ? null : (
        <Prices
          view={view}
          area={area}
          areas={areas.map((id) => [id, nameOf(id)] as const)}
          onArea={(next) => change({ area: next })}
        />
      )}
      <Card
        title={t(say.decisions)}
        note={t(say.count, { shown: rows.length, all: plan.explanations.length })}
        span={8}
        className="explain-decisions"
      >
        <ExplainFilters plan={plan} filter={filter} nameOf={nameOf} onChange={change} />
        {rows.length === 0 ? (
          <Empty icon="filter" title={t(plan.explanations.length === 0 ? say.noReasons : say.none)}>
            {t(plan.explanations.length === 0 ? say.noReasonsHow : say.noneHow)}
          </Empty>
        ) : (
          <DecisionList rows={rows} plan={plan} nameOf={nameOf} onElement={onElement} />
        )}
      </Card>
      <div className="span-4 explain-side">
        <BindingLimits plan={plan} nameOf={nameOf} onElement={onElement} />
        {area === undefined ? null : <SetterShares plan={plan} area={area} name={nameOf(area)} />}
      </div>
    </Page>
  );
};

const NoPlan = () => {
  const t = useText();
  return (
    <Page title={t(say.title)}>
      <Card>
        <Empty
          icon="why"
          title={t(say.noPlan)}
          action={
            <ButtonLink to="/plan" kind="primary">
              {t(say.plan)}
            </ButtonLink>
          }
        >
          {t(say.noPlanHow)}
        </Empty>
      </Card>
    </Page>
  );
};

/** Why a plan is as it is, the latest unless one is chosen: what set the prices, what binds, what each choice was worth. */
export default function ExplainPage() {
  const t = useText();
  const { id } = useParams();
  const path = `/api/dispatch/plans/${id === undefined ? 'latest' : encodeURIComponent(id)}`;
  const read = useRead<PlanView>(path, id === undefined ? { topics: ['dispatch.plan'] } : {});
  const missing = id === undefined && read.error instanceof ApiProblem && read.error.status === 404;
  if (missing && !read.data) return <NoPlan />;
  if (read.data) return <Reasons view={read.data} />;
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
