import type { SeriesOption } from 'echarts';
import { type Bilingual, type EpochMs, MS_PER_HOUR } from '#units';
import { type FrameSpec, timeFrame } from './frame.ts';
import type { ChartColour, ChartContext, ChartKey, ChartPicture } from './picture.ts';
import { bandSeries, lineSeries, readerAt, stepPoints } from './steps.ts';
import { tableOfKeys } from './table.ts';

export interface TimeLine {
  readonly id: string;
  readonly name: Bilingual;
  readonly colour: ChartColour;
  readonly values: readonly (number | null)[];
  readonly dash?: readonly number[];
  readonly width?: number;
  /** Bands of one stack lie on one another. */
  readonly stack?: string;
  readonly filled?: boolean;
  readonly hatched?: boolean;
}
export interface TimeLinesSpec {
  readonly id: string;
  readonly title: Bilingual;
  readonly description: string;
  readonly unit: string;
  /** Starts of regular periods; values are their means. */
  readonly startMs: readonly EpochMs[];
  /** Length of a period where there may be only one. */
  readonly periodMs?: number;
  readonly lines: readonly TimeLine[];
  readonly y?: NonNullable<FrameSpec['y']>;
  readonly heightPx?: number;
}

const markOf = (line: TimeLine): ChartKey['mark'] => {
  if (line.hatched) return 'hatched';
  if (line.stack || line.filled) return 'area';
  return line.dash ? 'dashed' : 'line';
};

/** Any regular series of period means as stepped lines or stacked bands: live pages, sites, days as they went. */
export const timeLinesPicture = (context: ChartContext, spec: TimeLinesSpec): ChartPicture => {
  const { look, language } = context;
  const [firstMs = 0, secondMs] = spec.startMs;
  const lengthMs = secondMs === undefined ? (spec.periodMs ?? MS_PER_HOUR) : secondMs - firstMs;
  const extentMs = [firstMs, (spec.startMs.at(-1) ?? firstMs) + lengthMs] as const;
  const series = spec.lines.map((line): SeriesOption => {
    const points = stepPoints(spec.startMs, lengthMs, line.values);
    const drawn = { ...line, name: line.name[language], colour: look.colours[line.colour] };
    if (line.stack) return bandSeries({ ...drawn, stack: line.stack }, context, points);
    return {
      ...lineSeries(drawn, points),
      ...(line.filled ? { areaStyle: { color: drawn.colour, opacity: 0.22 } } : {}),
    };
  });
  const keys = spec.lines.map(
    (line): ChartKey => ({
      id: line.id,
      name: line.name[language],
      colour: look.colours[line.colour],
      mark: markOf(line),
      unit: spec.unit,
      valueAt: readerAt(spec.startMs, lengthMs, line.values),
    }),
  );
  return {
    id: spec.id,
    title: spec.title[language],
    description: spec.description,
    unit: spec.unit,
    option: timeFrame(context, { extentMs, series, ...(spec.y ? { y: spec.y } : {}) }),
    keys,
    extentMs,
    heightPx: spec.heightPx ?? 200,
    stepMs: lengthMs,
    table: () => tableOfKeys(context, spec.startMs, keys),
  };
};
