import { useState } from 'react';
import { Link } from 'react-router';
import type { CycleView } from '#dispatch/domain';
import {
  api,
  Button,
  Confirm,
  refusalText,
  toast,
  useFormat,
  useMay,
  useText,
  words,
} from '#platform/web-shell';
import { planStageWords } from '../words.ts';
import './cycle-card.css';

const say = words({
  live: { zh: '自动调度中，每 15 分钟重排一次', en: 'Dispatching by itself, planned anew every 15 minutes' },
  paused: {
    zh: '已暂停：按最后一份计划继续，不再重排',
    en: 'Paused: the last plan is followed and not renewed',
  },
  last: { zh: '上一份计划', en: 'Last plan' },
  none: { zh: '还没有计划', en: 'No plan yet' },
  pause: { zh: '暂停调度', en: 'Pause dispatch' },
  resume: { zh: '恢复调度', en: 'Resume dispatch' },
  pauseTitle: { zh: '暂停自动调度？', en: 'Pause automatic dispatch?' },
  pauseEffect: {
    zh: '{running} 个运行中的作业继续运行；{waiting} 个等待中的作业按最后一份计划启动，新提交的作业不会被排入，直到恢复。',
    en: '{running} running jobs go on; {waiting} waiting jobs start as the last plan says; newly submitted jobs are not planned until dispatch resumes.',
  },
  paused2: { zh: '调度已暂停', en: 'Dispatch is paused' },
  resumed: { zh: '调度已恢复', en: 'Dispatch has resumed' },
});

/** What the dispatch cycle is doing, and the switch that pauses it. */
export const CycleCard = ({
  cycle,
  running,
  waiting,
  nowMs,
}: {
  readonly cycle: CycleView;
  readonly running: number;
  readonly waiting: number;
  readonly nowMs: number;
}) => {
  const t = useText();
  const format = useFormat();
  const may = useMay('operator');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const stageName = cycle.progress ? planStageWords[cycle.progress.stage] : undefined;
  const stage = stageName ? t(stageName) : (cycle.progress?.stage ?? '');
  const change = async (mode: CycleView['mode']) => {
    setBusy(true);
    try {
      await api.post('/api/dispatch/cycle', { mode });
      toast(t(mode === 'paused' ? say.paused2 : say.resumed));
    } catch (error) {
      toast(refusalText(error, t), { tone: 'alarm' });
    }
    setBusy(false);
    setAsking(false);
  };
  return (
    <div className="cycle">
      <p>{t(cycle.mode === 'live' ? say.live : say.paused)}</p>
      {cycle.lastError ? <p className="cycle-error">{t(cycle.lastError)}</p> : null}
      {cycle.progress ? (
        <div>
          <div className="row faint">
            {stage}{' '}
            <span className="tnum">{format.percent(Math.round(cycle.progress.ratio * 100) / 100)}</span>
          </div>
          <progress max={1} value={cycle.progress.ratio} aria-label={stage} />
        </div>
      ) : null}
      <div className="row">
        {cycle.lastPlanId ? (
          <Link to={`/plan/${encodeURIComponent(cycle.lastPlanId)}`}>
            {t(say.last)} · {format.ago(cycle.lastEndedMs, nowMs)}
          </Link>
        ) : (
          <span className="faint">{t(say.none)}</span>
        )}
        {may ? (
          <Button
            small
            busy={busy}
            icon={cycle.mode === 'live' ? 'pause' : 'play'}
            onClick={() => (cycle.mode === 'live' ? setAsking(true) : void change('live'))}
          >
            {t(cycle.mode === 'live' ? say.pause : say.resume)}
          </Button>
        ) : null}
      </div>
      <Confirm
        open={asking}
        busy={busy}
        title={t(say.pauseTitle)}
        action={t(say.pause)}
        effect={<p>{t(say.pauseEffect, { running, waiting })}</p>}
        onConfirm={() => void change('paused')}
        onClose={() => setAsking(false)}
      />
    </div>
  );
};
