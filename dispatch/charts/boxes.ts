import type { CustomSeriesOption } from 'echarts';
import type { EpochMs } from '#units';
import { lettersOf } from './frame.ts';
import type { ChartContext } from './picture.ts';
import { onTimeAxis } from './time-axis.ts';

/** A rectangle in time and in rows (px of the picture's own height, from the top). */
export interface Box {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly y0: number;
  readonly y1: number;
}
export interface BoxGroup {
  readonly colour: string;
  readonly opacity: number;
  /** Room left between neighbours of one colour, px. */
  readonly seamPx?: number;
  readonly boxes: readonly Box[];
}
export interface RowLabel {
  readonly text: string;
  readonly y: number;
}

type Place = (point: [number, number]) => number[];
interface Scale {
  readonly x: (axisMs: number) => number;
  readonly y: (row: number) => number;
}
/** The axes are linear: two points give the scale, and thousands of boxes need no further call. */
const scaleOf = (coord: Place, atMs: number): Scale => {
  const [x0 = 0, y0 = 0] = coord([atMs, 0]);
  const [x1 = 0, y1 = 0] = coord([atMs + 3_600_000, 100]);
  return {
    x: (axisMs) => x0 + ((axisMs - atMs) * (x1 - x0)) / 3_600_000,
    y: (row) => y0 + (row * (y1 - y0)) / 100,
  };
};

const round = (value: number): number => Math.round(value * 10) / 10;
const pathOf = ({ boxes, seamPx = 0 }: BoxGroup, { x, y }: Scale, left: number, right: number): string => {
  const parts: string[] = [];
  for (const { fromMs, toMs, y0, y1 } of boxes) {
    const begin = Math.max(left, x(onTimeAxis(fromMs)));
    const end = Math.min(right, x(onTimeAxis(toMs)));
    if (end < left || begin > right || end <= begin) continue;
    const seam = end - begin > 4 ? seamPx : 0;
    const [top, width] = [round(y(y0)), round(Math.max(0.6, end - begin - seam))];
    const height = round(Math.max(0.4, y(y1) - y(y0)));
    parts.push(`M${round(begin)} ${top}h${width}v${height}h${-width}z`);
  }
  return parts.join('');
};

/** Any number of boxes as one path a colour: thousands stay fluid, and an SVG of them stays small. */
export const boxSeries = (
  id: string,
  groups: readonly BoxGroup[],
  labels: readonly RowLabel[],
  context: ChartContext,
  originMs: EpochMs,
): CustomSeriesOption => ({
  type: 'custom',
  id,
  silent: true,
  animation: false,
  clip: true,
  data: [...groups.map((_, i) => [onTimeAxis(originMs), 0, i]), [onTimeAxis(originMs), 0, groups.length]],
  renderItem: (params, api) => {
    const { x: left, width } = params.coordSys as unknown as { x: number; width: number };
    const scale = scaleOf(api.coord.bind(api) as Place, onTimeAxis(originMs));
    const group = groups[params.dataIndex];
    if (group) {
      const pathData = pathOf(group, scale, left - 1, left + width + 1) || 'M0 0';
      return {
        type: 'path',
        shape: { pathData },
        style: { fill: group.colour, opacity: group.opacity },
      };
    }
    return {
      type: 'group',
      children: labels.map(({ text, y }) => ({
        type: 'text' as const,
        x: left + 6,
        y: scale.y(y),
        style: {
          text,
          fill: context.look.colours.inkSoft,
          font: `600 11px ${lettersOf(context)}`,
          textVerticalAlign: 'middle' as const,
          backgroundColor: context.look.colours.surface,
          padding: [1, 4],
          borderRadius: 3,
        },
      })),
    };
  },
});
