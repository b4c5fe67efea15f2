import * as echarts from 'echarts';
import { expect, test } from 'vitest';
import { balancedPlan } from './balanced-plan.ts';
import { boundRoundsPicture } from './bound-rounds.ts';
import { costPartsPicture } from './cost-parts.ts';
import { dayLoadPicture, energyBySourcePicture } from './day-report.ts';
import { energySankeyPicture } from './energy-sankey.ts';
import { forecastFanPicture } from './forecast-fan.ts';
import { ganttPicture } from './gantt.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { costChangePicture, movedJobsPicture, planDifferencePicture } from './plan-change.ts';
import { pricesPicture } from './plan-prices.ts';
import { sitePowerPicture } from './plan-sites.ts';
import { planStackPicture } from './plan-stack.ts';
import { storagePicture } from './plan-storage.ts';
import { poolOccupancyPicture } from './pool-occupancy.ts';
import { testContext } from './test-context.ts';
import { timeLinesPicture } from './time-lines.ts';

const WIDTH_PX = 900;
const svgOf = ({ option, heightPx }: ChartPicture): string => {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH_PX, height: heightPx });
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
};

const plan = balancedPlan(96, 200);
const startMs = Array.from({ length: 96 }, (_, t) => plan.horizon.startMs + t * 900_000);
const change = {
  previousPlanId: 'before',
  costYuanDelta: -50_800,
  movedJobs: plan.placements.slice(0, 9).map(({ jobId, siteId, segments }, i) => ({
    jobId,
    fromSite: siteId,
    toSite: 'golmud-hub',
    fromStartMs: segments[0]!.startMs + (i - 4) * 3_600_000,
    toStartMs: segments[0]!.startMs,
  })),
  addedJobs: 1,
  removedJobs: 2,
  costPartDeltas: [
    { name: 'gridImport', yuan: -52_000 },
    { name: 'wear', yuan: 1200 },
  ],
};
const forecast = {
  target: 'pv.gonghe.availableRatio',
  name: { zh: '共和光伏', en: 'Gonghe solar' },
  kind: 'pv' as const,
  capacityMw: 900,
  method: 'blend',
  issuedAtMs: plan.horizon.startMs,
  startMs,
  levels: [0.1, 0.5, 0.9],
  quantiles: [0.8, 1, 1.2].map((factor) =>
    startMs.map((_, t) => factor * Math.max(0, 50 - Math.abs(t - 48))),
  ),
  actual: startMs.map((_, t) => (t < 40 ? t : null)),
  scores: [],
};
const report = {
  regionId: 'sample',
  day: '2025-03-10',
  kpis: [],
  generationBySourceWh: { 'gonghe-pv': 3e9, grid: 1e9 },
  consumptionByConsumerWh: {},
  jobs: [],
  periods: { startMs, loadMw: startMs.map(() => 10), cleanMw: startMs.map((_, t) => t / 4) },
};

const energy = {
  day: '2025-03-10',
  consumers: [
    {
      ...{ kind: 'job' as const, id: 'train', siteId: 'xining', energyWh: 5e6, cleanWh: 4e6, co2Tonnes: 1 },
      bySourceWh: { 'gonghe-pv': 3e6, grid: 1e6, 'battery/gonghe-pv': 1e6 },
    },
    {
      ...{ kind: 'storage' as const, id: 'battery', siteId: null, energyWh: 2e6, cleanWh: 2e6, co2Tonnes: 0 },
      bySourceWh: { 'gonghe-pv': 2e6 },
    },
  ],
};

const pictures = (context: ChartContext): (ChartPicture | null)[] => [
  planStackPicture(plan, context),
  storagePicture(plan, context),
  pricesPicture(plan, context),
  sitePowerPicture(plan, context),
  poolOccupancyPicture(plan, context),
  ganttPicture(plan, context),
  costPartsPicture(plan, context),
  boundRoundsPicture(plan, context),
  costChangePicture(change, context),
  movedJobsPicture(change, [startMs[0]!, startMs[95]!], context),
  planDifferencePicture(plan, plan, context),
  forecastFanPicture(forecast, context),
  dayLoadPicture(report, context),
  energyBySourcePicture(report, context),
  energySankeyPicture(energy, context, { detail: 'elements', scope: 'sites' }),
  energySankeyPicture(energy, context, { detail: 'kinds', scope: 'region' }),
];

test.each(['zh', 'en'] as const)('every picture is drawn as SVG on a server, in %s', (language) => {
  for (const picture of pictures({ ...testContext, language, nowMs: startMs[30]! })) {
    const svg = svgOf(picture!);
    expect(svg, picture!.id).toMatch(/^<svg[\s\S]*<path[\s\S]*<\/svg>$/);
    expect(svg, picture!.id).not.toMatch(/NaN|undefined|Infinity/);
    expect(picture!.title.length).toBeGreaterThan(2);
    expect(picture!.description).not.toMatch(/\{|NaN|undefined/);
    for (const row of picture!.table().rows) expect(row).toHaveLength(picture!.table().columns.length);
  }
});

test('an SVG of a picture is well-formed: families of letters stand in single quotes', () => {
  expect(svgOf(planStackPicture(plan, testContext))).not.toContain('style="font: normal normal 11px "');
});

test('an empty plan still gives pictures', () => {
  const empty = { ...plan, placements: [], series: [], prices: {}, rounds: [], costParts: [] };
  for (const draw of [
    planStackPicture,
    pricesPicture,
    sitePowerPicture,
    ganttPicture,
    costPartsPicture,
    boundRoundsPicture,
  ])
    expect(svgOf(draw(empty, testContext))).not.toMatch(/NaN|Infinity/);
  expect(storagePicture(empty, testContext)).toBeNull();
});

/** Corners of the longest line in a picture. */
const pointsOfLongestPath = (svg: string): number =>
  Math.max(...[...svg.matchAll(/ d="([^"]*)"/g)].map(([, path]) => path!.match(/[ML]/g)?.length ?? 0));

test('a year of 35,040 points is drawn with as many as its width can show, and its table has them all', () => {
  const year = Array.from({ length: 35_040 }, (_, t) => startMs[0]! + t * 900_000);
  const lines = timeLinesPicture(testContext, {
    id: 'year',
    title: { zh: '全年', en: 'Year' },
    description: '',
    unit: 'MW',
    startMs: year,
    lines: [
      { id: 'load', name: { zh: '负荷', en: 'Load' }, colour: 'load', values: year.map((_, t) => t % 97) },
    ],
  });
  const drawn = pointsOfLongestPath(svgOf(lines));
  expect(drawn).toBeGreaterThan(WIDTH_PX / 4);
  expect(drawn).toBeLessThan(4 * WIDTH_PX);
  expect(lines.table().rows).toHaveLength(year.length);
});

test('five thousand jobs are drawn whole, and add hardly an element to the picture of fifty', () => {
  const pictureOf = (jobCount: number): string =>
    svgOf(ganttPicture(balancedPlan(672, jobCount), testContext));
  const elementsOf = (svg: string): number => svg.match(/<(?:path|rect|text|g)\b/g)!.length;
  const boxesOf = (svg: string): number => svg.match(/M[\d.-]+ [\d.-]+(?:L[\d.-]+ [\d.-]+){3}Z/g)!.length;
  const crowd = pictureOf(5000);
  const segments = balancedPlan(672, 5000).placements.flatMap((placement) => placement.segments);
  // A box for each stretch, and a thread between two of one job.
  expect(boxesOf(crowd)).toBe(2 * segments.length - 5000);
  expect(elementsOf(crowd)).toBeLessThan(elementsOf(pictureOf(50)) + 10);
});
