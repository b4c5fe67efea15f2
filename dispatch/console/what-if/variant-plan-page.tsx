import { useParams } from 'react-router';
import type { VariantPlanView } from '#dispatch/domain';
import { ButtonLink, Card, Icon, KpiTile, Page, Reading, useRead, useText } from '#platform/web-shell';
import { CapacitiesCard } from '../plan/capacities-card.tsx';
import { PlanAnswer } from '../plan/plan-answer.tsx';
import { planKpis } from '../plan/plan-kpis.ts';
import '../plan/plan-page.css';
import { PlanPictures } from '../plan/plan-pictures.tsx';
import { useChartContext } from '../use-chart-context.ts';
import './what-if-page.css';
import { say } from './what-if-words.ts';

const Content = ({ view, address }: { readonly view: VariantPlanView; readonly address: string }) => {
  const t = useText();
  const context = useChartContext();
  const back = `/what-if/${encodeURIComponent(view.whatIfId)}`;
  return (
    <Page
      title={t(say.planTitle)}
      answer={<PlanAnswer view={{ ...view, id: view.whatIfId, change: null }} />}
      actions={
        <>
          <a
            className="button button-plain"
            href={`${address}/report.html?language=${context.language}`}
            download={`plan-${view.whatIfId}-${view.position}.html`}
          >
            <Icon name="download" size={16} />
            {t(say.report)}
          </a>
          <ButtonLink to={back} kind="primary">
            {t(say.back)}
          </ButtonLink>
        </>
      }
    >
      <div className="plan-banner">
        <Icon name="info" />
        <span>{t(say.thought, { name: t(view.name) })}</span>
      </div>
      <div className="plan-kpis">
        {planKpis({ ...view, id: view.whatIfId }).map((figure) => (
          <KpiTile key={figure.id} figure={figure} />
        ))}
      </div>
      <CapacitiesCard capacities={view.plan.capacities ?? []} />
      <PlanPictures plan={view.plan} planId={null} context={context} nowMs={null} />
    </Page>
  );
};

/** The whole plan of one variant, to be read: it is never applied. */
export default function VariantPlanPage() {
  const t = useText();
  const { id = '', position = '' } = useParams();
  const address = `/api/dispatch/what-ifs/${encodeURIComponent(id)}/variants/${encodeURIComponent(position)}`;
  const read = useRead<VariantPlanView>(`${address}/plan`);
  if (read.data) return <Content view={read.data} address={address} />;
  return (
    <Page title={t(say.planTitle)}>
      <Card>
        <Reading read={read} height={480}>
          {() => null}
        </Reading>
      </Card>
    </Page>
  );
}
