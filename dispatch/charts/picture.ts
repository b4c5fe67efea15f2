import type { EChartsOption } from 'echarts';
import type { SourceKind } from '#dispatch/domain';
import type { Bilingual, EpochMs, Language } from '#units';

/** Colours a picture draws with, by meaning; a subset of the names of the house's table of colours. */
export const CHART_COLOURS = [
  'surface',
  'ink',
  'inkSoft',
  'inkFaint',
  'line',
  'lineStrong',
  'accent',
  'sun',
  'sunHeat',
  'wind',
  'water',
  'storageCharge',
  'storageDischarge',
  'gridImport',
  'export',
  'thermal',
  'compute',
  'computeTier0',
  'computeTier1',
  'computeTier2',
  'computeTier3',
  'load',
  'curtailed',
  'actual',
  'forecast',
  'plan',
  'price',
  'carbon',
  'good',
  'warning',
  'alarm',
] as const;
export type ChartColour = (typeof CHART_COLOURS)[number];

/** Colours and letters of one theme; the house's `coloursOf(theme)` and `FONTS.sans` fit as they are. */
export interface ChartLook {
  readonly fontFamily: string;
  readonly colours: Readonly<Record<ChartColour, string>>;
}

export interface ChartContext {
  readonly language: Language;
  readonly look: ChartLook;
  /** Names of elements by id; an element without one is shown by its id. */
  readonly names?: Readonly<Record<string, Bilingual>>;
  /** Kinds of sources of energy by element id, for their colours. */
  readonly sourceKinds?: Readonly<Record<string, SourceKind>>;
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

/** A piece of a picture that can be pointed at: its words, and its box in the picture's coordinates. */
export interface ChartItem {
  readonly id: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly note: string;
  readonly box: {
    readonly fromMs: EpochMs;
    readonly toMs: EpochMs;
    readonly y0: number;
    readonly y1: number;
  };
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
  /** Length of one period of its data: how far one press of an arrow key goes. */
  readonly stepMs?: number;
  /** What lies under a point of the picture, for charts made of many small pieces. */
  readonly itemAt?: (instantMs: EpochMs, y: number) => ChartItem | null;
  readonly table: () => ChartTable;
}
