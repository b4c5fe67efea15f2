import { Link } from 'react-router';
import type { Region, SiteView } from '#dispatch/domain';
import { Button, Card, Chip, useFormat, useText, words } from '#platform/web-shell';
import { nameInRegion } from '../element-names.ts';
import { PowerSpark } from './power-spark.tsx';

const say = words({
  details: { zh: '详情', en: 'Details' },
  metres: { zh: '海拔 {m} 米', en: '{m} m' },
  pue: { zh: 'PUE', en: 'PUE' },
  air: { zh: '气温 / 湿球', en: 'Air / wet bulb' },
  jobs: { zh: '{running} 个在跑 · {queued} 个在等', en: '{running} running · {queued} waiting' },
  ofLimit: { zh: '上限的 {share}', en: '{share} of its limit' },
  used: { zh: '{used} / {all} 在用', en: '{used} of {all} in use' },
  noLimit: { zh: '{used} 在用，不限量', en: '{used} in use, unlimited' },
});

export const PoolBar = ({ pool }: { readonly pool: SiteView['pools'][number] }) => {
  const t = useText();
  const format = useFormat();
  const share = pool.unitCount ? pool.usedUnits / pool.unitCount : null;
  const text =
    pool.unitCount === null
      ? t(say.noLimit, { used: format.count(pool.usedUnits) })
      : t(say.used, { used: format.count(pool.usedUnits), all: format.count(pool.unitCount) });
  return (
    <div className="pool">
      <div className="pool-head">
        <span>{t(pool.name)}</span>
        <span className="soft tnum">
          {text} <b>{share === null ? '' : format.percent(share)}</b>
        </span>
      </div>
      <div className="pool-bar">
        <i style={{ width: `${Math.min(100, (share ?? 0) * 100).toFixed(1)}%` }} />
      </div>
    </div>
  );
};

const degrees = (value: number | null) => (value === null ? '—' : `${value.toFixed(1).replace('-', '−')} °C`);

/** One site at a glance: power against plan, cooling, pools. */
export const SiteCard = ({
  site,
  region,
  nowMs,
  onOpen,
}: {
  readonly site: SiteView;
  readonly region: Region | undefined;
  readonly nowMs: number | null;
  readonly onOpen: () => void;
}) => {
  const t = useText();
  const format = useFormat();
  const power = format.powerMeasure(site.facilityMw);
  const share =
    site.facilityLimitMw && site.facilityMw !== null ? site.facilityMw / site.facilityLimitMw : null;
  return (
    <Card
      title={t(site.name)}
      note={`${t(nameInRegion(region, site.area))} · ${t(say.metres, { m: format.count(site.altitudeM) })}`}
      span={4}
      className="site-card"
      actions={
        <Button small kind="quiet" onClick={onOpen}>
          {t(say.details)}
        </Button>
      }
    >
      <div className="site-now">
        <div className="site-power tnum">
          {power.text} <small>{power.unit}</small>
          {share === null ? null : (
            <span className="site-share">{t(say.ofLimit, { share: format.percent(share) })}</span>
          )}
        </div>
        <dl>
          <div>
            <dt>{t(say.pue)}</dt>
            <dd className="tnum">{site.pueRatio === null ? '—' : site.pueRatio.toFixed(3)}</dd>
          </div>
          <div>
            <dt>{t(say.air)}</dt>
            <dd className="tnum">
              {degrees(site.temperatureC)} / {degrees(site.wetBulbC)}
            </dd>
          </div>
        </dl>
      </div>
      <PowerSpark site={site} nowMs={nowMs} />
      <div className="pools">
        {site.pools.map((pool) => (
          <PoolBar key={pool.id} pool={pool} />
        ))}
      </div>
      <Link to={`/jobs?site=${site.id}`} className="site-jobs">
        <Chip tone={site.runningJobs > 0 ? 'busy' : 'idle'}>
          {t(say.jobs, { running: format.count(site.runningJobs), queued: format.count(site.queuedJobs) })}
        </Chip>
      </Link>
    </Card>
  );
};
