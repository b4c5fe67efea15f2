import type { EChartsOption } from 'echarts';
import type { Bilingual, EpochMs, Language } from '#units';

/** What a colour stands for; the same meaning in every chart, chip, map and report. */
export const CHART_COLOURS = [
  'pv',
  'wind',
  'hydro',
  'charge',
  'discharge',
  'import',
  'export',
  'thermal',
  'load',
  'compute',
  'curtailed',
  'unserved',
  'price',
  'gridPrice',
  'tier0',
  'tier1',
  'tier2',
  'tier3',
  'actual',
  'forecast',
  'plan',
  'better',
  'worse',
] as const;
export type ChartColour = (typeof CHART_COLOURS)[number];

/** Everything a picture needs to know of the theme; `platform/look` fills it in for light, dark and paper. */
export interface ChartLook {
  readonly fontFamily: string;
  readonly background: string;
  readonly text: string;
  readonly mutedText: string;
  readonly gridLine: string;
  readonly axisLine: string;
  readonly colours: Readonly<Record<ChartColour, string>>;
}

export interface ChartContext {
  readonly language: Language;
  readonly look: ChartLook;
  /** Names of elements by id; an element without one is shown by its id. */
  readonly names?: Readonly<Record<string, Bilingual>>;
  /** Where the 'now' line stands; none when absent. */
  readonly nowMs?: EpochMs | null;
}

/** One entry of the readout above a chart: its colour, and its value at any instant. */
export interface ChartKey {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly mark: 'area' | 'line' | 'dashed' | 'hatched' | 'bar';
  readonly unit: string;
  /** Null in a gap or outside the data. Absent where a value at an instant has no meaning. */
  readonly valueAt?: (instantMs: EpochMs) => number | null;
}

export interface ChartTable {
  readonly columns: readonly {
    readonly title: string;
    readonly unit: string;
    readonly kind: 'time' | 'number' | 'text';
  }[];
  /** Times are epoch ms. */
  readonly rows: readonly (readonly (number | string | null)[])[];
}

/**
 * One chart, ready to draw in a browser or as SVG on a server: the ECharts option, and what people who do not see
 * it read instead. Time axes hold Shanghai wall time (`onTimeAxis`), because ECharts only knows UTC ticks.
 */
export interface ChartPicture {
  readonly id: string;
  readonly title: string;
  /** The picture in one or two sentences with its numbers. */
  readonly description: string;
  /** Unit of the main vertical axis, shown beside the title. */
  readonly unit: string;
  readonly option: EChartsOption;
  readonly keys: readonly ChartKey[];
  /** Extent of the time axis; null when the chart has none. */
  readonly extentMs: readonly [EpochMs, EpochMs] | null;
  /** Good height in px at laptop width. */
  readonly heightPx: number;
  readonly table: () => ChartTable;
}
