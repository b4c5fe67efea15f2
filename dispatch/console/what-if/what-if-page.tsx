import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { WhatIfSummary, WhatIfView } from '#dispatch/domain';
import {
  type ApiProblem,
  api,
  Button,
  Card,
  Empty,
  Icon,
  Page,
  Reading,
  toast,
  useFormat,
  useMay,
  useRead,
  useText,
} from '#platform/web-shell';
import '../plan/plan-page.css';
import { planStageWords } from '../words.ts';
import { ComparisonAnswer } from './comparison-answer.tsx';
import { Built, ComparisonPictures, Settings } from './comparison-pictures.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import './what-if-page.css';
import { WhatIfEditor } from './what-if-editor.tsx';
import { WhatIfList } from './what-if-list.tsx';
import { say } from './what-if-words.ts';

const TOPICS = ['dispatch.what-if'];
const LIST_PATH = '/api/dispatch/what-ifs';
const pathOf = (id: string) => `${LIST_PATH}/${encodeURIComponent(id)}`;
const isOpen = (state: WhatIfSummary['state'] | undefined): boolean =>
  state === 'queued' || state === 'running';

const useEnding = (id: string) => {
  const t = useText();
  const client = useQueryClient();
  const [ending, setEnding] = useState(false);
  const end = async (): Promise<boolean> => {
    setEnding(true);
    try {
      await api.delete(pathOf(id));
      // Not left to the server's event, which may come late.
      await client.invalidateQueries({ queryKey: [LIST_PATH] });
      return true;
    } catch (error) {
      const problem = error as ApiProblem;
      toast(t(say.failed, { reason: `${problem.message} ${problem.remedy}` }), { tone: 'alarm' });
      return false;
    } finally {
      setEnding(false);
    }
  };
  return { ending, end };
};

/** How far a running comparison is; it goes on in the centre, whoever looks or leaves. */
const Progress = ({ view }: { readonly view: WhatIfView }) => {
  const t = useText();
  const format = useFormat();
  const may = useMay('operator');
  const { ending, end } = useEnding(view.id);
  const stage = view.stage === null ? undefined : planStageWords[view.stage];
  const words =
    view.position === null
      ? t(say.queued)
      : t(say.at, {
          position: view.position + 1,
          count: view.names.length,
          name: t(view.names[view.position] ?? { zh: '', en: '' }),
          stage: stage ? t(stage) : (view.stage ?? ''),
        });
  return (
    <Card title={t(say.running)}>
      <div className="what-if-progress" role="status">
        <progress max={1} value={view.ratio} aria-label={t(say.running)} />
        <b className="tnum">{format.percent(Math.round(view.ratio * 100) / 100)}</b>
        <span>{words}</span>
        {may ? (
          <Button small icon="stop" busy={ending} onClick={() => void end()}>
            {t(say.cancel)}
          </Button>
        ) : null}
      </div>
    </Card>
  );
};

/** Why a comparison is not whole, and every variant that has no plan with its reason. */
const Remarks = ({ view }: { readonly view: WhatIfView }) => {
  const t = useText();
  const remarks = [
    ...(view.state === 'cancelled' ? [t(say.cancelled)] : []),
    ...(view.state === 'failed' ? [t(say.failed, { reason: view.error ?? '' })] : []),
    ...view.variants.flatMap(({ name, problem, degraded }) =>
      [problem, degraded].flatMap((each) => (each === null ? [] : [`${t(name)}: ${t(each)}`])),
    ),
  ];
  return remarks.map((remark) => (
    <div key={remark} className="plan-banner plan-banner-warning" role="alert">
      <Icon name="alarm" />
      <span>{remark}</span>
    </div>
  ));
};

const Shown = ({ view }: { readonly view: WhatIfView }) => (
  <>
    {isOpen(view.state) ? <Progress view={view} /> : null}
    <Remarks view={view} />
    {view.variants.length > 0 ? (
      <>
        <ComparisonTable view={view} />
        <ComparisonPictures view={view} />
        <Built variants={view.variants} />
        <Settings variants={view.variants} />
      </>
    ) : null}
  </>
);

const Actions = ({
  view,
  editing,
  onEdit,
}: {
  readonly view: WhatIfView;
  readonly editing: boolean;
  readonly onEdit: () => void;
}) => {
  const t = useText();
  const navigate = useNavigate();
  const { ending, end } = useEnding(view.id);
  return (
    <>
      {isOpen(view.state) ? null : (
        <Button busy={ending} onClick={() => void end().then((gone) => gone && navigate('/what-if'))}>
          {t(say.forget)}
        </Button>
      )}
      <Button kind="primary" icon={editing ? 'close' : 'plus'} onClick={onEdit}>
        {t(editing ? say.hideEditor : say.fresh)}
      </Button>
    </>
  );
};

const NoComparison = () => {
  const t = useText();
  const may = useMay('operator');
  return (
    <Page title={t(say.title)}>
      <Card>
        <Empty icon="whatIf" title={t(say.none)}>
          {t(say.noneHow)} {may ? null : t(say.onlyOperators)}
        </Empty>
      </Card>
      {may ? <WhatIfEditor onStarted={() => {}} /> : null}
    </Page>
  );
};

/** Variants of the region side by side: what each would cost, emit and spill, and what that says. */
export default function WhatIfPage() {
  const t = useText();
  const may = useMay('operator');
  const { id: chosen } = useParams();
  const [editing, setEditing] = useState(false);
  const list = useRead<{ whatIfs: readonly WhatIfSummary[] }>(LIST_PATH, { topics: TOPICS });
  const id = chosen ?? list.data?.whatIfs[0]?.id;
  const running = isOpen(list.data?.whatIfs.find((one) => one.id === id)?.state);
  const read = useRead<WhatIfView>(id === undefined ? null : pathOf(id), {
    topics: TOPICS,
    ...(running ? { everyMs: 1_000 } : {}),
  });
  if (list.data && id === undefined) return <NoComparison />;
  const view = read.data?.id === id ? read.data : undefined;
  return (
    <Page
      title={t(say.title)}
      answer={view ? <ComparisonAnswer view={view} /> : null}
      actions={
        view && may ? <Actions view={view} editing={editing} onEdit={() => setEditing(!editing)} /> : null
      }
    >
      {editing ? <WhatIfEditor onStarted={() => setEditing(false)} /> : null}
      {view ? (
        <Shown view={view} />
      ) : (
        <Card>
          <Reading read={read} height={480}>
            {() => null}
          </Reading>
        </Card>
      )}
      <WhatIfList whatIfs={list.data?.whatIfs ?? []} />
    </Page>
  );
}
