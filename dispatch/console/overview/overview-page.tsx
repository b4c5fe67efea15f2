import { useState } from 'react';
import type { OverviewView } from '#dispatch/domain';
import {
  Button,
  Card,
  Drawer,
  KpiTile,
  Page,
  Reading,
  Skeleton,
  useFormat,
  useText,
  words,
} from '#platform/web-shell';
import { AlarmList } from '../alarm-list.tsx';
import { useOverview } from '../overview-read.ts';
import { type Balance, balanceOf, standingOf } from './balance.ts';
import { BalanceBars } from './balance-bars.tsx';
import { CycleCard } from './cycle-card.tsx';
import { DayStrip } from './day-strip.tsx';
import { FlowPicture } from './flow-picture.tsx';
import { joinedEdges } from './flow-strokes.ts';
import { FlowTable } from './flow-table.tsx';
import './overview.css';
import { OverviewAnswer } from './overview-answer.tsx';
import { RunningJobs } from './running-jobs.tsx';

const say = words({
  title: { zh: '总览', en: 'Overview' },
  flow: { zh: '此刻的电', en: 'Power now' },
  table: { zh: '数据表', en: 'Table' },
  day: { zh: '过去 24 小时', en: 'Last 24 hours' },
  jobs: { zh: '运行中的作业', en: 'Running jobs' },
  alarms: { zh: '告警', en: 'Alarms' },
  noAlarms: { zh: '没有告警。', en: 'No alarms.' },
  cycle: { zh: '调度', en: 'Dispatch' },
  period: { zh: '{from} 起的时段', en: 'period from {from}' },
  planned: {
    zh: '计划值，第一个时段结束后换成实测',
    en: 'as planned, until the first period has been metered',
  },
  noFigures: {
    zh: '指标随第一份计划一起出现。',
    en: 'Figures come with the first plan.',
  },
});

const FlowCard = ({ view, balance }: { readonly view: OverviewView; readonly balance: Balance }) => {
  const t = useText();
  const format = useFormat();
  const [table, setTable] = useState(false);
  const standing = standingOf(view.periodStartMs, balance);
  const note =
    view.periodStartMs === null
      ? standing === 'planned'
        ? t(say.planned)
        : ''
      : t(say.period, { from: format.time(view.periodStartMs) });
  return (
    <Card
      title={t(say.flow)}
      note={note}
      actions={
        <Button small kind="quiet" icon="table" onClick={() => setTable(true)}>
          {t(say.table)}
        </Button>
      }
      span={9}
      flush
      className="overview-flow"
    >
      {standing === 'unknown' ? null : <BalanceBars balance={balance} />}
      <div className="flow-scroll">
        <FlowPicture nodes={view.nodes} edges={joinedEdges(view.edges)} isKnown={standing !== 'unknown'} />
      </div>
      <Drawer open={table} onClose={() => setTable(false)} title={t(say.flow)}>
        <FlowTable nodes={view.nodes} edges={view.edges} />
      </Drawer>
    </Card>
  );
};

const Overview = ({ view }: { readonly view: OverviewView }) => {
  const t = useText();
  const balance = balanceOf(view.nodes);
  const waiting = (view.jobCounts.submitted ?? 0) + (view.jobCounts.planned ?? 0);
  return (
    <Page title={t(say.title)} answer={<OverviewAnswer view={view} balance={balance} />} fill>
      <FlowCard view={view} balance={balance} />
      <div className="overview-side">
        <div className="overview-kpis">
          {view.kpis.length === 0 ? <p className="overview-no-kpis">{t(say.noFigures)}</p> : null}
          {view.kpis.slice(0, 8).map((figure) => (
            <KpiTile key={figure.id} figure={figure} />
          ))}
        </div>
        <Card title={t(say.jobs)} className="overview-jobs">
          <RunningJobs nowMs={view.clock.nowMs} />
        </Card>
        <Card title={t(say.alarms)} className="overview-alarms">
          {view.alarms.length === 0 ? (
            <p className="faint">{t(say.noAlarms)}</p>
          ) : (
            <AlarmList alarms={view.alarms.slice(0, 6)} nowMs={view.clock.nowMs} />
          )}
        </Card>
        <Card title={t(say.cycle)}>
          <CycleCard
            cycle={view.cycle}
            running={view.jobCounts.running ?? 0}
            waiting={waiting}
            nowMs={view.clock.nowMs}
          />
        </Card>
      </div>
      <Card title={t(say.day)} span={9} className="overview-day">
        <DayStrip recent={view.recent} />
      </Card>
    </Page>
  );
};

/** State of the region now, whole on a wall display without scrolling. */
export default function OverviewPage() {
  const t = useText();
  const read = useOverview();
  if (read.data) return <Overview view={read.data} />;
  return (
    <Page title={t(say.title)}>
      <Card span={9}>
        <Reading read={read} height={640}>
          {() => null}
        </Reading>
      </Card>
      <div className="overview-side">
        <Skeleton height={330} />
        <Skeleton height={300} />
      </div>
    </Page>
  );
}
