import type { Language } from '#units';

const LOCALE: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };

const cached = new Map<string, Intl.NumberFormat>();
const formatter = (language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = `${language}${JSON.stringify(options)}`;
  const known = cached.get(key) ?? new Intl.NumberFormat(LOCALE[language], options);
  cached.set(key, known);
  return known;
};

/** Three significant digits, whole numbers kept whole, thousands grouped. */
export const figure = (value: number, language: Language): string =>
  formatter(
    language,
    Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  ).format(value);

/** `12.3 %` of a ratio. */
export const percent = (ratio: number, language: Language): string => `${figure(ratio * 100, language)} %`;

/** Yuan in the steps people of the language count in: 万元, k CNY. */
export const money = (yuan: number, language: Language): string => {
  const size = Math.abs(yuan);
  if (language === 'zh') {
    if (size >= 1e8) return `${figure(yuan / 1e8, language)} 亿元`;
    return size >= 1e4 ? `${figure(yuan / 1e4, language)} 万元` : `${figure(yuan, language)} 元`;
  }
  if (size >= 1e9) return `${figure(yuan / 1e9, language)} bn CNY`;
  if (size >= 1e6) return `${figure(yuan / 1e6, language)} M CNY`;
  return size >= 1e4 ? `${figure(yuan / 1e3, language)} k CNY` : `${figure(yuan, language)} CNY`;
};

/** Energy in the unit that reads best. */
export const energy = (mwh: number, language: Language): string => {
  const size = Math.abs(mwh);
  if (size >= 1e6) return `${figure(mwh / 1e6, language)} TWh`;
  if (size >= 1e3) return `${figure(mwh / 1e3, language)} GWh`;
  if (size >= 1 || size === 0) return `${figure(mwh, language)} MWh`;
  return size >= 1e-3 ? `${figure(mwh * 1e3, language)} kWh` : `${figure(mwh * 1e6, language)} Wh`;
};
