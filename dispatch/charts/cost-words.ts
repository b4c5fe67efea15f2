import type { Bilingual, Language } from '#units';

/** Names of the cost parts that the optimiser states. */
const COST_PARTS: Readonly<Record<string, Bilingual>> = {
  gridImport: { zh: '购电', en: 'Grid import' },
  gridExport: { zh: '上网收入', en: 'Grid export income' },
  energyTier: { zh: '阶梯加价', en: 'Block tariff' },
  demandCharge: { zh: '需量电费', en: 'Demand charge' },
  hvdcDelivery: { zh: '直流外送收入', en: 'HVDC delivery income' },
  hvdcShortfall: { zh: '外送缺口赔付', en: 'HVDC shortfall' },
  operation: { zh: '运维', en: 'Upkeep' },
  fuel: { zh: '燃料', en: 'Fuel' },
  noLoad: { zh: '空载燃料', en: 'Fuel at no load' },
  start: { zh: '启停', en: 'Starts and stops' },
  water: { zh: '水量价值', en: 'Value of water used' },
  wear: { zh: '电池损耗', en: 'Battery wear' },
  lease: { zh: '共享储能租费', en: 'Lease of shared stores' },
  levelling: { zh: '削峰平滑', en: 'Levelling of exchange' },
  storedValue: { zh: '期末储能价值', en: 'Value stored at end' },
  curtailment: { zh: '弃电代价', en: 'Curtailment' },
  carbonPrice: { zh: '碳成本', en: 'Carbon price' },
  certificates: { zh: '购买绿证', en: 'Certificates' },
  expansion: { zh: '新建容量', en: 'New capacity' },
  unserved: { zh: '缺电代价', en: 'Unserved load' },
  onlineUnserved: { zh: '未服务的在线请求', en: 'Unserved online' },
  storageShortfall: { zh: '期末储能不足', en: 'Storage short at end' },
  storageBand: { zh: '储能越限', en: 'Storage out of its band' },
  reserveShortfall: { zh: '备用不足', en: 'Reserve short' },
  islandShortfall: { zh: '孤网自持不足', en: 'Island autonomy short' },
  budgetExcess: { zh: '超出规则限额', en: 'Beyond a rule' },
  budgetLent: { zh: '预支规则余量', en: 'Borrowed from a rule’s later days' },
  releaseShortfall: { zh: '下泄流量不足', en: 'River below minimum' },
  jobOptions: { zh: '数据搬运与降速', en: 'Transfers, lost speed' },
  lateness: { zh: '延误', en: 'Lateness' },
  tailEnergy: { zh: '期末之后的用电', en: 'Energy after the end' },
};

/** A part's name; one that is not known is shown as it is written, in words. */
export const costPartName = (name: string, language: Language): string =>
  COST_PARTS[name]?.[language] ??
  name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
