import { expect, test } from 'vitest';
import { checkPlan } from '#dispatch/check';
import type { Plan, PlanSeries, Problem } from '#dispatch/domain';
import { createHighsSolver, planProblem, syntheticRegion } from './index.ts';
import { everyBlock } from './testing/every-block.ts';
import { patient, smallBid, smallGrid, smallProblem, smallSite } from './testing/small-problem.ts';

const solver = await createHighsSolver();
const plan = (problem: Problem): Promise<Plan> => planProblem(problem, solver, patient);

const problem = everyBlock({ objective: 'cost' });
const made = await plan(problem);

test('a plan with every kind of element holds under each objective', async () => {
  for (const objective of ['cost', 'carbon', 'green', 'stability'] as const) {
    const asked = everyBlock({ objective });
    expect(checkPlan(asked, await plan(asked))).toEqual([]);
  }
});

test('a plan of a region with hundreds of jobs holds', async () => {
  const region = syntheticRegion({
    hours: 24,
    periodMinutes: 30,
    areas: 4,
    sites: 3,
    jobs: 200,
    preemptibleShare: 0.4,
    seed: 3,
  });
  expect(checkPlan(region, await plan(region))).toEqual([]);
});

/** What the plan repeats from the problem, for those who read it. */
const repeated = new Set([
  'loadMw',
  'importYuanPerMwh',
  'exportYuanPerMwh',
  'availableMw',
  'fieldMw',
  'askedUpMw',
  'askedDownMw',
  'baseItMw',
  'itMw',
  'usedUnits',
  'heatMw',
]);
const changed = (series: PlanSeries, t: number, by: number): Plan => ({
  ...made,
  series: made.series.map((entry) =>
    entry === series
      ? { ...entry, values: entry.values.map((value, i) => (i === t ? value + by : value)) }
      : entry,
  ),
});

test('no figure of a plan can be changed without a law that is broken', () => {
  const unseen: string[] = [];
  for (const series of made.series) {
    if (repeated.has(series.quantity)) continue;
    for (const by of [0.05, -0.05])
      for (const t of series.values.keys())
        if (checkPlan(problem, changed(series, t, by)).length === 0)
          unseen.push(`${series.kind}.${series.element}.${series.quantity}[${t}] ${by}`);
  }
  expect(unseen).toEqual([]);
});

const laws = (record: Plan): string[] => [
  ...new Set(checkPlan(problem, record).map(({ law, element }) => `${law} ${element}`)),
];
const withFirst = (over: Partial<Plan['placements'][number]>): Plan => ({
  ...made,
  placements: made.placements.map((placed, i) => (i === 0 ? { ...placed, ...over } : placed)),
});

test('a job that is moved, cut, widened, doubled or forgotten is told', () => {
  const [first] = made.placements;
  const [segment] = first!.segments;
  const moved = { startMs: segment!.startMs - 24 * 3_600_000, endMs: segment!.endMs - 24 * 3_600_000 };
  expect(laws(withFirst({ segments: [moved] }))).toContain(`work ${first!.jobId}`);
  const cut = { ...segment!, endMs: segment!.endMs - 60_000 };
  expect(laws(withFirst({ segments: [cut] }))).toContain(`work ${first!.jobId}`);
  expect(laws(withFirst({ units: first!.units + 1 }))).toContain(`work ${first!.jobId}`);
  expect(laws(withFirst({ poolId: 'another' }))).toContain(`work ${first!.jobId}`);
  expect(laws(withFirst({ option: 7 }))).toContain(`work ${first!.jobId}`);
  expect(laws({ ...made, placements: [...made.placements, first!] })).toContain(`work ${first!.jobId}`);
  expect(laws({ ...made, placements: made.placements.slice(1) })).toContain(`work ${first!.jobId}`);
});

test('a cost, a part of it or a tonne that does not follow from what is done is told', () => {
  expect(laws({ ...made, costYuan: made.costYuan + 1 })).toEqual(['cost small']);
  expect(laws({ ...made, co2Tonnes: made.co2Tonnes + 0.1 })).toContain('carbon small');
  const costParts = made.costParts.map((part, i) => (i === 0 ? { ...part, yuan: part.yuan + 1 } : part));
  expect(laws({ ...made, costParts })).toContain(`cost ${made.costParts[0]!.name}`);
  expect(laws({ ...made, objectiveBound: made.objectiveValue + 1 })).toEqual(['plan bound']);
  const without = made.series.filter(({ quantity }) => quantity !== 'flowMw');
  expect(laws({ ...made, series: without })).toContain('plan line.town-steppe.flowMw');
});

test('work that is cut by periods free in part repeats what each cut costs', async () => {
  // The site leaves half of each hour to a job of 4 MW: parts meet in pairs, an hour of run time each. Two hours of work
  // with half an hour repeated a cut need three pairs: 3 = 2 + 2 x 0.5.
  const halfFree = smallProblem(8, {
    sites: [smallSite(8, { facilityLimitMw: 2 })],
    bids: [smallBid('j', 'preemptible', 0, 8, 2, 4, { checkpointHours: 0.5 })],
  });
  const cut = await plan(halfFree);
  expect(cut.placements[0]!.segments).toHaveLength(3);
  expect(checkPlan(halfFree, cut)).toEqual([]);
});

test('jobs that stand in columns are checked like those of a list', async () => {
  const [hour, startMs] = [3_600_000, smallProblem(6).horizon.startMs];
  const inColumns = smallProblem(6, {
    bidColumns: {
      count: 3,
      templates: [
        {
          kind: 'rigid',
          checkpointHours: 0,
          options: [{ pool: 0, powerRatio: 1, itKwPerUnit: 1000, fixedYuan: 5 }],
        },
      ],
      template: Uint16Array.of(0, 0, 0),
      releaseMs: Float64Array.of(startMs, startMs, startMs + hour),
      latestEndMs: new Float64Array(3).fill(startMs + 6 * hour),
      durationHours: Float64Array.of(1, 2, 1.5),
      units: Float64Array.of(2, 3, 4),
    },
  });
  const placed = await plan(inColumns);
  const { placedColumns } = placed;
  expect([...placedColumns!.option]).toEqual([0, 0, 0]);
  expect(checkPlan(inColumns, placed)).toEqual([]);
  const moved = { ...placedColumns!, segmentStartMs: placedColumns!.segmentStartMs.map((ms) => ms - 60_000) };
  expect(checkPlan(inColumns, { ...placed, placedColumns: moved }).map(({ law }) => law)).toContain('work');
  const forgotten = { ...placedColumns!, option: Int16Array.of(0, -1, 0) };
  expect(checkPlan(inColumns, { ...placed, placedColumns: forgotten }).map(({ law }) => law)).toContain(
    'work',
  );
});

test('work with a least run skips cheap hours that stand alone', async () => {
  // Four hours of 1 MW. The cheapest cost 1 + 2 + 1 + 8 = 12 yuan and pause after the first. With a least run of two hours
  // the work takes the two pairs, 2 + 9 and 1 + 8: 20 yuan.
  const prices = [1, 900, 2, 9, 900, 1, 8, 900];
  const alone = smallProblem(8, {
    gridConnections: [smallGrid(Float64Array.from(prices))],
    bids: [smallBid('j', 'preemptible', 0, 8, 4, 1, { minimumRunHours: 2 })],
  });
  const made = await plan(alone);
  const hours = made.placements[0]!.segments.map(({ startMs, endMs }) => (endMs - startMs) / 3_600_000);
  expect(hours).toEqual([2, 2]);
  expect(made.costYuan).toBeCloseTo(20);
  expect(checkPlan(alone, made)).toEqual([]);
});
