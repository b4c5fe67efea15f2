import type { Kpi, SiteFigures } from '#dispatch/domain';
import { type Bilingual, whToMwh } from '#units';
import type { CarbonSums } from './carbon-sums.ts';
import type { FigureContext } from './records.ts';
import type { SiteSums } from './site-sums.ts';

type Definition = Omit<Kpi, keyof FigureContext>;
const over = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
const mwh = (name: Bilingual, wh: number) => ({ name, value: whToMwh(wh), unit: 'MWh' });
const IT: Bilingual = { zh: 'IT 设备', en: 'IT' };
const FACILITY: Bilingual = { zh: '设施', en: 'facility' };
const CO2: Bilingual = { zh: '碳排放（基于位置）', en: 'CO₂, location-based' };

/** The figures of ISO/IEC 30134 of one site, and what its compute cost in carbon and money. A figure without its meter is null and says why. */
export const siteFigures = (
  site: { readonly id: string; readonly name: Bilingual },
  sums: SiteSums,
  carbon: CarbonSums,
  context: FigureContext,
): SiteFigures => ({
  siteId: site.id,
  name: site.name,
  kpis: [...iso(sums, carbon), ...perWork(sums, carbon)].map((figure) => ({
    ...figure,
    ...context,
    id: `${figure.id}.${site.id}`,
  })),
});

function iso(sums: SiteSums, carbon: CarbonSums): Definition[] {
  return [
    {
      id: 'pueRatio',
      title: { zh: 'PUE', en: 'PUE' },
      value: over(sums.facilityPerIt.part, sums.facilityPerIt.wholeWh),
      unit: '',
      formula: {
        zh: '设施用电 ÷ IT 用电（ISO/IEC 30134-2）',
        en: 'facility energy / IT energy (ISO/IEC 30134-2)',
      },
      inputs: [mwh(FACILITY, sums.facilityPerIt.part), mwh(IT, sums.facilityPerIt.wholeWh)],
    },
    {
      id: 'cueKgPerKwh',
      title: { zh: 'CUE', en: 'CUE' },
      value: over(sums.carbonPerIt.part, whToMwh(sums.carbonPerIt.wholeWh)),
      unit: 'kgCO2/kWh',
      formula: {
        zh: '设施用电的碳排放（基于位置）÷ IT 用电（ISO/IEC 30134-8）',
        en: 'CO₂ of the facility’s energy, location-based / IT energy (ISO/IEC 30134-8)',
      },
      inputs: [{ name: CO2, value: sums.carbonPerIt.part, unit: 'tCO2' }, mwh(IT, sums.carbonPerIt.wholeWh)],
    },
    metered(
      {
        id: 'wueLitresPerKwh',
        title: { zh: 'WUE', en: 'WUE' },
        value: over(sums.waterPerIt.part, sums.waterPerIt.wholeWh / 1000),
        unit: 'L/kWh',
        formula: {
          zh: '用水量 ÷ IT 用电（ISO/IEC 30134-9）',
          en: 'water used / IT energy (ISO/IEC 30134-9)',
        },
        inputs: [
          { name: { zh: '用水', en: 'water' }, value: sums.waterPerIt.part, unit: 'L' },
          mwh(IT, sums.waterPerIt.wholeWh),
        ],
      },
      {
        zh: '没有水表读数（waterM3PerH）：不知道，不是 0',
        en: 'no water meter (waterM3PerH): unknown, not 0',
      },
    ),
    {
      id: 'refRatio',
      title: { zh: 'REF（不分时）', en: 'REF, by totals' },
      value: over(carbon.coveredWh, carbon.energyWh),
      unit: 'ratio',
      formula: {
        zh: '合同与已声明证书覆盖的可再生电量 ÷ 设施用电（ISO/IEC 30134-3）；同时率并列',
        en: 'renewable energy covered by contracts and claimed certificates / facility energy (ISO/IEC 30134-3); the matched share stands beside it',
      },
      inputs: [mwh({ zh: '覆盖', en: 'covered' }, carbon.coveredWh), mwh(FACILITY, carbon.energyWh)],
    },
    {
      id: 'matchedShareRatio',
      title: { zh: '绿电同时率', en: 'Matched share' },
      value: over(carbon.cleanWh, carbon.energyWh),
      unit: 'ratio',
      formula: {
        zh: '逐时段溯源到站点及其作业的清洁电 ÷ 设施用电',
        en: 'clean energy traced to the site and its jobs period by period / facility energy',
      },
      inputs: [
        mwh({ zh: '溯源清洁电', en: 'clean, traced' }, carbon.cleanWh),
        mwh(FACILITY, carbon.energyWh),
      ],
    },
    metered(
      {
        id: 'erfRatio',
        title: { zh: 'ERF', en: 'ERF' },
        value: over(sums.reusedPerFacility.part, sums.reusedPerFacility.wholeWh),
        unit: 'ratio',
        formula: {
          zh: '回收利用的热量 ÷ 设施用电（ISO/IEC 30134-6）',
          en: 'energy reused outside / facility energy (ISO/IEC 30134-6)',
        },
        inputs: [
          mwh({ zh: '回收利用', en: 'reused' }, sums.reusedPerFacility.part),
          mwh(FACILITY, sums.reusedPerFacility.wholeWh),
        ],
      },
      {
        zh: '没有余热表读数（reusedHeatMw）：不知道，不是 0',
        en: 'no meter of reused heat (reusedHeatMw): unknown, not 0',
      },
    ),
  ];
}

/** A null figure says which meter it would need. */
const metered = (figure: Definition, why: Bilingual): Definition =>
  figure.value !== null
    ? figure
    : {
        ...figure,
        inputs: [{ name: { zh: '缺少', en: 'missing' }, value: `${why.zh} / ${why.en}` }],
        formula: { zh: `${figure.formula.zh}。${why.zh}。`, en: `${figure.formula.en}; ${why.en}.` },
      };

function perWork(sums: SiteSums, carbon: CarbonSums): Definition[] {
  return [
    {
      id: 'tonnesPerPflopsDay',
      title: { zh: '每 PFLOPS·日碳排放', en: 'CO₂ per PFLOPS-day' },
      value: over(carbon.tonnes.location, sums.pflopsHours / 24),
      unit: 'tCO2/PFLOPS·d',
      formula: {
        zh: '设施用电的碳排放（基于位置）÷ (Σ 占用单元·小时 × 每单元 PFLOPS ÷ 24)',
        en: 'CO₂ of the facility’s energy, location-based / (sum of unit-hours held × PFLOPS of a unit / 24)',
      },
      inputs: [
        { name: CO2, value: carbon.tonnes.location, unit: 'tCO2' },
        { name: { zh: '算力', en: 'compute' }, value: sums.pflopsHours / 24, unit: 'PFLOPS·d' },
      ],
    },
    {
      id: 'yuanPerGpuHour',
      title: { zh: '每卡时电费', en: 'Energy cost of a GPU-hour' },
      value: sums.energyYuan === null ? null : over(sums.energyYuan, sums.gpuHours),
      unit: 'yuan/GPU·h',
      formula: {
        zh: '设施用电按结算价（合同部分按合同价）÷ 卡时；不含折旧与人工',
        en: 'facility energy at settlement prices (contracted energy at the contract’s) / GPU-hours; without depreciation and staff',
      },
      inputs: [
        {
          name: { zh: '电费', en: 'energy' },
          value: sums.energyYuan === null ? '—' : sums.energyYuan,
          unit: 'yuan',
        },
        { name: { zh: '卡时', en: 'GPU-hours' }, value: sums.gpuHours, unit: 'GPU·h' },
      ],
    },
  ];
}
