import type { ReactNode } from 'react';
import type { OverviewView } from '#dispatch/domain';
import { useFormat } from '#platform/web-shell';
import { type Balance, standingOf } from './balance.ts';

const sumOf = ({ jobCounts }: OverviewView, states: readonly string[]): number =>
  states.reduce((sum, state) => sum + (jobCounts[state as keyof typeof jobCounts] ?? 0), 0);

/** The region in one or two sentences: as metered, as planned, or that nothing is known yet. */
export const OverviewAnswer = ({
  view,
  balance,
}: {
  readonly view: OverviewView;
  readonly balance: Balance;
}): ReactNode => {
  const format = useFormat();
  const zh = format.language === 'zh';
  const standing = standingOf(view.periodStartMs, balance);
  const running = <b>{format.count(sumOf(view, ['running']))}</b>;
  const waiting = <b>{format.count(sumOf(view, ['submitted', 'planned', 'paused']))}</b>;
  if (standing === 'unknown')
    return zh ? (
      <>第一份计划正在计算，电力数字随它一起出现。{waiting} 个作业在等计划。</>
    ) : (
      <>The first plan is being worked out; power figures come with it. {waiting} jobs wait for it.</>
    );
  return zh ? (
    <>
      {standing === 'planned' ? '按计划，区域此刻供电 ' : '区域此刻供电 '}
      <PowerZh balance={balance} />
      {running} 个作业在跑，{waiting} 个在等更好的时段。
    </>
  ) : (
    <>
      {standing === 'planned' ? 'As planned, the region supplies ' : 'The region supplies '}
      <PowerEn balance={balance} />
      {running} jobs run, {waiting} wait for a better hour.
    </>
  );
};

const awayMw = ({ outOf }: Balance): number =>
  outOf.reduce((sum, part) => sum + (part.id === 'hvdc' || part.id === 'export' ? part.mw : 0), 0);
const siteMw = ({ outOf }: Balance): number => outOf.find((part) => part.id === 'site')?.mw ?? 0;
/** Regions that send nothing out have no word for it. */
const LEAST_MW = 0.0005;

const PowerZh = ({ balance }: { readonly balance: Balance }) => {
  const format = useFormat();
  const away = awayMw(balance);
  return (
    <>
      <b>{format.power(balance.inMw)}</b>，其中 <b>{format.percent(balance.cleanRatio)}</b>{' '}
      来自光、风、水和储能；算力用掉 <b>{format.power(siteMw(balance))}</b>
      {away < LEAST_MW ? null : (
        <>
          ，外送 <b>{format.power(away)}</b>
        </>
      )}
      。
    </>
  );
};

const PowerEn = ({ balance }: { readonly balance: Balance }) => {
  const format = useFormat();
  const away = awayMw(balance);
  return (
    <>
      <b>{format.power(balance.inMw)}</b>, <b>{format.percent(balance.cleanRatio)}</b> of it from sun, wind,
      water and storage; compute takes <b>{format.power(siteMw(balance))}</b>
      {away < LEAST_MW ? null : (
        <>
          , <b>{format.power(away)}</b> leaves
        </>
      )}
      .{' '}
    </>
  );
};
