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
/** Yuan, with 万元 in Chinese from ten thousand up. */
export function money(yuan: number, language: Language): string {
  if (language === 'en') return `¥${number(yuan, language)}`;
  return Math.abs(yuan) >= 1e4 ? `${number(yuan / 1e4, language)} 万元` : `${number(yuan, language)} 元`;
}
/** `2025-03-10 08:15`, Shanghai. */
export const moment = (atMs: EpochMs): string => shanghaiIso(atMs).slice(0, 16).replace('T', ' ');
/** `03-10 08:15`, Shanghai. */
export const shortMoment = (atMs: EpochMs): string => moment(atMs).slice(5);
