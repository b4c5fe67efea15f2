import { type EpochMs, type Language, shanghaiIso } from '#units';

const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };

/** The words of one language. */
export const say =
  (language: Language) =>
  (zh: string, en: string): string =>
    language === 'zh' ? zh : en;

/** Whole numbers from a hundred up, else three significant digits; thousands grouped; a dash for nothing. */
export function number(value: number | null, language: Language): string {
  if (value === null || !Number.isFinite(value)) return '—';
  const options = Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  return (Object.is(value, -0) ? 0 : value).toLocaleString(LOCALES[language], options);
}
export const percent = (ratio: number | null, language: Language): string =>
  ratio === null ? '—' : `${number(ratio * 100, language)} %`;
/** Yuan in the steps people of the language count in. */
export function money(yuan: number, language: Language): string {
  const size = Math.abs(yuan);
  const sign = yuan < 0 ? '−' : '';
  if (language === 'en')
    return size >= 1e6 ? `${sign}¥${number(size / 1e6, language)} M` : `${sign}¥${number(size, language)}`;
  if (size >= 1e8) return `${sign}${number(size / 1e8, language)} 亿元`;
  return size >= 1e4 ? `${sign}${number(size / 1e4, language)} 万元` : `${sign}${number(size, language)} 元`;
}
/** `2025-03-10 08:15`, Shanghai. */
export const moment = (atMs: EpochMs): string => shanghaiIso(atMs).slice(0, 16).replace('T', ' ');
/** `03-10 08:15`, Shanghai. */
export const shortMoment = (atMs: EpochMs): string => moment(atMs).slice(5);
