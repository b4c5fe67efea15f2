import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { coverageRatio, forecastFanPicture } from '#dispatch/charts';
import type { ForecastView } from '#dispatch/domain';
import { Card, Empty, Fact, Facts, Page, Reading, useFormat, useRead, useText } from '#platform/web-shell';
import { Chart, ChartGroup, TimeWindowBar } from '#platform/web-shell/charts';
import type { EpochMs } from '#units';
import { useOverview } from '../overview-read.ts';
import { useChartContext } from '../use-chart-context.ts';
import { useScenarioNow } from '../use-scenario-now.ts';
import './forecast-page.css';
import { methodWords, say } from './forecast-words.ts';
import { ScoreTable } from './score-table.tsx';
import { accuracyInUse, KINDS, TargetList } from './target-list.tsx';

const Answer = ({ view }: { readonly view: ForecastView }) => {
  const t = useText();
  const format = useFormat();
  const accuracy = accuracyInUse(view);
  const coverage = coverageRatio(view);
  const days = view.scores.find(({ method }) => method === view.method)?.days;
  const [right, inside] = [format.percent(accuracy), format.percent(coverage)];
  if (format.language === 'zh')
    return (
      <>
        “{view.name.zh}”
        {accuracy === null ? (
          '还没有整天的实际值可比'
        ) : (
          <>
            过去 <b>{format.count(days)}</b> 天的预测准确率是 <b>{right}</b>
          </>
        )}
        {coverage === null ? (
          ''
        ) : (
          <>
            ；这一次已到的实际值有 <b>{inside}</b> 落在预测区间内
          </>
        )}
        。
      </>
    );
  return (
    <>
      {t(view.name)}
      {accuracy === null ? (
        ' has no full day of actual values to compare with yet'
      ) : (
        <>
          {' '}
          was forecast with <b>{right}</b> accuracy over the past <b>{format.count(days)}</b> days
        </>
      )}
      {coverage === null ? (
        ''
      ) : (
        <>
          ; of the values known so far <b>{inside}</b> lie inside the band
        </>
      )}
      .
    </>
  );
};

const Details = ({ view, nowMs }: { readonly view: ForecastView; readonly nowMs: EpochMs | null }) => {
  const t = useText();
  const format = useFormat();
  const method = methodWords[view.method];
  return (
    <Facts>
      <Fact label={t(say.method)}>{method ? t(method) : view.method}</Fact>
      <Fact label={t(say.issued)} title={`UTC ${format.utc(view.issuedAtMs)}`}>
        {format.dateTime(view.issuedAtMs)}
        {nowMs === null ? '' : ` · ${format.ago(view.issuedAtMs, nowMs)}`}
      </Fact>
      {view.capacityMw === null ? null : <Fact label={t(say.capacity)}>{format.power(view.capacityMw)}</Fact>}
      <Fact label={t(say.coverage)}>{format.percent(coverageRatio(view))}</Fact>
      <Fact label={t(say.target)}>
        <code>{view.target}</code>
      </Fact>
    </Facts>
  );
};

interface ShownProps {
  readonly read: UseQueryResult<ForecastView, unknown>;
  readonly nowMs: EpochMs | null;
}

const Shown = ({ read, nowMs }: ShownProps) => {
  const context = useChartContext();
  const view = read.data;
  const picture = useMemo(() => (view ? forecastFanPicture(view, context) : null), [view, context]);
  if (!view || !picture?.extentMs)
    return (
      <Card span={12}>
        <Reading read={read} height={460}>
          {() => null}
        </Reading>
      </Card>
    );
  return (
    <>
      <ChartGroup key={view.target}>
        <Card flush span={12}>
          <Chart picture={picture} nowMs={nowMs} actions={<TimeWindowBar extent={picture.extentMs} />} />
          <div className="forecast-facts">
            <Details view={view} nowMs={nowMs} />
          </div>
        </Card>
      </ChartGroup>
      <ScoreTable view={view} />
    </>
  );
};

const firstListed = (forecasts: readonly ForecastView[]): ForecastView | undefined =>
  KINDS.flatMap((kind) => forecasts.filter((one) => one.kind === kind))[0];

const TOPICS = { topics: ['dispatch.plan'] };

/** What is expected of sun, wind, water and load, how sure that is, and how good past forecasts were. */
export default function ForecastPage() {
  const t = useText();
  const [search] = useSearchParams();
  const list = useRead<{ forecasts: readonly ForecastView[] }>('/api/dispatch/forecasts', TOPICS);
  const nowMs = useScenarioNow(useOverview().data?.clock);
  const lineMs = nowMs === null ? null : Math.floor(nowMs / 60_000) * 60_000;
  const forecasts = list.data?.forecasts ?? [];
  const shown = forecasts.find(({ target }) => target === search.get('target')) ?? firstListed(forecasts);
  const read = useRead<ForecastView>(
    shown ? `/api/dispatch/forecasts/${encodeURIComponent(shown.target)}` : null,
    TOPICS,
  );
  if (!shown)
    return (
      <Page title={t(say.title)}>
        <Card>
          <Reading read={list} height={460}>
            {() => (
              <Empty icon="forecast" title={t(say.none)}>
                {t(say.noneHow)}
              </Empty>
            )}
          </Reading>
        </Card>
      </Page>
    );
  return (
    <Page title={t(say.title)} answer={read.data ? <Answer view={read.data} /> : ' '}>
      <Card span={3} flush className="forecast-side">
        <TargetList forecasts={forecasts} shown={shown.target} />
      </Card>
      <div className="span-9 forecast-main">
        <Shown read={read} nowMs={lineMs} />
      </div>
    </Page>
  );
}
