import type { ForecastView } from '#dispatch/domain';
import { words } from '#platform/web-shell';
import type { Bilingual } from '#units';

export const say = words({
  title: { zh: '预测', en: 'Forecast' },
  targets: { zh: '预测什么', en: 'Targets' },
  find: { zh: '按名称查找', en: 'Find by name' },
  none: { zh: '还没有预测', en: 'No forecasts yet' },
  noneHow: {
    zh: '每次排计划前，系统都会先预测光伏、风电、负荷和来水。排一次计划，这里就会出现预测和它的准确率。',
    en: 'Before each plan the system forecasts sun, wind, load and inflow. Make a plan, and the forecasts and their accuracy appear here.',
  },
  scores: { zh: '各方法的准确率', en: 'How accurate each method is' },
  method: { zh: '方法', en: 'Method' },
  accuracy: { zh: '准确率', en: 'Accuracy' },
  pinball: { zh: '分位损失', en: 'Pinball loss' },
  days: { zh: '统计天数', en: 'Days' },
  inUse: { zh: '采用', en: 'in use' },
  formula: { zh: '怎么算的', en: 'How it is worked out' },
  issued: { zh: '发布', en: 'Issued' },
  capacity: { zh: '装机', en: 'Capacity' },
  coverage: { zh: '落在区间内', en: 'Inside the band' },
  target: { zh: '序列', en: 'Series' },
  noScores: { zh: '还没有整天的实际值可比。', en: 'No full day of actual values to compare with yet.' },
  formulaAccuracy: {
    zh: '准确率按国家标准的口径：一天内各时段预测与实际之差的均方根，除以装机容量，再用 1 减去它。没有装机的序列除以实际值的最大值。',
    en: 'Accuracy as in the national standard: the root mean square of forecast minus actual over the periods of a day, divided by the capacity, subtracted from 1. A series without a capacity is divided by its largest actual value.',
  },
  formulaPinball: {
    zh: '分位损失衡量整个区间：实际值高于第 q 分位时记 q 倍差值，低于时记 (1 − q) 倍；对所有时段和分位取平均，越小越好。',
    en: 'Pinball loss judges the whole band: where the actual value is above quantile q the difference counts q times, below it (1 − q) times; averaged over periods and quantiles. Smaller is better.',
  },
  limits: {
    zh: '参考要求：日前不低于 90 %，第 4 小时不低于 95 %（GB/T 40607-2021）。',
    en: 'For comparison, GB/T 40607-2021 asks for at least 90 % a day ahead and 95 % at the fourth hour.',
  },
});

export const kindWords: Readonly<Record<ForecastView['kind'], Bilingual>> = {
  pv: { zh: '光伏', en: 'Solar' },
  wind: { zh: '风电', en: 'Wind' },
  load: { zh: '负荷', en: 'Load' },
  inflow: { zh: '来水', en: 'Inflow' },
  price: { zh: '电价', en: 'Price' },
};
export const kindIcons = { pv: 'sun', wind: 'wind', load: 'load', inflow: 'water', price: 'grid' } as const;
export const kindColours = {
  pv: 'var(--sun)',
  wind: 'var(--wind)',
  load: 'var(--load)',
  inflow: 'var(--water)',
  price: 'var(--price)',
} as const;

export const methodWords: Readonly<Record<string, Bilingual>> = {
  persistence: { zh: '持续性', en: 'Persistence' },
  climatology: { zh: '历史同期', en: 'Climatology' },
  blend: { zh: '学习混合', en: 'Learnt blend' },
};
