import type { JobKind, Placement, Plan } from '#dispatch/domain';
import { type Bilingual, type EpochMs, horizonEndMs, periodMs } from '#units';
import { type Box, type BoxGroup, boxSeries, type RowLabel } from './boxes.ts';
import { figure } from './figures.ts';
import { timeFrame } from './frame.ts';
import { itemOf } from './gantt-item.ts';
import { type Lane, type LanePlace, lanesOf } from './lanes.ts';
import { nameOf } from './names.ts';
import type { ChartColour, ChartContext, ChartPicture, ChartTable } from './picture.ts';
import { LABELS, sentence } from './words.ts';

export type GanttColouring = 'tier' | 'kind' | 'saving';
export interface GanttSpec {
  readonly colourBy?: GanttColouring;
  /** What placements do not say: names and kinds of jobs by id. */
  readonly jobs?: ReadonlyMap<string, { readonly name: string | null; readonly kind: JobKind }>;
  /** Only this pool, with more room for each job. */
  readonly poolId?: string | null;
  readonly heightPx?: number;
}

interface Class {
  readonly colour: ChartColour;
  readonly name: Bilingual;
  readonly holds: (placement: Placement, kind: JobKind | undefined) => boolean;
}
const kindClass = (kind: JobKind, colour: ChartColour, name: Bilingual): Class => ({
  colour,
  name,
  holds: (_, of) => of === kind,
});
/** The first class that holds a placement gives its colour; the last of each list holds everything. */
const CLASSES: Readonly<Record<GanttColouring, readonly Class[]>> = {
  tier: [
    { colour: 'computeTier0', name: { zh: '满功率', en: 'Full power' }, holds: (p) => p.powerRatio >= 0.999 },
    {
      colour: 'plan',
      name: { zh: '功率 85% 以上', en: 'Capped, over 85 %' },
      holds: (p) => p.powerRatio > 0.85,
    },
    {
      colour: 'storageDischarge',
      name: { zh: '功率 85% 及以下', en: 'Capped, 85 % or less' },
      holds: () => true,
    },
  ],
  kind: [
    kindClass('rigid', 'computeTier0', { zh: '刚性批处理', en: 'Rigid' }),
    kindClass('preemptible', 'wind', { zh: '可中断', en: 'Preemptible' }),
    kindClass('elastic', 'plan', { zh: '弹性', en: 'Elastic' }),
    kindClass('bulk', 'price', { zh: '大数据传输', en: 'Bulk transfer' }),
    { colour: 'carbon', name: { zh: '其他', en: 'Other' }, holds: () => true },
  ],
  saving: [
    {
      colour: 'good',
      name: { zh: '比立即运行省钱', en: 'Cheaper than at once' },
      holds: (p) => p.runAtOnceYuan - p.costYuan > 0.5,
    },
    {
      colour: 'carbon',
      name: { zh: '与立即运行相同', en: 'Same as at once' },
      holds: (p) => p.runAtOnceYuan - p.costYuan > -0.5,
    },
    { colour: 'warning', name: { zh: '为让路而多花', en: 'Dearer, to make room' }, holds: () => true },
  ],
};

const HEADER_PX = 20;
const LANE_GAP_PX = 6;
/** Rows of all lanes together may take this height before they become one px thin. */
const MOST_PX = 720;
const MOST_SLOT_PX = 14;
const LEAST_LANE_PX = 22;
interface PlacedLane {
  readonly lane: Lane;
  readonly topPx: number;
  readonly slotPx: number;
}
/**
 * Whole pixels keep thousands of thin rows crisp: two px a row where that fits, one in a crowd. A lane of few jobs
 * gets taller rows, so that it can be read and pointed at.
 */
const stacked = (lanes: readonly Lane[], heightPx: number): { placed: PlacedLane[]; totalPx: number } => {
  const slots = lanes.reduce((sum, { slotCount }) => sum + slotCount, 0);
  const room = heightPx - lanes.length * (HEADER_PX + LANE_GAP_PX);
  const least = slots * 2 <= MOST_PX ? 2 : 1;
  const common = Math.max(least, Math.min(MOST_SLOT_PX, Math.floor(room / Math.max(1, slots))));
  let topPx = 0;
  const placed = lanes.map((lane) => {
    const roomy = Math.min(MOST_SLOT_PX, Math.floor(LEAST_LANE_PX / lane.slotCount));
    const place = { lane, topPx, slotPx: Math.max(common, roomy) };
    topPx += HEADER_PX + LANE_GAP_PX + lane.slotCount * place.slotPx;
    return place;
  });
  return { placed, totalPx: Math.max(topPx, 1) };
};

const extentOf = ({ topPx, slotPx }: PlacedLane, place: LanePlace): { y0: number; y1: number } => {
  const y0 = topPx + HEADER_PX + place.firstSlot * slotPx;
  const heightPx = place.slotCount * slotPx;
  return { y0, y1: y0 + heightPx - (heightPx > 3 ? 1 : 0) };
};

/** A job's stretches as boxes, its pauses as a thin thread between them. */
export const boxesOf = (lane: PlacedLane, place: LanePlace): { work: Box[]; pauses: Box[] } => {
  const { y0, y1 } = extentOf(lane, place);
  const { segments } = place.placement;
  const middle = (y0 + y1) / 2;
  const half = Math.min(0.75, (y1 - y0) / 6);
  return {
    work: segments.map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs, y0, y1 })),
    pauses: segments.slice(1).map(({ startMs }, i) => ({
      fromMs: segments[i]!.endMs,
      toMs: startMs,
      y0: middle - half,
      y1: middle + half,
    })),
  };
};

const groupsOf = (placed: readonly PlacedLane[], context: ChartContext, spec: GanttSpec): BoxGroup[] => {
  const classes = CLASSES[spec.colourBy ?? 'tier'];
  const work = classes.map((): Box[] => []);
  const pauses = classes.map((): Box[] => []);
  for (const lane of placed) {
    for (const place of lane.lane.places) {
      const kind = spec.jobs?.get(place.placement.jobId)?.kind;
      const which = classes.findIndex(({ holds }) => holds(place.placement, kind));
      const boxes = boxesOf(lane, place);
      work[which]?.push(...boxes.work);
      pauses[which]?.push(...boxes.pauses);
    }
  }
  return classes.flatMap(({ colour }, i) => [
    { colour: context.look.colours[colour], opacity: 0.45, boxes: pauses[i] ?? [] },
    { colour: context.look.colours[colour], opacity: 0.9, seamPx: 0.75, boxes: work[i] ?? [] },
  ]);
};

const labelsOf = (placed: readonly PlacedLane[], context: ChartContext): RowLabel[] =>
  placed.map(({ lane, topPx }) => ({
    y: topPx + HEADER_PX / 2,
    text: sentence((lane.places.length === 1 ? LANE_OF_ONE : LANE_LABEL)[context.language], {
      site: nameOf(context, lane.siteId),
      pool: nameOf(context, lane.poolId),
      jobs: figure(lane.places.length, context.language),
    }),
  }));
const LANE_LABEL = { zh: '{site} · {pool}（{jobs} 个作业）', en: '{site} · {pool} ({jobs} jobs)' };
const LANE_OF_ONE = { zh: LANE_LABEL.zh, en: '{site} · {pool} (1 job)' };

const finder =
  (placed: readonly PlacedLane[], context: ChartContext, spec: GanttSpec) =>
  (instantMs: EpochMs, y: number) => {
    const lane = placed.findLast(({ topPx }) => topPx <= y);
    if (!lane) return null;
    const slot = (y - lane.topPx - HEADER_PX) / lane.slotPx;
    const place = lane.lane.places.find(
      ({ firstSlot, slotCount, startMs, endMs }) =>
        firstSlot <= slot && slot < firstSlot + slotCount && startMs <= instantMs && instantMs < endMs,
    );
    if (!place) return null;
    const box = { fromMs: place.startMs, toMs: place.endMs, ...extentOf(lane, place) };
    return itemOf(place.placement, box, context, spec.jobs?.get(place.placement.jobId)?.name ?? null);
  };

const TITLE = { zh: '作业何时在哪里运行', en: 'When and where the jobs run' };
const DESCRIPTION = {
  zh: '{jobs} 个作业按站点和资源池排布；块越高占用越多，细线表示暂停。',
  en: '{jobs} jobs by site and pool; taller boxes hold more units, a thin thread is a pause.',
};

/** Every placed job as a box in its pool's lane, its colour its power cap, kind or saving; the reason on hover. */
export const ganttPicture = (plan: Plan, context: ChartContext, spec: GanttSpec = {}): ChartPicture => {
  const { language, look } = context;
  const heightPx = spec.heightPx ?? 560;
  const wanted = spec.poolId
    ? plan.placements.filter(({ poolId }) => poolId === spec.poolId)
    : plan.placements;
  const { placed, totalPx } = stacked(lanesOf(wanted, MOST_PX / 2), heightPx);
  const groups = groupsOf(placed, context, spec);
  const classes = CLASSES[spec.colourBy ?? 'tier'];
  return {
    id: 'plan-jobs',
    title: TITLE[language],
    description: sentence(DESCRIPTION[language], { jobs: figure(wanted.length, language) }),
    unit: '',
    option: {
      ...timeFrame(context, {
        extentMs: [plan.horizon.startMs, horizonEndMs(plan.horizon)],
        y: { min: 0, max: totalPx, hidden: true },
        series: [boxSeries('jobs', groups, labelsOf(placed, context), context, plan.horizon.startMs)],
      }),
      yAxis: { type: 'value', inverse: true, min: 0, max: totalPx, show: false },
    },
    keys: classes
      .filter((_, i) => (groups[2 * i + 1]?.boxes.length ?? 0) > 0)
      .map(({ colour, name }) => ({
        id: colour,
        name: name[language],
        colour: look.colours[colour],
        mark: 'bar',
        unit: '',
      })),
    extentMs: [plan.horizon.startMs, horizonEndMs(plan.horizon)],
    heightPx: Math.ceil(totalPx) + 40,
    stepMs: periodMs(plan.horizon),
    itemAt: finder(placed, context, spec),
    table: () => tableOf(wanted, context),
  };
};

const tableOf = (placements: readonly Placement[], context: ChartContext): ChartTable => {
  const { language } = context;
  const text = (id: keyof typeof LABELS) => ({
    title: LABELS[id][language],
    unit: '',
    kind: 'text' as const,
  });
  const number = (id: keyof typeof LABELS, unit: string) => ({
    title: LABELS[id][language],
    unit,
    kind: 'number' as const,
  });
  const time = (id: keyof typeof LABELS) => ({
    title: LABELS[id][language],
    unit: '',
    kind: 'time' as const,
  });
  return {
    columns: [
      text('job'),
      text('site'),
      text('pool'),
      time('start'),
      time('end'),
      number('units', ''),
      number('segments', ''),
      number('energy', 'MWh'),
      number('cost', LABELS.yuan[language]),
      text('reason'),
    ],
    rows: placements.map((p) => [
      p.jobId,
      nameOf(context, p.siteId),
      nameOf(context, p.poolId),
      p.segments[0]?.startMs ?? null,
      p.segments.at(-1)?.endMs ?? null,
      p.units,
      p.segments.length,
      p.energyMwh,
      p.costYuan,
      p.reason[language],
    ]),
  };
};
