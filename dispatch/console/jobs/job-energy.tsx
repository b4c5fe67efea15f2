import { useMemo } from 'react';
import { jobEnergyPicture } from '#dispatch/charts';
import type { JobStory, Region } from '#dispatch/domain';
import { cssName } from '#platform/look';
import { Chip, type Column, DataTable, Empty, Swatch, useFormat, useText, words } from '#platform/web-shell';
import { Chart, useChartLook } from '#platform/web-shell/charts';
import type { Bilingual } from '#units';
import { nameInRegion } from '../element-names.ts';
import { energyBySource, SOURCE_COLOUR, type SourceTotal, sourceKindsOf } from './energy-sources.ts';

const say = words({
  none: { zh: '还没有用电', en: 'No energy used yet' },
  noneNote: {
    zh: '作业开始后，每个时段结束时，这里会记下它用了多少电、从哪里来。',
    en: 'Once it runs, the end of each period writes here how much it used and where from.',
  },
  noneEver: { zh: '没有单独计量的用电', en: 'No energy of its own' },
  noneEnded: {
    zh: '它结束前没有一个时段计到用电。',
    en: 'No period metered any energy of it before it ended.',
  },
  noneBulk: {
    zh: '数据搬运只占用网络带宽，不单独计电。',
    en: 'A transfer takes bandwidth; its power is not metered by itself.',
  },
  source: { zh: '来源', en: 'Source' },
  energy: { zh: '电量', en: 'Energy' },
  share: { zh: '占比', en: 'Share' },
  total: { zh: '共 {total}，{co2}', en: '{total} in all, {co2}' },
  clean: { zh: '{share} 清洁', en: '{share} clean' },
});

const methodWords: Readonly<Record<string, Bilingual>> = {
  metered: { zh: '电表计量', en: 'metered' },
  modelled: { zh: '按模型估算', en: 'modelled' },
};
/** Nothing more will be written for a job that has ended. */
const ENDED = new Set(['finished', 'failed', 'cancelled', 'refused']);

const Sources = ({
  totals,
  region,
}: {
  readonly totals: readonly SourceTotal[];
  readonly region: Region;
}) => {
  const t = useText();
  const format = useFormat();
  const all = totals.reduce((sum, one) => sum + one.wh, 0);
  const colour = (one: SourceTotal) => (one.kind ? SOURCE_COLOUR[one.kind] : 'carbon');
  const columns: readonly Column<SourceTotal>[] = [
    {
      id: 'source',
      title: t(say.source),
      cell: (one) => <Swatch colour={colour(one)}>{t(nameInRegion(region, one.id))}</Swatch>,
      sortBy: (one) => one.id,
    },
    {
      id: 'energy',
      title: t(say.energy),
      cell: (one) => <span title={`${format.full(one.wh)} Wh`}>{format.energyWh(one.wh)}</span>,
      sortBy: (one) => one.wh,
      numeric: true,
    },
    {
      id: 'share',
      title: t(say.share),
      cell: (one) => format.percent(one.wh / all),
      sortBy: (one) => one.wh,
      numeric: true,
    },
  ];
  return (
    <div>
      <div className="source-bar" aria-hidden="true">
        {totals.map((one) => (
          <i key={one.id} style={{ flex: one.wh, background: `var(${cssName(colour(one))})` }} />
        ))}
      </div>
      <DataTable caption={t(say.source)} columns={columns} rows={totals} rowKey={(one) => one.id} />
    </div>
  );
};

/** Where a job's watt-hours came from: period by period, and in all. */
export const JobEnergy = ({
  story,
  region,
  nowMs,
}: {
  readonly story: JobStory;
  readonly region: Region;
  readonly nowMs: number;
}) => {
  const t = useText();
  const format = useFormat();
  const look = useChartLook();
  const kinds = useMemo(() => sourceKindsOf(region), [region]);
  const picture = useMemo(
    () => jobEnergyPicture(story, { ...look, sourceKinds: kinds }),
    [story, look, kinds],
  );
  if (story.energy.length === 0) {
    const isBulk = story.kind === 'bulk';
    const isOver = ENDED.has(story.state);
    return (
      <Empty icon="overview" title={t(isBulk || isOver ? say.noneEver : say.none)}>
        {t(isBulk ? say.noneBulk : isOver ? say.noneEnded : say.noneNote)}
      </Empty>
    );
  }
  const methods = [...new Set(story.energy.map((one) => one.method))];
  const co2 = story.energy.reduce((sum, one) => sum + one.co2Tonnes, 0);
  return (
    <div className="stack job-energy">
      <Chart picture={picture} nowMs={nowMs} />
      <div className="row">
        <span>{t(say.total, { total: format.energyWh(story.energyWh), co2: format.co2(co2) })}</span>
        <Chip tone="idle">
          {t(say.clean, {
            share: format.percent(story.energyWh > 0 ? story.cleanWh / story.energyWh : null),
          })}
        </Chip>
        <span className="faint">
          {methods.map((method) => t(methodWords[method] ?? { zh: method, en: method })).join(', ')}
        </span>
      </div>
      <Sources totals={energyBySource(story.energy, kinds)} region={region} />
    </div>
  );
};
