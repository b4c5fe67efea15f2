import { type EpochMs, type Language, MS_PER_HOUR, MS_PER_MINUTE } from '#units';

const ZONE = 'Asia/Shanghai';
const LOCALE: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };
/** What stands for a gap: never 0. */
export const GAP = '—';
/** Between a number and its unit: a space that does not break. */
const JOIN = '\u00a0';
/** Less than a thousandth of a watt or watt-hour is rounding of the computer, not power. */
const NOTHING = 1e-9;

type Maybe = number | null | undefined;
const absent = (value: Maybe): value is null | undefined =>
  value === null || value === undefined || Number.isNaN(value);

/** A number with its unit apart, so that tiles may set the unit smaller. */
export interface Measure {
  readonly text: string;
  readonly unit: string;
}

const numbers = (language: Language) => {
  const locale = LOCALE[language];
  const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const grouped = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const full = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  /** Three significant digits, but never rounding whole numbers away. */
  const short = (value: number): string =>
    Math.abs(value) >= 1000 ? grouped.format(value) : significant.format(value);
  return { short, significant, full: full.format.bind(full), locale };
};

const scaled = (value: number, steps: readonly (readonly [number, string])[]): readonly [number, string] => {
  for (const [size, unit] of steps) if (Math.abs(value) >= size) return [value / size, unit];
  const [size, unit] = steps[steps.length - 1] as readonly [number, string];
  return [value / size, unit];
};

const POWER_MW = [
  [1000, 'GW'],
  [1, 'MW'],
  [0.001, 'kW'],
] as const;
const ENERGY_MWH = [
  [1e6, 'TWh'],
  [1e3, 'GWh'],
  [1, 'MWh'],
  [1e-3, 'kWh'],
  [1e-6, 'Wh'],
] as const;
const MONEY: Readonly<Record<Language, readonly (readonly [number, string])[]>> = {
  zh: [
    [1e8, '亿元'],
    [1e4, '万元'],
    [1, '元'],
  ],
  en: [
    [1e9, 'bn CNY'],
    [1e6, 'M CNY'],
    [1e4, 'k CNY'],
    [1, 'CNY'],
  ],
};
/** Steps at which 1e4 reads as 10 k: the size that divides differs from the size that triggers. */
const moneyOf = (language: Language, yuan: number): readonly [number, string] =>
  language === 'en' && Math.abs(yuan) >= 1e4 && Math.abs(yuan) < 1e6
    ? [yuan / 1e3, 'k CNY']
    : scaled(yuan, MONEY[language]);

const durationText = (language: Language, hours: number): string => {
  const minutes = Math.round(hours * 60);
  const unit = language === 'zh' ? { d: ' 天', h: ' 小时', m: ' 分' } : { d: ' d', h: ' h', m: ' min' };
  if (minutes < 1) return language === 'zh' ? '不到 1 分' : 'under 1 min';
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [d && `${d}${unit.d}`, h && `${h}${unit.h}`, m && d === 0 && `${m}${unit.m}`];
  return parts.filter(Boolean).join(' ');
};

const agoText = (language: Language, ageMs: number): string => {
  const ahead = ageMs < 0;
  const size = Math.abs(ageMs);
  if (size < 5_000) return language === 'zh' ? '刚刚' : 'just now';
  const text =
    size < MS_PER_MINUTE
      ? `${Math.round(size / 1000)} ${language === 'zh' ? '秒' : 's'}`
      : durationText(language, size / MS_PER_HOUR);
  if (language === 'zh') return ahead ? `${text}后` : `${text}前`;
  return ahead ? `in ${text}` : `${text} ago`;
};

const times = (language: Language) => {
  const of = (options: Intl.DateTimeFormatOptions, timeZone = ZONE) => {
    const formatter = new Intl.DateTimeFormat(LOCALE[language], { hour12: false, timeZone, ...options });
    return (ms: Maybe): string => (absent(ms) ? GAP : formatter.format(ms));
  };
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const date = { month: 'short', day: 'numeric' } as const;
  return {
    /** `08:15` */
    time: of(clock),
    timeSeconds: of({ ...clock, second: '2-digit' }),
    /** `10 Mar` */
    day: of({ ...date }),
    dayLong: of({ ...date, weekday: 'short', year: 'numeric' }),
    /** `10 Mar, 08:15` */
    dateTime: of({ ...date, ...clock }),
    dateTimeFull: of({ ...date, year: 'numeric', ...clock, second: '2-digit' }),
    utc: of({ ...date, year: 'numeric', ...clock, second: '2-digit' }, 'UTC'),
  };
};

/** Numbers and times as people of one language read them; a gap is always a dash. */
export const createFormat = (language: Language) => {
  const { short, significant, full } = numbers(language);
  const measure = (value: Maybe, steps: readonly (readonly [number, string])[]): Measure => {
    if (absent(value)) return { text: GAP, unit: '' };
    const [number, unit] =
      Math.abs(value) < NOTHING ? [0, steps.find(([size]) => size === 1)?.[1] ?? ''] : scaled(value, steps);
    return { text: short(number), unit };
  };
  const joined = ({ text, unit }: Measure) => (unit ? `${text}${JOIN}${unit}` : text);
  const moneyMeasure = (yuan: Maybe): Measure => {
    if (absent(yuan)) return { text: GAP, unit: '' };
    const [number, unit] = moneyOf(language, yuan);
    return { text: significant.format(number), unit };
  };
  return {
    language,
    ...times(language),
    /** Three significant digits at any size, for tiles. */
    tile: (value: Maybe) => (absent(value) ? GAP : significant.format(value)),
    /** Three significant digits, thousands grouped. */
    number: (value: Maybe) => (absent(value) ? GAP : short(value)),
    /** Every digit, for hovers and drawers. */
    full: (value: Maybe) => (absent(value) ? GAP : full(value)),
    count: (value: Maybe) => (absent(value) ? GAP : full(Math.round(value))),
    percent: (ratio: Maybe) => (absent(ratio) ? GAP : `${short(ratio * 100)}${JOIN}%`),
    power: (mw: Maybe) => joined(measure(mw, POWER_MW)),
    powerMeasure: (mw: Maybe) => measure(mw, POWER_MW),
    energy: (mwh: Maybe) => joined(measure(mwh, ENERGY_MWH)),
    energyWh: (wh: Maybe) => joined(measure(absent(wh) ? wh : wh / 1e6, ENERGY_MWH)),
    energyMeasure: (mwh: Maybe) => measure(mwh, ENERGY_MWH),
    money: (yuan: Maybe) => joined(moneyMeasure(yuan)),
    moneyMeasure,
    price: (yuanPerMwh: Maybe) =>
      absent(yuanPerMwh) ? GAP : `${short(yuanPerMwh)} ${language === 'zh' ? '元' : 'CNY'}/MWh`,
    co2: (tonnes: Maybe) =>
      absent(tonnes)
        ? GAP
        : Math.abs(tonnes) < 0.1 && tonnes !== 0
          ? `${short(tonnes * 1000)} kgCO₂`
          : `${short(tonnes)} tCO₂`,
    duration: (hours: Maybe) => (absent(hours) ? GAP : durationText(language, hours)),
    /** `3 min ago`, seen from `nowMs`. */
    ago: (atMs: Maybe, nowMs: EpochMs) => (absent(atMs) ? GAP : agoText(language, nowMs - atMs)),
  };
};
export type Format = ReturnType<typeof createFormat>;
