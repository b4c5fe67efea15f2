import type { EChartsOption, SeriesOption } from 'echarts';
import type { EpochMs } from '#units';
import { figure } from './figures.ts';
import type { ChartContext } from './picture.ts';
import { onTimeAxis, tickText } from './time-axis.ts';
import { LABELS } from './words.ts';

/** The same margins in every chart of a page, so that their time axes lie under one another. */
export const PLOT_MARGIN = { left: 58, right: 18, top: 14, bottom: 26 } as const;

export interface FrameSpec {
  readonly extentMs: readonly [EpochMs, EpochMs];
  readonly series: readonly SeriesOption[];
  /** Fixed ends of the vertical axis; chosen from the data when absent. */
  readonly y?: { readonly min?: number; readonly max?: number; readonly hidden?: boolean };
}

/** Families in single quotes: an SVG made from a picture keeps them inside a style attribute. */
export const lettersOf = ({ look }: ChartContext): string => look.fontFamily.replaceAll('"', "'");

const axisText = (context: ChartContext) => ({
  color: context.look.colours.inkFaint,
  fontFamily: lettersOf(context),
  fontSize: 11,
});

const timeAxis = (context: ChartContext, [fromMs, toMs]: readonly [EpochMs, EpochMs]) => {
  const { look, language } = context;
  return {
    type: 'time' as const,
    min: onTimeAxis(fromMs),
    max: onTimeAxis(toMs),
    axisLine: { onZero: false, lineStyle: { color: look.colours.lineStrong } },
    axisTick: { lineStyle: { color: look.colours.lineStrong } },
    splitLine: { show: true, lineStyle: { color: look.colours.line, width: 1, type: [2, 4] as number[] } },
    axisLabel: {
      ...axisText(context),
      hideOverlap: true,
      showMinLabel: true,
      formatter: (axisMs: number) => tickText(axisMs, language),
      rich: { day: { color: look.colours.inkSoft, fontWeight: 600, fontSize: 11 } },
    },
  };
};

const valueAxis = (context: ChartContext, y: NonNullable<FrameSpec['y']>) => ({
  type: 'value' as const,
  ...(y.min === undefined ? {} : { min: y.min }),
  ...(y.max === undefined ? {} : { max: y.max }),
  axisLine: { show: false },
  axisTick: { show: false },
  splitNumber: 4,
  splitLine: { show: !y.hidden, lineStyle: { color: context.look.colours.line } },
  axisLabel: {
    ...axisText(context),
    show: !y.hidden,
    hideOverlap: true,
    formatter: (value: number) => figure(value, context.language),
  },
});

/** The vertical line at the context's present, as a series of its own so that it never joins a stack. */
export const nowLine = (context: ChartContext): SeriesOption[] => {
  const { nowMs, look, language } = context;
  return nowMs === null || nowMs === undefined
    ? []
    : [
        {
          type: 'line',
          id: 'now',
          data: [],
          silent: true,
          markLine: {
            symbol: 'none',
            silent: true,
            animation: false,
            lineStyle: { color: look.colours.accent, width: 1.5, type: 'solid' },
            label: {
              formatter: LABELS.now[language],
              position: 'insideEndTop',
              rotate: 0,
              distance: [4, 2],
              color: look.colours.accent,
              fontSize: 11,
              fontFamily: lettersOf(context),
            },
            data: [{ xAxis: onTimeAxis(nowMs) }],
          },
        },
      ];
};

/** A chart over time: shared margins, Shanghai ticks, the 'now' line. Zooming sets the ends of its time axis. */
export const timeFrame = (context: ChartContext, { extentMs, series, y = {} }: FrameSpec): EChartsOption => ({
  animation: false,
  useUTC: true,
  backgroundColor: 'transparent',
  textStyle: { fontFamily: lettersOf(context) },
  grid: { ...PLOT_MARGIN, containLabel: false },
  xAxis: timeAxis(context, extentMs),
  yAxis: valueAxis(context, y),
  series: [...series, ...nowLine(context)],
});

export interface BarFrameSpec {
  readonly categories: readonly string[];
  readonly series: readonly SeriesOption[];
  /** Room for the categories' names, px. */
  readonly left?: number;
  readonly right?: number;
  readonly format: (value: number) => string;
}

/** Horizontal bars, first category on top: for parts of a whole and for differences. */
export const barFrame = (
  context: ChartContext,
  { categories, series, left = 150, right = 84, format }: BarFrameSpec,
): EChartsOption => ({
  animation: false,
  backgroundColor: 'transparent',
  textStyle: { fontFamily: lettersOf(context) },
  grid: { left, right, top: 8, bottom: 24 },
  xAxis: {
    ...valueAxis(context, {}),
    axisLabel: { ...axisText(context), hideOverlap: true, formatter: format },
  },
  yAxis: {
    type: 'category',
    inverse: true,
    data: [...categories],
    axisLine: { lineStyle: { color: context.look.colours.lineStrong } },
    axisTick: { show: false },
    axisLabel: {
      ...axisText(context),
      color: context.look.colours.inkSoft,
      fontSize: 12,
      width: left - 16,
      overflow: 'truncate',
    },
  },
  series: [...series],
});
