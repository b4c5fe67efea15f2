import { type ReactNode, useState } from 'react';
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
import { type Balance, balanceOf } from './balance.ts';
import { BalanceBars } from './balance-bars.tsx';
import { CycleCard } from './cycle-card.tsx';
import { DayStrip } from './day-strip.tsx';
import { FlowPicture } from './flow-picture.tsx';
import { FlowTable } from './flow-table.tsx';
import './overview.css';
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
});

const Answer = ({ view, balance }: { readonly view: OverviewView; readonly balance: Balance }): ReactNode => {
  const format = useFormat();
  const site = balance.outOf.find((part) => part.id === 'site')?.mw ?? 0;
  const away = balance.outOf.reduce(
    (sum, part) => sum + (part.id === 'hvdc' || part.id === 'export' ? part.mw : 0),
    0,
  );
  const running = view.jobCounts.running ?? 0;
  const waiting =
    (view.jobCounts.submitted ?? 0) + (view.jobCounts.planned ?? 0) + (view.jobCounts.paused ?? 0);
  const [green, compute, out] = [format.percent(balance.cleanRatio), format.power(site), format.power(away)];
  if (format.language === 'zh')
    return (
      <>
        区域此刻供电 <b>{format.power(balance.inMw)}</b>，其中 <b>{green}</b> 来自光、风、水和储能；算力用掉{' '}
        <b>{compute}</b>，外送 <b>{out}</b>。<b>{format.count(running)}</b> 个作业在跑，
        <b>{format.count(waiting)}</b> 个在等更好的时段。
      </>
    );
  return (
    <>
      The region supplies <b>{format.power(balance.inMw)}</b>, <b>{green}</b> of it from sun, wind, water and
      storage; compute takes <b>{compute}</b>, <b>{out}</b> leave. <b>{format.count(running)}</b> jobs run,{' '}
      <b>{format.count(waiting)}</b> wait for a better hour.
    </>
  );
};

const FlowCard = ({ view, balance }: { readonly view: OverviewView; readonly balance: Balance }) => {
  const t = useText();
  const format = useFormat();
  const [table, setTable] = useState(false);
  return (
    <Card
      title={t(say.flow)}
      note={view.periodStartMs === null ? '' : t(say.period, { from: format.time(view.periodStartMs) })}
      actions={
        <Button small kind="quiet" icon="table" onClick={() => setTable(true)}>
          {t(say.table)}
        </Button>
      }
      span={9}
      flush
      className="overview-flow"
    >
      <BalanceBars balance={balance} />
      <div className="flow-scroll">
        <FlowPicture nodes={view.nodes} edges={view.edges} />
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
    <Page title={t(say.title)} answer={<Answer view={view} balance={balance} />} fill>
      <FlowCard view={view} balance={balance} />
      <div className="overview-side">
        <div className="overview-kpis">
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
