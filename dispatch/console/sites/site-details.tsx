import { useMemo } from 'react';
import { timeLinesPicture } from '#dispatch/charts';
import type { Region, SiteView } from '#dispatch/domain';
import {
  ButtonLink,
  type Column,
  DataTable,
  Fact,
  Facts,
  useFormat,
  useText,
  words,
} from '#platform/web-shell';
import { Chart, useChartLook } from '#platform/web-shell/charts';
import { nameInRegion } from '../element-names.ts';

const say = words({
  power: { zh: '设施功率', en: 'Facility power' },
  description: { zh: '此刻 {now}，PUE {pue}。', en: '{now} now, PUE {pue}.' },
  measured: { zh: '实测', en: 'Measured' },
  planned: { zh: '计划', en: 'Planned' },
  facility: { zh: '设施', en: 'Facility' },
  it: { zh: 'IT', en: 'IT' },
  limit: { zh: '上限', en: 'Limit' },
  altitude: { zh: '海拔', en: 'Altitude' },
  area: { zh: '片区', en: 'Area' },
  temperature: { zh: '气温', en: 'Air' },
  wetBulb: { zh: '湿球温度', en: 'Wet bulb' },
  pools: { zh: '资源池', en: 'Pools' },
  pool: { zh: '资源池', en: 'Pool' },
  units: { zh: '数量', en: 'Units' },
  used: { zh: '在用', en: 'In use' },
  unlimited: { zh: '不限', en: 'unlimited' },
  compute: { zh: '算力', en: 'Compute' },
  draw: { zh: '空载 / 满载', en: 'Idle / peak' },
  jobs: { zh: '这个站点的作业', en: 'Jobs of this site' },
});
type PoolView = SiteView['pools'][number];

/** Everything about one site. */
export const SiteDetails = ({
  site,
  region,
  nowMs,
}: {
  readonly site: SiteView;
  readonly region: Region | undefined;
  readonly nowMs: number | null;
}) => {
  const t = useText();
  const format = useFormat();
  const look = useChartLook();
  const pue = site.pueRatio === null ? '—' : site.pueRatio.toFixed(3);
  const description = t(say.description, { now: format.power(site.facilityMw), pue });
  const picture = useMemo(
    () =>
      timeLinesPicture(look, {
        id: `site-${site.id}`,
        title: say.power,
        description,
        unit: 'MW',
        startMs: site.power.startMs,
        heightPx: 220,
        lines: [
          {
            id: 'measured',
            name: say.measured,
            colour: 'compute',
            values: site.power.measuredMw,
            filled: true,
            width: 2,
          },
          { id: 'planned', name: say.planned, colour: 'plan', values: site.power.plannedMw, width: 1.5 },
        ],
      }),
    [look, site, description],
  );
  const columns: readonly Column<PoolView>[] = [
    { id: 'pool', title: t(say.pool), cell: (pool) => t(pool.name) },
    {
      id: 'units',
      title: t(say.units),
      cell: (pool) => (pool.unitCount === null ? t(say.unlimited) : format.count(pool.unitCount)),
      numeric: true,
    },
    { id: 'used', title: t(say.used), cell: (pool) => format.count(pool.usedUnits), numeric: true },
    {
      id: 'compute',
      title: t(say.compute),
      cell: (pool) => (pool.pflops > 0 ? `${format.number(pool.pflops)} PFLOPS` : '—'),
      numeric: true,
    },
    {
      id: 'draw',
      title: t(say.draw),
      cell: (pool) => `${format.number(pool.idleKwPerUnit)} / ${format.number(pool.peakKwPerUnit)} kW`,
      numeric: true,
    },
  ];
  return (
    <div className="stack">
      <Chart picture={picture} nowMs={nowMs} />
      <Facts>
        <Fact label={t(say.facility)}>{format.power(site.facilityMw)}</Fact>
        <Fact label={t(say.it)}>{format.power(site.itMw)}</Fact>
        <Fact label="PUE">{pue}</Fact>
        <Fact label={t(say.limit)}>
          {site.facilityLimitMw === null ? t(say.unlimited) : format.power(site.facilityLimitMw)}
        </Fact>
        <Fact label={t(say.area)}>{t(nameInRegion(region, site.area))}</Fact>
        <Fact label={t(say.altitude)}>{format.count(site.altitudeM)} m</Fact>
        <Fact label={t(say.temperature)}>{format.number(site.temperatureC)} °C</Fact>
        <Fact label={t(say.wetBulb)}>{format.number(site.wetBulbC)} °C</Fact>
      </Facts>
      <DataTable caption={t(say.pools)} columns={columns} rows={site.pools} rowKey={(pool) => pool.id} />
      <div>
        <ButtonLink to={`/jobs?site=${site.id}`} icon="jobs">
          {t(say.jobs)}
        </ButtonLink>
      </div>
    </div>
  );
};
