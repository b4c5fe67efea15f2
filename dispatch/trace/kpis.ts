import type { Kpi } from '#dispatch/domain';
import { type Bilingual, type EpochMs, whToMwh } from '#units';
import type { DaySums } from './day-sums.ts';

/** Where and when the figures below were taken. */
export interface KpiContext {
  readonly source: Bilingual;
  readonly quality: Kpi['quality'];
  readonly atMs: EpochMs;
}

type Definition = (sums: DaySums) => Omit<Kpi, keyof KpiContext>;

const over = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
const mwh = (name: Bilingual, wh: number) => ({ name, value: whToMwh(wh), unit: 'MWh' });

/** The matched share and the one by totals stand side by side, in this order, wherever they are shown. */
const GREEN: readonly Definition[] = [
  (sums) => ({
    id: 'matchedGreenShareRatio',
    title: { zh: '绿电同时率（15分钟）', en: 'Green share, matched every 15 min' },
    value: over(sums.matchedWh, sums.loadWh),
    unit: 'ratio',
    formula: {
      zh: '逐时段取 min(用电, 清洁电) 求和 ÷ 用电之和，在每个连通区内计算',
      en: 'sum over periods of min(load, clean) / sum of load, within each connected zone',
    },
    inputs: [
      mwh({ zh: '同时段匹配', en: 'matched' }, sums.matchedWh),
      mwh({ zh: '用电', en: 'load' }, sums.loadWh),
      count(sums),
    ],
  }),
  (sums) => ({
    id: 'annualGreenShareRatio',
    title: { zh: '绿电总量占比（不分时）', en: 'Green share by totals' },
    value: sums.loadWh > 0 ? Math.min(1, sums.cleanWh / sums.loadWh) : null,
    unit: 'ratio',
    formula: {
      zh: 'min(1, 清洁电之和 ÷ 用电之和)：不反映时段，总与同时率并列',
      en: 'min(1, sum of clean / sum of load): says nothing about the hour; never shown without the matched one',
    },
    inputs: [
      mwh({ zh: '清洁电', en: 'clean' }, sums.cleanWh),
      mwh({ zh: '用电', en: 'load' }, sums.loadWh),
      count(sums),
    ],
  }),
  (sums) => ({
    id: 'tracedGreenShareRatio',
    title: { zh: '溯源绿电占比', en: 'Green share, traced' },
    value: over(sums.tracedCleanWh, sums.loadWh),
    unit: 'ratio',
    formula: {
      zh: '按比例溯源分给各区和站点的清洁电量 ÷ 其用电量；外送部分自带其份额',
      en: 'clean Wh given to areas and sites by proportional tracing / their Wh; exports take their own share',
    },
    inputs: [
      mwh({ zh: '溯源到用电的清洁电', en: 'clean traced to load' }, sums.tracedCleanWh),
      mwh({ zh: '用电', en: 'load' }, sums.loadWh),
    ],
  }),
  (sums) => ({
    id: 'jobGreenShareRatio',
    title: { zh: '算力作业绿电占比', en: 'Green share of jobs' },
    value: over(sums.jobCleanWh, sums.jobWh),
    unit: 'ratio',
    formula: { zh: '溯源到作业的清洁电量 ÷ 作业用电量', en: 'clean Wh traced to jobs / Wh of jobs' },
    inputs: [
      mwh({ zh: '溯源到作业的清洁电', en: 'clean traced to jobs' }, sums.jobCleanWh),
      mwh({ zh: '作业', en: 'jobs' }, sums.jobWh),
    ],
  }),
  (sums) => ({
    id: 'curtailmentRatio',
    title: { zh: '弃电率', en: 'Curtailment' },
    value: sums.availableWh > 0 ? (sums.availableWh - sums.renewableWh) / sums.availableWh : null,
    unit: 'ratio',
    formula: {
      zh: '(可发 − 实发) ÷ 可发，风电与光伏',
      en: '(available − generated) / available of sun and wind',
    },
    inputs: [
      mwh({ zh: '可发', en: 'available' }, sums.availableWh),
      mwh({ zh: '实发', en: 'generated' }, sums.renewableWh),
    ],
  }),
];

const CARBON: readonly Definition[] = [
  (sums) => ({
    id: 'loadCo2Tonnes',
    title: { zh: '用电碳排放（溯源法）', en: 'CO₂ of consumption, traced' },
    value: sums.loadCo2,
    unit: 'tCO2',
    formula: {
      zh: '各区与站点：逐时段、逐来源的溯源电量 × 该来源排放因子，求和',
      en: 'sum over periods and sources of traced energy × emission factor of its source, areas and sites',
    },
    inputs: [
      mwh({ zh: '用电', en: 'load' }, sums.loadWh),
      mwh({ zh: '购入', en: 'imported' }, sums.importWh),
    ],
  }),
  (sums) => ({
    id: 'jobCo2Tonnes',
    title: { zh: '作业碳排放', en: 'CO₂ of jobs, traced' },
    value: sums.jobCo2,
    unit: 'tCO2',
    formula: {
      zh: '逐时段、逐来源溯源到作业的电量 × 该来源排放因子，求和',
      en: 'sum over periods and sources of energy traced to jobs × emission factor of its source',
    },
    inputs: [mwh({ zh: '作业', en: 'jobs' }, sums.jobWh)],
  }),
  (sums) => ({
    id: 'carbonIntensityTco2PerMwh',
    title: { zh: '用电碳强度', en: 'Carbon intensity of consumption' },
    value: over(sums.loadCo2, whToMwh(sums.loadWh)),
    unit: 'tCO2/MWh',
    formula: { zh: '用电的溯源碳排放 ÷ 用电量', en: 'traced CO₂ of load / load' },
    inputs: [
      { name: { zh: '碳排放', en: 'CO₂' }, value: sums.loadCo2, unit: 'tCO2' },
      mwh({ zh: '用电', en: 'load' }, sums.loadWh),
    ],
  }),
];

const ENERGY: readonly Definition[] = [
  (sums) => ({
    id: 'loadMwh',
    title: { zh: '用电量', en: 'Consumption' },
    value: whToMwh(sums.loadWh),
    unit: 'MWh',
    formula: { zh: '各区 + 各站点，不含外送', en: 'areas + sites, exports left out' },
    inputs: [
      mwh({ zh: '站点', en: 'sites' }, sums.siteWh),
      mwh({ zh: '各区', en: 'areas' }, sums.loadWh - sums.siteWh),
      count(sums),
    ],
  }),
  (sums) => ({
    id: 'jobMwh',
    title: { zh: '作业用电量', en: 'Energy of jobs' },
    value: whToMwh(sums.jobWh),
    unit: 'MWh',
    formula: {
      zh: '作业高出空载的用电（含其制冷），与站点电表对平',
      en: 'energy of jobs above idle with its cooling, reconciled to the meters of their sites',
    },
    inputs: [mwh({ zh: '作业', en: 'jobs' }, sums.jobWh), mwh({ zh: '站点', en: 'sites' }, sums.siteWh)],
  }),
  (sums) => ({
    id: 'greenGenerationMwh',
    title: { zh: '清洁发电量', en: 'Clean generation' },
    value: whToMwh(sums.greenWh),
    unit: 'MWh',
    formula: { zh: '光伏 + 风电 + 光热 + 水电上网电量', en: 'sun + wind + heat of the sun + water fed in' },
    inputs: [mwh({ zh: '光伏、风电、光热、水电', en: 'sun, wind, heat of the sun, water' }, sums.greenWh)],
  }),
  (sums) => ({
    id: 'thermalGenerationMwh',
    title: { zh: '火电发电量', en: 'Out of fuel' },
    value: whToMwh(sums.thermalWh),
    unit: 'MWh',
    formula: {
      zh: '燃料机组的电量与供热量，不算清洁',
      en: 'power and heat of units that burn something; not clean',
    },
    inputs: [mwh({ zh: '燃料机组', en: 'thermal units' }, sums.thermalWh)],
  }),
  (sums) => ({
    id: 'gridImportMwh',
    title: { zh: '购入电量', en: 'Bought from the grid' },
    value: whToMwh(sums.importWh),
    unit: 'MWh',
    formula: { zh: '各购电口电量之和', en: 'sum of grid imports' },
    inputs: [mwh({ zh: '购入', en: 'imports' }, sums.importWh)],
  }),
  (sums) => ({
    id: 'exportMwh',
    title: { zh: '外送电量', en: 'Sent out' },
    value: whToMwh(sums.exportWh),
    unit: 'MWh',
    formula: { zh: '直流送端电量 + 上网送出电量', en: 'HVDC at the sending end + grid exports' },
    inputs: [mwh({ zh: '外送', en: 'exports' }, sums.exportWh)],
  }),
  (sums) => ({
    id: 'storageDischargeMwh',
    title: { zh: '储能放电量', en: 'Out of storage' },
    value: whToMwh(sums.dischargeWh),
    unit: 'MWh',
    formula: { zh: '全部储能放电量之和', en: 'sum of discharge of all storages' },
    inputs: [
      mwh({ zh: '放电', en: 'discharged' }, sums.dischargeWh),
      mwh({ zh: '充电', en: 'charged' }, sums.chargeWh),
    ],
  }),
  (sums) => ({
    id: 'pueRatio',
    title: { zh: 'PUE', en: 'PUE' },
    value: over(sums.facilityWh, sums.itWh),
    unit: '',
    formula: {
      zh: '设施用电 ÷ IT 用电，只计两种电表都有的站点（ISO/IEC 30134-2）',
      en: 'facility energy / IT energy of the sites with both meters (ISO/IEC 30134-2)',
    },
    inputs: [mwh({ zh: '设施', en: 'facility' }, sums.facilityWh), mwh({ zh: 'IT', en: 'IT' }, sums.itWh)],
  }),
];

const count = (sums: DaySums) => ({ name: { zh: '时段数', en: 'periods' }, value: sums.periodCount });

/** Every figure with its formula and what went into it; null where there was nothing to divide by. */
export const kpisOf = (sums: DaySums, context: KpiContext): Kpi[] =>
  [...GREEN, ...CARBON, ...ENERGY].map((define) => ({ ...define(sums), ...context }));
