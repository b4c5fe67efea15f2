import type { SeriesOption } from 'echarts';
import type { Plan } from '#dispatch/domain';
import { type Bilingual, horizonEndMs, periodMs } from '#units';
import { type FrameSpec, timeFrame } from './frame.ts';
import type { ChartContext, ChartKey, ChartPicture } from './picture.ts';
import { lineSeries, periodStarts, readerOver, stepsOver } from './steps.ts';
import { tableOfKeys } from './table.ts';

export interface PlanLine {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly dash?: readonly number[];
  /** Drawn as a filled step from zero. */
  readonly filled?: boolean;
  /** Lines of one stack lie on one another, filled. */
  readonly stack?: string;
  /** In the keys and the table only. */
  readonly unseen?: boolean;
}

const seriesOf = (plan: Plan, line: PlanLine): SeriesOption => ({
  ...lineSeries(line, stepsOver(plan.horizon, line.values)),
  ...(line.stack ? { stack: line.stack } : {}),
  ...(line.filled || line.stack
    ? { areaStyle: { color: line.colour, opacity: line.stack ? 0.7 : 0.22 } }
    : {}),
});

const markOf = (line: PlanLine): ChartKey['mark'] => {
  if (line.filled || line.stack) return 'area';
  return line.dash ? 'dashed' : 'line';
};

interface PlanLinesSpec {
  readonly id: string;
  readonly title: Bilingual;
  readonly description: string;
  readonly unit: string;
  readonly lines: readonly PlanLine[];
  readonly under?: readonly SeriesOption[];
  readonly y?: NonNullable<FrameSpec['y']>;
  readonly heightPx?: number;
}

/** Stepped lines over a plan's horizon, sharing its time axis. */
export const planLinesPicture = (plan: Plan, context: ChartContext, spec: PlanLinesSpec): ChartPicture => {
  const extentMs = [plan.horizon.startMs, horizonEndMs(plan.horizon)] as const;
  const keys: ChartKey[] = spec.lines.map((line) => ({
    id: line.id,
    name: line.name,
    colour: line.colour,
    mark: markOf(line),
    unit: spec.unit,
    valueAt: readerOver(plan.horizon, line.values),
  }));
  const drawn = spec.lines.filter(({ unseen }) => !unseen);
  return {
    id: spec.id,
    title: spec.title[context.language],
    description: spec.description,
    unit: spec.unit,
    option: timeFrame(context, {
      extentMs,
      series: [...(spec.under ?? []), ...drawn.map((line) => seriesOf(plan, line))],
      ...(spec.y ? { y: spec.y } : {}),
    }),
    keys,
    extentMs,
    heightPx: spec.heightPx ?? 170,
    stepMs: periodMs(plan.horizon),
    table: () => tableOfKeys(context, periodStarts(plan.horizon), keys),
  };
};
