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
  inkFaint: { dark: '#84939f', light: '#5f6f7a' },
  accent: { dark: '#9db4ff', light: '#3650c8' },
  accentGround: { dark: '#1b2545', light: '#e8ecfc' },
  onAccent: { dark: '#0b1015', light: '#ffffff' },
} as const;

/** What a colour means is the same in every chart, chip, map and report. */
const meaning = {
  sun: { dark: '#f5bd3d', light: '#c58200' },
  wind: { dark: '#63c5f0', light: '#1583bb' },
  water: { dark: '#4d7fe8', light: '#2350b4' },
  storageCharge: { dark: '#cfb5ff', light: '#9c78e6' },
  storageDischarge: { dark: '#9d71ee', light: '#6a35c9' },
  gridImport: { dark: '#f0694b', light: '#cc4023' },
  export: { dark: '#f29ac9', light: '#c4408c' },
  thermal: { dark: '#a98763', light: '#7d5a38' },
  compute: { dark: '#33cfa4', light: '#068261' },
  computeTier0: { dark: '#33cfa4', light: '#046b50' },
  computeTier1: { dark: '#2bb08c', light: '#068261' },
  computeTier2: { dark: '#259475', light: '#1f9a78' },
  computeTier3: { dark: '#207a62', light: '#4aa98d' },
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
  idle: { dark: '#98a6b1', light: '#5f6f7a' },
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
