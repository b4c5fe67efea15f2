import type { StatementLine, StatementLineKind } from '#dispatch/domain';
import type { Bilingual, Language } from '#units';

/** What money moves for, in the words of the field. */
export const STATEMENT_KIND_WORDS: Readonly<Record<StatementLineKind, Bilingual>> = {
  gridBought: { zh: '购电电费', en: 'Energy bought' },
  gridSold: { zh: '上网电费', en: 'Energy sold' },
  gridTier: { zh: '阶梯加价', en: 'Block tariff' },
  demandCharge: { zh: '需量电费', en: 'Demand charge' },
  exportDelivered: { zh: '外送电费', en: 'Delivered over DC' },
  exportShortfall: { zh: '外送欠量', en: 'Delivery shortfall' },
  contractEnergy: { zh: '合同电能量', en: 'Contract, energy' },
  contractEnvironment: { zh: '合同环境价值', en: 'Contract, environment' },
  poolConsumption: { zh: '合同外用电', en: 'Energy beyond contracts' },
  poolGeneration: { zh: '合同外发电', en: 'Generation beyond contracts' },
  certificate: { zh: '绿证（作业声明）', en: 'Certificates claimed for jobs' },
  storageLease: { zh: '储能租赁', en: 'Storage lease' },
  compute: { zh: '算力', en: 'Compute' },
  flexibility: { zh: '灵活性响应', en: 'Flexibility' },
};

/** `1,234.56`: yuan to the fen. */
export const yuanText = (fen: number, language: Language): string =>
  (fen / 100).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });

/** A quantity in its unit, to the last Wh. */
export const quantityText = (millionths: number, language: Language): string =>
  (millionths / 1e6).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 6 });

/** Yuan a unit on average; a dash where nothing was moved. */
export const meanPriceText = (
  { amountFen, quantityMillionths }: Pick<StatementLine, 'amountFen' | 'quantityMillionths'>,
  language: Language,
): string =>
  quantityMillionths === 0
    ? '—'
    : (amountFen / 100 / (quantityMillionths / 1e6)).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', {
        maximumFractionDigits: 4,
      });
