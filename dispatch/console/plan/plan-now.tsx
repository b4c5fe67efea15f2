import { useState } from 'react';
import { useNavigate } from 'react-router';
import { OBJECTIVE_WORDS } from '#dispatch/charts';
import { OBJECTIVES, type Objective } from '#dispatch/domain';
import {
  Button,
  Choice,
  Dialog,
  FormProblem,
  toast,
  useFormat,
  useMay,
  useText,
  words,
} from '#platform/web-shell';
import type { Bilingual } from '#units';
import { planStageWords } from '../words.ts';
import { type PlanRequest, usePlanRequest } from './use-plan-request.ts';

const say = words({
  now: { zh: '现在排一次', en: 'Plan now' },
  title: { zh: '现在排一次计划', en: 'Plan now' },
  effect: {
    zh: '用最新的预测和所有待排作业重算一份计划。算完后自动调度会采用它；正在运行的作业不受影响。',
    en: 'Works out a new plan from the latest forecasts and all waiting jobs. Automatic dispatch then follows it; running jobs are not touched.',
  },
  hours: { zh: '排多长', en: 'How far ahead' },
  objective: { zh: '优先目标', en: 'What comes first' },
  start: { zh: '开始', en: 'Start' },
  cancel: { zh: '停止', en: 'Cancel' },
  stopping: { zh: '正在停止', en: 'Stopping' },
  queued: { zh: '排队中', en: 'Waiting for its turn' },
  done: { zh: '新计划排好了', en: 'The new plan is ready' },
  cancelled: { zh: '已停止，原计划继续有效', en: 'Stopped; the plan before stays in force' },
  failed: { zh: '没排成：{reason}', en: 'No plan: {reason}' },
});

const reasonOf = (error: PlanRequest['error'], t: (text: Bilingual) => string): string =>
  typeof error === 'string' ? error : error ? t(error) : '';

const Progress = ({
  request,
  stopping,
  onCancel,
}: {
  readonly request: PlanRequest | null;
  readonly stopping: boolean;
  readonly onCancel: () => void;
}) => {
  const t = useText();
  const format = useFormat();
  const known = request?.stage ? planStageWords[request.stage] : undefined;
  const words = known ? t(known) : (request?.stage ?? t(say.queued));
  const ratio = request?.ratio ?? 0;
  return (
    <div className="plan-progress" role="status">
      <span>
        {stopping ? t(say.stopping) : words}{' '}
        <b className="tnum">{format.percent(Math.round(ratio * 100) / 100)}</b>
      </span>
      <progress max={1} value={ratio} aria-label={words} />
      <Button small onClick={onCancel} icon="stop" disabled={stopping}>
        {t(say.cancel)}
      </Button>
    </div>
  );
};

/** Asks for a plan, shows how far it is, lets it be cancelled, and opens it when it is ready. */
export const PlanNow = () => {
  const t = useText();
  const may = useMay('operator');
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [hours, setHours] = useState<'24' | '48' | '72'>('48');
  const [objective, setObjective] = useState<Objective>('cost');
  const { request, busy, ask, cancel, stopping, problem } = usePlanRequest((ended) => {
    if (ended.state === 'done' && ended.planId !== null) {
      toast(t(say.done));
      void navigate(`/plan/${encodeURIComponent(ended.planId)}`);
    } else if (ended.state === 'cancelled') toast(t(say.cancelled), { tone: 'idle' });
    else if (ended.state === 'failed')
      toast(t(say.failed, { reason: reasonOf(ended.error, t) }), { tone: 'alarm' });
  });
  if (busy) return <Progress request={request} stopping={stopping} onCancel={cancel} />;
  if (!may) return null;
  return (
    <>
      <Button kind="primary" icon="play" onClick={() => setOpen(true)}>
        {t(say.now)}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t(say.title)}
        footer={
          <Button
            kind="primary"
            onClick={() => {
              setOpen(false);
              void ask({ hours: Number(hours), objective });
            }}
          >
            {t(say.start)}
          </Button>
        }
      >
        <div className="stack">
          <p className="soft">{t(say.effect)}</p>
          <div className="plan-choice">
            <span>{t(say.hours)}</span>
            <Choice
              label={t(say.hours)}
              value={hours}
              onChange={setHours}
              options={(['24', '48', '72'] as const).map((value) => ({ value, label: `${value} h` }))}
            />
          </div>
          <div className="plan-choice">
            <span>{t(say.objective)}</span>
            <Choice
              label={t(say.objective)}
              value={objective}
              onChange={setObjective}
              options={OBJECTIVES.map((value) => ({ value, label: t(OBJECTIVE_WORDS[value].name) }))}
            />
          </div>
        </div>
      </Dialog>
      <FormProblem problem={problem} />
    </>
  );
};
