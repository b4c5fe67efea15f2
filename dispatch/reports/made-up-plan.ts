import { type DayReport, type Plan, Region } from '#dispatch/domain';
import { shanghaiDayStartMs } from '#units';

/** A region of one site for tests of reports; its names hold what HTML must escape. */
export const MADE_UP_REGION = Region.parse({
  id: 'made-up',
  name: { zh: '试验区 <甲>', en: 'Test region <A> & "B"' },
  generated: {
    by: 'a test',
    seed: 1,
    note: { zh: '生成数据，并非实测。', en: 'Generated data, not measured.' },
  },
  periodMinutes: 60,
  areas: [{ id: 'area', name: { zh: '区', en: 'Area' }, loadMw: 2, position: { x: 0, y: 0 } }],
  pv: [
    {
      id: 'roof',
      name: { zh: '屋顶', en: 'Roof' },
      area: 'area',
      capacityMw: 5,
      availableRatio: 0.5,
      latitude: 36,
      longitude: 101,
    },
  ],
  sites: [
    {
      id: 'hall',
      name: { zh: '机房', en: 'Hall' },
      area: 'area',
      altitudeM: 2261,
      temperatureC: 6,
      wetBulbC: 2,
      facilityLimitMw: 3,
      cooling: {
        lossRatio: 0,
        fanRatio: 0,
        fixedMw: 0,
        freeCoolingBelowC: 12,
        chillerRatio: 0,
        chillerFullAtC: 20,
      },
      pools: [
        {
          id: 'cards',
          name: { zh: '卡', en: 'Cards' },
          kind: 'gpu',
          unitCount: 8,
          idleKwPerUnit: 0,
          peakKwPerUnit: 1,
        },
      ],
    },
  ],
});

const START = shanghaiDayStartMs('2025-03-10');
const HOUR = 3_600_000;

/** Four hours: sun 1, 2, 2, 1 MW and the rest of a load of 2 MW and a site of 0.5 MW from the grid. */
export const MADE_UP_PLAN: Plan = {
  regionId: 'made-up',
  horizon: { startMs: START, periodMinutes: 60, periodCount: 4 },
  objective: 'cost',
  status: 'feasible',
  degraded: { zh: '时间到。', en: 'Time was up.' },
  costYuan: 1234.5,
  boundYuan: 1200,
  objectiveValue: 1234.5,
  objectiveBound: 1200,
  gapRatio: 0.0279,
  co2Tonnes: 2,
  matchedGreenShareRatio: 0.6,
  annualGreenShareRatio: 0.6,
  curtailmentRatio: 0,
  costParts: [
    { name: 'gridImport', yuan: 1300 },
    { name: 'gridExport', yuan: -65.5 },
  ],
  runAtOnce: { costYuan: 1500, co2Tonnes: 2.4 },
  placements: [
    {
      jobId: 'job-<1>',
      option: 0,
      poolId: 'cards',
      siteId: 'hall',
      units: 4,
      powerRatio: 1,
      segments: [{ startMs: START + HOUR, endMs: START + 3 * HOUR }],
      energyMwh: 0.008,
      costYuan: 4,
      co2Tonnes: 0,
      runAtOnceYuan: 6,
      reason: { zh: '等到有太阳。', en: 'It waits for the sun.' },
    },
  ],
  onlineServed: [],
  refused: [{ id: 'wide', code: 'too-wide', reason: { zh: '没有这么宽的池。', en: 'No pool is as wide.' } }],
  series: [
    { element: 'roof', kind: 'pv', quantity: 'generationMw', values: [1, 2, 2, 1] },
    { element: 'roof', kind: 'pv', quantity: 'availableMw', values: [1, 2, 2, 1] },
    { element: 'meter', kind: 'grid', quantity: 'importMw', values: [1.5, 0.5, 0.5, 1.5] },
    { element: 'area', kind: 'area', quantity: 'loadMw', values: [2, 2, 2, 2] },
    { element: 'hall', kind: 'site', quantity: 'facilityMw', values: [0.5, 0.5, 0.5, 0.5] },
    { element: 'hall', kind: 'site', quantity: 'itMw', values: [0.4, 0.4, 0.4, 0.4] },
  ],
  prices: { 'areaYuanPerMwh.area': [300, 200, 200, 300] },
  explanations: [],
  priceSetters: [],
  rounds: [{ round: 1, value: 1234.5, bound: 1200 }],
  model: { columns: 40, rows: 20, nonZeros: 100 },
};

export const MADE_UP_DAY: DayReport = {
  regionId: 'made-up',
  day: '2025-03-10',
  kpis: [
    {
      id: 'matchedGreenShare',
      title: { zh: '绿电同时率', en: 'Green share, matched' },
      value: 0.6,
      unit: 'ratio',
      formula: { zh: 'Σ min(用电, 清洁电) ÷ Σ 用电', en: 'Σ min(load, clean) / Σ load' },
      inputs: [{ name: { zh: '用电', en: 'load' }, value: 10, unit: 'MWh' }],
      source: { zh: '电表', en: 'meters' },
      quality: 'generated',
      atMs: START + 24 * HOUR,
    },
  ],
  generationBySourceWh: { roof: 6_000_000, meter: 4_000_000 },
  consumptionByConsumerWh: { area: 8_000_000, hall: 2_000_000 },
  jobs: [
    {
      jobId: 'job-1',
      siteId: 'hall',
      energyWh: 8000,
      cleanWh: 6000,
      co2Tonnes: 0.001,
      bySourceWh: { roof: 6000, meter: 2000 },
    },
  ],
  periods: { startMs: [START, START + HOUR], loadMw: [2, 2], cleanMw: [1, 3] },
};
