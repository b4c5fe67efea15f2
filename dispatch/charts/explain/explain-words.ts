import type { ExplanationKind, PriceSetter } from '#dispatch/domain';
import type { Bilingual } from '#units';

/** What each kind of explanation is called in lists and filters. */
export const EXPLANATION_WORDS: Readonly<Record<ExplanationKind, Bilingual>> = {
  charge: { zh: '储能充电', en: 'Charging' },
  discharge: { zh: '储能放电', en: 'Discharging' },
  hydro: { zh: '水电出力', en: 'Water release' },
  csp: { zh: '光热出力', en: 'Solar tower' },
  hvdc: { zh: '直流外送', en: 'HVDC export' },
  thermal: { zh: '火电机组', en: 'Thermal unit' },
  convert: { zh: '换流', en: 'Conversion' },
  curtail: { zh: '弃电', en: 'Curtailment' },
  unserved: { zh: '缺供', en: 'Unserved load' },
  importLimit: { zh: '购电限额', en: 'Import limit' },
  exportLimit: { zh: '送电限额', en: 'Export limit' },
  line: { zh: '线路限额', en: 'Line limit' },
  siteLimit: { zh: '站点功率', en: 'Site limit' },
  poolFull: { zh: '资源池满', en: 'Pool full' },
  budget: { zh: '预算', en: 'Budget' },
  reserve: { zh: '备用', en: 'Reserve' },
  island: { zh: '孤网', en: 'Island' },
  peak: { zh: '最大需量', en: 'Peak demand' },
  capacity: { zh: '新建容量', en: 'New capacity' },
  online: { zh: '在线路由', en: 'Online routing' },
};

/** Limits whose price is a rent: not what an element does, but what is in its way. */
export const LIMIT_KINDS: ReadonlySet<ExplanationKind> = new Set([
  'importLimit',
  'exportLimit',
  'line',
  'siteLimit',
  'poolFull',
  'budget',
  'reserve',
  'island',
]);

/** What made a price. */
export const SETTER_WORDS: Readonly<Record<PriceSetter['kind'], Bilingual>> = {
  import: { zh: '购电', en: 'grid import' },
  export: { zh: '上网', en: 'grid export' },
  thermal: { zh: '火电', en: 'thermal units' },
  unserved: { zh: '缺供', en: 'load that is shed' },
  curtail: { zh: '弃电', en: 'sun and wind that is turned away' },
  hvdc: { zh: '直流外送', en: 'HVDC export' },
  hydro: { zh: '水值', en: 'the value of water' },
  csp: { zh: '储热', en: 'stored heat' },
  storage: { zh: '储能', en: 'storage' },
  convert: { zh: '换流', en: 'conversion' },
  limits: { zh: '限值之间', en: 'limits all around' },
};
