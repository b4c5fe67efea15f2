import { type ConsumerEnergy, type Contract, readSourceKey, UNKNOWN_ORIGIN } from '#dispatch/domain';
import type { Bilingual, Language } from '#units';

/** What took energy. */
export const CONSUMER_WORDS: Readonly<Record<ConsumerEnergy['kind'], Bilingual>> = {
  job: { zh: '作业', en: 'job' },
  site: { zh: '站点自用', en: 'the site itself' },
  load: { zh: '片区负荷', en: 'area' },
  export: { zh: '外送', en: 'sent out' },
  storage: { zh: '充入储能', en: 'into store' },
  transfer: { zh: '换流与直流损耗', en: 'lost in converters' },
  loss: { zh: '网损与未用', en: 'lost or unused' },
};
const UNKNOWN: Bilingual = { zh: '来源不明', en: 'Unexplained' };

/** Name of an origin; what no meter explains has one too. */
export const originName = (
  id: string,
  names: Readonly<Record<string, Bilingual>>,
  language: Language,
): string => (id === UNKNOWN_ORIGIN ? UNKNOWN[language] : (names[id]?.[language] ?? id));

/** `Gonghe PV`, `Gonghe PV (Shared battery)` out of a store, `Gonghe PV · Green contract` by a contract. */
export function sourceKeyName(
  key: string,
  names: Readonly<Record<string, Bilingual>>,
  contracts: readonly Pick<Contract, 'id' | 'title'>[],
  language: Language,
): string {
  const { origin, storage, contract } = readSourceKey(key);
  const name = originName(origin, names, language);
  if (storage !== null) return `${name} (${originName(storage, names, language)})`;
  if (contract === null) return name;
  return `${name} · ${contracts.find(({ id }) => id === contract)?.title[language] ?? contract}`;
}
