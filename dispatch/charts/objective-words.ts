import type { Objective } from '#dispatch/domain';
import type { Bilingual } from '#units';

/** What an objective is called, and in what its value is counted. */
export const OBJECTIVE_WORDS: Readonly<
  Record<Objective, { readonly name: Bilingual; readonly unit: Bilingual; readonly gram: Bilingual }>
> = {
  cost: {
    name: { zh: '成本最低', en: 'Least cost' },
    unit: { zh: '元', en: 'CNY' },
    gram: { zh: '', en: '' },
  },
  carbon: {
    name: { zh: '碳排放最低', en: 'Least carbon' },
    unit: { zh: 'tCO₂', en: 'tCO₂' },
    gram: { zh: '1 克', en: '1 g' },
  },
  green: {
    name: { zh: '最绿', en: 'Greenest' },
    unit: { zh: 'MWh 非清洁电', en: 'MWh not clean' },
    gram: { zh: '1 瓦时', en: '1 Wh' },
  },
  stability: {
    name: { zh: '交换最平稳', en: 'Steadiest exchange' },
    unit: { zh: 'MW 波动', en: 'MW of change' },
    gram: { zh: '1 瓦', en: '1 W' },
  },
};
