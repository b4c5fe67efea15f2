import { useSearchParams } from 'react-router';
import type { FootprintRow, FootprintView } from '#dispatch/domain';
import {
  Card,
  Choice,
  Empty,
  Icon,
  KpiTile,
  Page,
  Reading,
  useFormat,
  useRead,
  useText,
} from '#platform/web-shell';
import { shanghaiDay } from '#units';
import { useOverview } from '../overview-read.ts';
import { MethodTable, SiteFigureTable, TargetTable } from './carbon-tables.tsx';
import { say } from './carbon-words.ts';
import './carbon-page.css';

const TOPICS = ['dispatch.overview'];

const Answer = ({ region }: { readonly region: FootprintRow }) => {
  const format = useFormat();
  const [location, market, marginal] = region.carbon.map(({ value }) => format.number(value));
  const [matched, totals] = region.greenShares.map(({ value }) => format.percent(value));
  const energy = format.energyWh(region.energyWh);
  return format.language === 'zh' ? (
    <>
      用电 <b>{energy}</b>：按位置 <b>{location} tCO₂</b>，按市场 <b>{market} tCO₂</b>，边际{' '}
      <b>{marginal} tCO₂</b>。绿电同时率 <b>{matched}</b>，合同与证书占比（不分时）<b>{totals}</b>。
    </>
  ) : (
    <>
      <b>{energy}</b> were used: <b>{location} tCO₂</b> by location, <b>{market} tCO₂</b> by market,{' '}
      <b>{marginal} tCO₂</b> at the margin. <b>{matched}</b> was green at the hour; contracts and certificates
      cover <b>{totals}</b> by totals.
    </>
  );
};

const Shown = ({ view }: { readonly view: FootprintView }) => {
  const t = useText();
  const region = view.rows.find(({ kind }) => kind === 'region');
  const owners = view.rows.filter(({ kind }) => kind === 'owner');
  return (
    <>
      {view.remarks.map((remark) => (
        <div key={remark.en} className="carbon-remark" role="alert">
          <Icon name="alarm" />
          <span>{t(remark)}</span>
        </div>
      ))}
      {region ? (
        <div className="carbon-kpis">
          {[...region.carbon, ...region.greenShares].map((figure) => (
            <KpiTile key={figure.id} figure={figure} />
          ))}
        </div>
      ) : null}
      {view.rows.length > 0 ? (
        <MethodTable
          title={t(say.methods)}
          note={t(say.methodsNote)}
          rows={view.rows.filter(({ kind }) => kind === 'region' || kind === 'site')}
        />
      ) : null}
      {view.sites.length > 0 ? <SiteFigureTable sites={view.sites} /> : null}
      {view.targets.length > 0 ? <TargetTable targets={view.targets} /> : null}
      {owners.length > 0 ? <MethodTable title={t(say.owners)} rows={owners} /> : null}
    </>
  );
};

/** Carbon of the region, its sites and the owners of its jobs by three methods, the figures of sites, and targets. */
export default function CarbonPage() {
  const t = useText();
  const [search, setSearch] = useSearchParams();
  const nowMs = useOverview().data?.clock.nowMs ?? null;
  const kind = search.get('span') === 'month' ? 'month' : 'day';
  const today = nowMs === null ? null : shanghaiDay(nowMs);
  const query = today === null ? null : kind === 'month' ? `month=${today.slice(0, 7)}` : `day=${today}`;
  const read = useRead<FootprintView>(query === null ? null : `/api/dispatch/footprint?${query}`, {
    topics: TOPICS,
    everyMs: 60_000,
  });
  const choice = (
    <Choice
      label={t(say.span)}
      options={[
        { value: 'day', label: t(say.day) },
        { value: 'month', label: t(say.month) },
      ]}
      value={kind}
      onChange={(value) => setSearch(value === 'month' ? { span: value } : {}, { replace: true })}
    />
  );
  if (read.error?.status === 404 && !read.data)
    return (
      <Page title={t(say.title)} actions={choice}>
        <Card>
          <Empty icon="leaf" title={t(say.none)}>
            {t(say.noneHow)}
          </Empty>
        </Card>
      </Page>
    );
  const region = read.data?.rows.find((row) => row.kind === 'region');
  return (
    <Page title={t(say.title)} answer={region ? <Answer region={region} /> : null} actions={choice}>
      <Reading read={read} height={480}>
        {(view) => <Shown view={view} />}
      </Reading>
    </Page>
  );
}
