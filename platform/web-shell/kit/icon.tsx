/** Outlines on a 20 x 20 grid, drawn with the text's colour. */
const PATHS = {
  overview: 'M3 10h3l2-6 4 12 2-6h3',
  plan: 'M3 4v13h14M6 14v-3h3V8h3v3h3V6',
  whatIf: 'M3 17h14M4 17v-6h3.5v6M8.5 17V4H12v13M13 17V8h3.5v9',
  why: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .9-1 1.7M10 14.2v.3',
  rules: 'M10 3v14M6 17h8M4 6h12M4 6l-2 5h4zM16 6l-2 5h4z',
  forecast: 'M3 15c3 0 4-8 7-8s3 4 7 4M3 17h14',
  jobs: 'M3 5h7v3H3zM8 10h8v3H8zM5 15h9v2H5z',
  energy: 'M3 5c6 0 8 0 14 3M3 9c6 0 8 3 14 3M3 15c6 0 8-1 14-1',
  sites: 'M3 17h14M5 17V4h6v13M11 17V9h4v8M7 7h2M7 10h2M7 13h2',
  statement: 'M5 2.5h10v15l-2-1.5-1.5 1.5L10 16l-1.5 1.5L7 16l-2 1.5zM7.5 6l2.5 3 2.5-3M10 9v4M8 10.5h4',
  leaf: 'M4 16c0-8 4-12 12-12 0 8-3 12-9 12M4 16c2-4 4-6 7-8',
  meters: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 12l3-4M6 10.5h.1M14 10.5h.1M7.5 14h5',
  audit: 'M5 3h10v14H5zM8 7h4M8 10h4M8 13h2',
  account: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c.6-3 3-4.5 6-4.5S15.4 14 16 17',
  people:
    'M7.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 16c.4-3 2.4-4 5-4s4.6 1 5 4M12.5 4.3a2.5 2.5 0 0 1 0 4.5M14 12.2c2 .4 3.2 1.6 3.5 3.8',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17',
  close: 'M5 5l10 10M15 5 5 15',
  check: 'M4 10.5 8 14.5 16 6',
  plus: 'M10 4v12M4 10h12',
  chevronDown: 'M5 8l5 5 5-5',
  chevronRight: 'M8 5l5 5-5 5',
  arrowUp: 'M10 16V4M5 9l5-5 5 5',
  arrowDown: 'M10 4v12M5 11l5 5 5-5',
  filter: 'M3 5h14l-5.5 6v5l-3-1.5V11z',
  alarm: 'M10 3 2.5 16.5h15zM10 8v4M10 14v.5',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9v4.5M10 6.5v.2',
  sun: 'M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2.5V4M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M15.3 4.7l-1 1M5.7 14.3l-1 1',
  moon: 'M16 12A7 7 0 0 1 8 4a7 7 0 1 0 8 8z',
  system: 'M3 4h14v9H3zM7 17h6M10 13v4',
  wind: 'M3 8h8a2.3 2.3 0 1 0-2-3.5M3 11h11.5a2.3 2.3 0 1 1-2 3.5M3 14h5',
  water: 'M10 3c3 4 4.5 6 4.5 8.5a4.5 4.5 0 0 1-9 0C5.5 9 7 7 10 3z',
  flame: 'M10 3c1 3 4.5 5 4.5 9a4.5 4.5 0 0 1-9 0c0-2 1-3 2-4 .3 1.5 1 2 1.5 2.2C9 8 8.5 5.5 10 3z',
  tower:
    'M8.5 17l.6-9h1.8l.6 9M7.5 8h5M10 8V5M10 2.5v.3M6 4.5l1 1M14 4.5l-1 1M3 17h14M4 14l2.5 1M16 14l-2.5 1',
  battery: 'M3 6h12v8H3zM17 9v2M6 8.5v3M9 8.5v3',
  grid: 'M6 17 9 3h2l3 14M7 12h6M8 7h4M4 7h12M4 7v2M16 7v2',
  hvdc: 'M3 10h5M12 10h5M8 5v10l4-5zM12 5v10',
  load: 'M4 17V9l6-5 6 5v8zM8 17v-5h4v5',
  compute: 'M6 6h8v8H6zM8 3v3M12 3v3M8 14v3M12 14v3M3 8h3M3 12h3M14 8h3M14 12h3',
  area: 'M10 17s5-5 5-9a5 5 0 0 0-10 0c0 4 5 9 5 9zM10 9.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  play: 'M6 4l10 6-10 6z',
  pause: 'M6 4v12M14 4v12',
  stop: 'M5 5h10v10H5z',
  key: 'M7 13a3.5 3.5 0 1 1 3.3-4.7H17v2.5h-2V13h-2.5v-2.2h-2.2A3.5 3.5 0 0 1 7 13zM6.5 9.5h.1',
  link: 'M8 12l4-4M9 6l1.5-1.5a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.5 3.5 0 0 1-5-5L6 9',
  download: 'M10 3v10M5 9l5 5 5-5M4 17h12',
  upload: 'M10 14V4M5 8l5-5 5 5M4 17h12',
  table: 'M3 4h14v12H3zM3 8h14M3 12h14M8 4v12',
  refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16 3v4h-4',
  language: 'M3 5h8M7 3v2M9.5 5c-.8 3.5-3 6-6 7.5M5 8c1 2 2.5 3.5 4.5 4.5M10 17l3.5-8 3.5 8M11.2 14.5h4.6',
  help: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM8 8a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M10 13.5v.2',
  signOut: 'M8 4H4v12h4M9 10h8M14 7l3 3-3 3',
  menu: 'M3 6h14M3 10h14M3 14h14',
  certificate: 'M4 3h12v9H4zM7 6h6M7 9h4M12.5 12v5l1.8-1.2L16 17v-5',
  shield: 'M10 3l6 2v5c0 3.5-2.5 6-6 7-3.5-1-6-3.5-6-7V5z',
} as const;

export type IconName = keyof typeof PATHS;

/** A small outline; hidden from screen readers because words always stand beside it. */
export const Icon = ({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) => (
  <svg className="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);

/** The outline's path on a 20 x 20 grid, for drawing inside another picture. */
export const iconPath = (name: IconName): string => PATHS[name];
