import type { EpochMs } from '#units';
import type { Picture, TimeWindow } from './picture.ts';

/** The rectangle inside the axes, px from the chart's corner. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const px = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Where the plot of a picture lies when it is drawn at this size. */
export const plotOf = ({ option, heightPx }: Pick<Picture, 'option' | 'heightPx'>, widthPx: number): Plot => {
  const grid = (Array.isArray(option.grid) ? option.grid[0] : option.grid) ?? {};
  const [left, right, top, bottom] = [px(grid.left), px(grid.right), px(grid.top), px(grid.bottom)];
  return {
    left,
    top,
    width: Math.max(1, widthPx - left - right),
    height: Math.max(1, heightPx - top - bottom),
  };
};

export const msAt = (plot: Plot, [fromMs, toMs]: TimeWindow, x: number): EpochMs =>
  fromMs + ((x - plot.left) / plot.width) * (toMs - fromMs);
export const xAt = (plot: Plot, [fromMs, toMs]: TimeWindow, instantMs: EpochMs): number =>
  plot.left + ((instantMs - fromMs) / (toMs - fromMs)) * plot.width;

/** Keeps a window inside the extent and not shorter than `leastMs`; the whole extent becomes null. */
export const clampWindow = (
  [fromMs, toMs]: TimeWindow,
  extent: TimeWindow,
  leastMs: number,
): TimeWindow | null => {
  const length = Math.min(Math.max(toMs - fromMs, leastMs), extent[1] - extent[0]);
  const middle = (fromMs + toMs) / 2;
  const start = Math.min(Math.max(middle - length / 2, extent[0]), extent[1] - length);
  return length >= extent[1] - extent[0] ? null : [start, start + length];
};

/** Zooms about an instant: a factor below 1 comes closer. */
export const zoomed = (window: TimeWindow, aboutMs: EpochMs, factor: number): TimeWindow => [
  aboutMs - (aboutMs - window[0]) * factor,
  aboutMs + (window[1] - aboutMs) * factor,
];
/** Moves by a share of the window's length. */
export const panned = ([fromMs, toMs]: TimeWindow, share: number): TimeWindow => {
  const by = (toMs - fromMs) * share;
  return [fromMs + by, toMs + by];
};
