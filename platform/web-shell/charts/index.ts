export { Chart, type ChartProps } from './chart.tsx';
export type { Picture, PictureItem, PictureKey, PictureTable, TimeWindow } from './picture.ts';
export { ChartGroup, type TimeGroup, useTimeGroup } from './time-group.ts';
export { TimeWindowBar } from './time-window-bar.tsx';
export { type ChartLook, useChartLook } from './use-chart-look.ts';
