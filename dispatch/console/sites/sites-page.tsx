import { useSearchParams } from 'react-router';
import type { SiteView } from '#dispatch/domain';
import { Card, Drawer, Empty, Page, Reading, useFormat, useRead, useText, words } from '#platform/web-shell';
import { useOverview } from '../overview-read.ts';
import { useRegion } from '../region-read.ts';
import { SiteCard } from './site-card.tsx';
import { SiteDetails } from './site-details.tsx';
import './sites.css';

const say = words({
  title: { zh: '站点', en: 'Sites' },
  none: { zh: '这个区域没有算力站点', en: 'This region has no compute sites' },
  noneNote: {
    zh: '站点写在情景的 region.yaml 里：sites。',
    en: 'Sites are described in the scenario’s region.yaml under sites.',
  },
});

const Answer = ({ sites }: { readonly sites: readonly SiteView[] }) => {
  const format = useFormat();
  const facility = sites.reduce((sum, site) => sum + (site.facilityMw ?? 0), 0);
  const it = sites.reduce((sum, site) => sum + (site.itMw ?? 0), 0);
  const pools = sites.flatMap((site) => site.pools);
  const used = pools.reduce(
    (sum, pool) => sum + (pool.unitCount ? (pool.usedUnits / pool.unitCount) * pool.pflops : 0),
    0,
  );
  const all = pools.reduce((sum, pool) => sum + pool.pflops, 0);
  const [power, pue, load] = [
    format.power(facility),
    format.number(it > 0 ? facility / it : null),
    format.percent(all > 0 ? used / all : null),
  ];
  if (format.language === 'zh')
    return (
      <>
        <b>{format.count(sites.length)}</b> 个站点此刻用电 <b>{power}</b>，平均 PUE <b>{pue}</b>，算力用掉了{' '}
        <b>{load}</b>。
      </>
    );
  return (
    <>
      <b>{format.count(sites.length)}</b> sites draw <b>{power}</b> at a mean PUE of <b>{pue}</b>;{' '}
      <b>{load}</b> of the compute is in use.
    </>
  );
};

/** The places where the work is done: power, cooling, use. */
export default function SitesPage() {
  const t = useText();
  const [search, setSearch] = useSearchParams();
  const read = useRead<{ sites: readonly SiteView[] }>('/api/dispatch/sites', {
    topics: ['dispatch.overview', 'dispatch.plan'],
    everyMs: 30_000,
  });
  const region = useRegion().data;
  const nowMs = useOverview().data?.clock.nowMs ?? null;
  const sites = read.data?.sites ?? [];
  const opened = sites.find((site) => site.id === search.get('site'));
  const open = (id: string | null) => setSearch(id === null ? {} : { site: id }, { replace: true });
  return (
    <Page title={t(say.title)} answer={read.data ? <Answer sites={sites} /> : ''}>
      <Reading read={read} height={420}>
        {() =>
          sites.length === 0 ? (
            <Card>
              <Empty icon="sites" title={t(say.none)}>
                {t(say.noneNote)}
              </Empty>
            </Card>
          ) : (
            sites.map((site) => (
              <SiteCard
                key={site.id}
                site={site}
                region={region}
                nowMs={nowMs}
                onOpen={() => open(site.id)}
              />
            ))
          )
        }
      </Reading>
      <Drawer open={opened !== undefined} onClose={() => open(null)} title={opened ? t(opened.name) : ''}>
        {opened ? <SiteDetails site={opened} region={region} nowMs={nowMs} /> : null}
      </Drawer>
    </Page>
  );
}
