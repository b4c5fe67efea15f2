import type { Objective, Region, RegionSetting } from '#dispatch/domain';
import type { Bilingual } from '#units';

/** A variant that people ask for, made from the numbers of the region at hand. */
export interface VariantPreset {
  readonly id: string;
  readonly name: Bilingual;
  /** What one learns from it. */
  readonly teaches: Bilingual;
  readonly set: readonly RegionSetting[];
  readonly objective?: Objective;
  readonly carbonYuanPerTco2?: number;
  readonly expand?: boolean;
}

/** Tidy numbers: what is a tenth or a half more need not carry fifteen digits. */
const times = (value: number, factor: number): number => Number((value * factor).toPrecision(12));

const scaled = <Row extends { readonly id: string }>(
  list: string,
  rows: readonly Row[],
  field: keyof Row & string,
  factor: number,
): RegionSetting[] =>
  rows.map((row) => ({ path: `${list}.${row.id}.${field}`, value: times(row[field] as number, factor) }));

const moreSun = ({ pv }: Region): VariantPreset => ({
  id: 'more-pv',
  name: { zh: '光伏多一半', en: 'Half more solar' },
  teaches: {
    zh: '多出的电是被用掉、存起来，还是弃掉？',
    en: 'Is the added sun used, stored, or thrown away?',
  },
  set: scaled('pv', pv, 'capacityMw', 1.5),
});

const biggerBattery = ({ batteries }: Region): VariantPreset => ({
  id: 'bigger-battery',
  name: { zh: '储能加倍', en: 'Twice the storage' },
  teaches: {
    zh: '再多的储能还能省多少购电、救回多少弃电？',
    en: 'How much import and curtailment would more storage still save?',
  },
  set: [
    ...scaled('batteries', batteries, 'capacityMwh', 2),
    ...scaled('batteries', batteries, 'chargeMw', 2),
    ...scaled('batteries', batteries, 'dischargeMw', 2),
  ],
});

const dearCarbon = ({ carbonYuanPerTco2 }: Region): VariantPreset => ({
  id: 'dear-carbon',
  name: { zh: '碳价加 200 元', en: 'Carbon 200 CNY dearer' },
  teaches: {
    zh: '碳价要多高，作业和储能才会换时间？',
    en: 'Does a carbon price move jobs and storage, or is it only paid?',
  },
  set: [],
  carbonYuanPerTco2: carbonYuanPerTco2 + 200,
});

const noExport = ({ gridConnections }: Region): VariantPreset => ({
  id: 'no-export',
  name: { zh: '不许上网', en: 'No grid export' },
  teaches: {
    zh: '富余的电卖不掉时，本地能用掉多少？',
    en: 'How much of the surplus finds a use at home when it cannot be sold?',
  },
  set: gridConnections.map(({ id }) => ({ path: `gridConnections.${id}.exportLimitMw`, value: 0 })),
});

const twiceRacks = ({ sites }: Region): VariantPreset => ({
  id: 'twice-racks',
  name: { zh: '机架加倍', en: 'Twice the racks' },
  teaches: {
    zh: '更多机架能让作业更好地追着便宜的绿电跑吗？',
    en: 'Do more racks let jobs follow cheap, clean power better?',
  },
  set: sites.flatMap((site) => [
    ...site.pools.flatMap(({ id, unitCount }) =>
      unitCount === 'unlimited'
        ? []
        : [{ path: `sites.${site.id}.pools.${id}.unitCount`, value: times(unitCount, 2) }],
    ),
    ...(site.facilityLimitMw === undefined
      ? []
      : [{ path: `sites.${site.id}.facilityLimitMw`, value: times(site.facilityLimitMw, 2) }]),
  ]),
});

const tightImport = ({ gridConnections }: Region): VariantPreset => ({
  id: 'tight-import',
  name: { zh: '购电上限减半', en: 'Half the import limit' },
  teaches: {
    zh: '断面紧张时，作业和储能能让出多少？',
    en: 'How far can jobs and storage make way when the tie is tight?',
  },
  set: scaled('gridConnections', gridConnections, 'importLimitMw', 0.5),
});

const mayBuild: VariantPreset = {
  id: 'may-build',
  name: { zh: '允许新建', en: 'Candidates may be built' },
  teaches: {
    zh: '按年化成本算，区域文件里的候选项目该建多少？',
    en: 'Of the candidates in the region’s file, how much is worth its yearly cost?',
  },
  set: [],
  expand: true,
};
const greenest: VariantPreset = {
  id: 'greenest',
  name: { zh: '最绿的排法', en: 'Greenest schedule' },
  teaches: {
    zh: '同样的设施，只改排法，最绿能到多少、要多花多少？',
    en: 'With what is there: how green can it get, and what would that cost?',
  },
  set: [],
  objective: 'green',
};

/** Whether anything of the region may be built at all. */
export const hasCandidates = (region: Region): boolean => JSON.stringify(region).includes('"expansion":');

/** Presets that make sense for a region. */
export function variantPresets(region: Region): readonly VariantPreset[] {
  const changing = [moreSun, biggerBattery, twiceRacks, noExport, tightImport].map((make) => make(region));
  return [
    ...changing.filter(({ set }) => set.length > 0),
    dearCarbon(region),
    greenest,
    ...(hasCandidates(region) ? [mayBuild] : []),
  ];
}
