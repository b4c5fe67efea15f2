import type { EChartsOption } from 'echarts';
import type { EpochMs } from '#units';

/** One entry of the readout above a chart. */
export interface PictureKey {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly mark: 'area' | 'line' | 'dashed' | 'hatched' | 'bar';
  readonly unit: string;
  readonly valueAt?: (instantMs: EpochMs) => number | null;
}
export interface PictureTable {
  readonly columns: readonly {
    readonly title: string;
    readonly unit: string;
    readonly kind: 'time' | 'number' | 'text';
  }[];
  readonly rows: readonly (readonly (number | string | null)[])[];
}
/** A piece that can be pointed at; its box in time and in px from the top of the plot. */
export interface PictureItem {
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
/** What `Chart` draws: rooms build it with their own option builders. */
export interface Picture {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly option: EChartsOption;
  readonly keys: readonly PictureKey[];
  readonly extentMs: readonly [EpochMs, EpochMs] | null;
  readonly heightPx: number;
  readonly stepMs?: number;
  readonly itemAt?: (instantMs: EpochMs, y: number) => PictureItem | null;
  readonly table: () => PictureTable;
}

export type TimeWindow = readonly [EpochMs, EpochMs];
