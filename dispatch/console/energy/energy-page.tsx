import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type EnergyDetail, type EnergyScope, energySankeyPicture } from '#dispatch/charts';
import type { DayEnergy } from '#dispatch/domain';
import { Button, Card, Choice, Empty, KpiTile, Page, Reading, useRead, useText } from '#platform/web-shell';
import { Chart } from '#platform/web-shell/charts';
import { shanghaiDay } from '#units';
import { useOverview } from '../overview-read.ts';
import { useRegion } from '../region-read.ts';
import { useChartContext } from '../use-chart-context.ts';
import { ConsumerTable } from './consumer-table.tsx';
import { ContractTable } from './contract-table.tsx';
import { DayPicker } from './day-picker.tsx';
import { EnergyAnswer } from './energy-answer.tsx';
import './energy-page.css';
import { say } from './energy-words.ts';

const TILES = [
  ...['matchedGreenShareRatio', 'annualGreenShareRatio', 'tracedGreenShareRatio'],
  ...['jobGreenShareRatio', 'jobMwh', 'jobCo2Tonnes'],
];

/** Four columns of single stations do not fit a phone. */
const fitting = (): EnergyDetail => (window.matchMedia('(max-width: 700px)').matches ? 'kinds' : 'elements');

const SankeyCard = ({ energy }: { readonly energy: DayEnergy }) => {
  const t = useText();
  const context = useChartContext();
  const [detail, setDetail] = useState<EnergyDetail>(fitting);
  const [scope, setScope] = useState<EnergyScope>('sites');
  const picture = useMemo(
    () => energySankeyPicture(energy, context, { detail, scope }),
    [energy, context, detail, scope],
  );
  const details = (['elements', 'kinds'] as const).map((value) => ({ value, label: t(say[value]) }));
  const scopes = (['sites', 'region'] as const).map((value) => ({ value, label: t(say[value]) }));
  return (
    <Card flush className="energy-picture">
      <Chart
        picture={picture}
        actions={
          <>
            <Choice label={t(say.scope)} options={scopes} value={scope} onChange={setScope} />
            <Choice label={t(say.detail)} options={details} value={detail} onChange={setDetail} />
          </>
        }
      />
    </Card>
  );
};

const Content = ({ energy }: { readonly energy: DayEnergy }) => {
  const region = useRegion().data;
  return (
    <>
      <div className="energy-kpis">
        {TILES.flatMap((id) => energy.kpis.filter((figure) => figure.id === id)).map((figure) => (
          <KpiTile key={figure.id} figure={figure} />
        ))}
      </div>
      <SankeyCard energy={energy} />
      <ContractTable contracts={energy.contracts} />
      <ConsumerTable energy={energy} region={region} />
    </>
  );
};

/** Whose energy a day was: from station over store to site and job, contracts first. */
export default function EnergyPage() {
  const t = useText();
  const [search, setSearch] = useSearchParams();
  const nowMs = useOverview().data?.clock.nowMs;
  const today = nowMs === undefined ? null : shanghaiDay(nowMs);
  const day = search.get('day') ?? today;
  const read = useRead<DayEnergy>(
    day === null ? null : `/api/dispatch/traces/${encodeURIComponent(day)}`,
    day === today ? { topics: ['dispatch.overview'] } : {},
  );
  const open = (next: string) => setSearch(next === today ? {} : { day: next }, { replace: true });
  const isEmpty = read.error?.status === 404;
  return (
    <Page
      title={t(say.title)}
      answer={read.data && !isEmpty ? <EnergyAnswer energy={read.data} /> : ' '}
      actions={day === null || today === null ? null : <DayPicker day={day} today={today} onDay={open} />}
    >
      {isEmpty ? (
        <Card>
          <Empty
            icon="overview"
            title={t(say.none)}
            action={day === today ? null : <Button onClick={() => setSearch({})}>{t(say.today)}</Button>}
          >
            {t(say.noneHow)}
          </Empty>
        </Card>
      ) : (
        <Shown read={read} />
      )}
    </Page>
  );
}

const Shown = ({ read }: { readonly read: ReturnType<typeof useRead<DayEnergy>> }) =>
  read.data ? (
    <Content energy={read.data} />
  ) : (
    <Card>
      <Reading read={read} height={520}>
        {() => null}
      </Reading>
    </Card>
  );
