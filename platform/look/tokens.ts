/** Which of the two looks is on. */
export type Theme = 'light' | 'dark';

/** Surfaces, ink and controls. */
const chrome = {
  ground: { dark: '#0b1015', light: '#f3f5f6' },
  surface: { dark: '#11181e', light: '#ffffff' },
  raised: { dark: '#18212a', light: '#ffffff' },
  sunken: { dark: '#0d1318', light: '#eaeef0' },
  hover: { dark: '#1c2731', light: '#eef2f4' },
  line: { dark: '#212c36', light: '#dfe5e9' },
  lineStrong: { dark: '#3d4c59', light: '#b4c0c8' },
  ink: { dark: '#e9eff3', light: '#14202a' },
  inkSoft: { dark: '#aab8c2', light: '#44535e' },
  inkFaint: { dark: '#84939f', light: '#5b6b76' },
  accent: { dark: '#9db4ff', light: '#3650c8' },
  accentGround: { dark: '#1b2545', light: '#e8ecfc' },
  onAccent: { dark: '#0b1015', light: '#ffffff' },
} as const;

/** What a colour means is the same in every chart, chip, map and report. */
const meaning = {
  sun: { dark: '#f3b759', light: '#c58200' },
  sunHeat: { dark: '#fbf28a', light: '#5c0f2b' },
  wind: { dark: '#65dcff', light: '#0b9bd2' },
  water: { dark: '#2f78d6', light: '#1d3b94' },
  storageCharge: { dark: '#e6d3f5', light: '#9f7fe6' },
  storageDischarge: { dark: '#c490de', light: '#6b42d1' },
  gridImport: { dark: '#fb6f41', light: '#c4430d' },
  export: { dark: '#fab2c8', light: '#d6448e' },
  thermal: { dark: '#855c3d', light: '#673c21' },
  compute: { dark: '#48b68c', light: '#1b805c' },
  computeTier0: { dark: '#48b68c', light: '#0f5e42' },
  computeTier1: { dark: '#3da07b', light: '#1b805c' },
  computeTier2: { dark: '#338a69', light: '#2c8f6d' },
  computeTier3: { dark: '#2c785b', light: '#3c9a7a' },
  load: { dark: '#c3ced6', light: '#4d5c67' },
  curtailed: { dark: '#7f8c97', light: '#74828d' },
  actual: { dark: '#e9eff3', light: '#14202a' },
  forecast: { dark: '#8fb0c9', light: '#4a7391' },
  plan: { dark: '#9db4ff', light: '#3650c8' },
  price: { dark: '#e6d08a', light: '#80630c' },
  carbon: { dark: '#b4bec6', light: '#5c6b76' },
} as const;

/** Only for state: never to tell sources or series apart. */
const state = {
  good: { dark: '#4cc38a', light: '#0f7a4a' },
  goodGround: { dark: '#11291f', light: '#e3f4ea' },
  busy: { dark: '#7db3ff', light: '#1c62c4' },
  busyGround: { dark: '#13243c', light: '#e5effc' },
  warning: { dark: '#f0b429', light: '#8f5b00' },
  warningGround: { dark: '#2d2410', light: '#fdf1d7' },
  alarm: { dark: '#ff7a70', light: '#bd2318' },
  alarmGround: { dark: '#371917', light: '#fde8e6' },
  idle: { dark: '#98a6b1', light: '#586873' },
  idleGround: { dark: '#1b242c', light: '#eaeef0' },
} as const;

/** The one table of colours: screens, charts and printed reports all read it. */
export const TOKENS = { ...chrome, ...meaning, ...state } as const;
export type ColourName = keyof typeof TOKENS;
export type Colours = Readonly<Record<ColourName, string>>;

export const MEANINGS = Object.keys(meaning) as readonly (keyof typeof meaning)[];

/** All colours of one theme, for code that draws without CSS (charts, SVG and HTML reports). */
export const coloursOf = (theme: Theme): Colours =>
  Object.fromEntries(Object.entries(TOKENS).map(([name, pair]) => [name, pair[theme]])) as Colours;

/** How a quantity is drawn, besides its colour, so that meaning never rests on hue alone. */
export const STROKES = {
  forecast: { dash: [6, 4], step: false },
  actual: { dash: [], step: false },
  plan: { dash: [], step: true },
  curtailed: { dash: [2, 3], step: true },
} as const;

export const FONTS = {
  sans: '"Inter", "SF Pro Text", "Segoe UI", "Helvetica Neue", "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif',
  mono: '"JetBrains Mono", "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans CJK SC", monospace',
  serif: '"Source Serif 4", Charter, Georgia, "Songti SC", "Noto Serif CJK SC", SimSun, serif',
} as const;
