import type { Job, Region } from '#dispatch/domain';
import { areaLoad } from './demand.ts';
import { type JobWindowSpan, jobsFilling, poolUnitHours, type WorkClass } from './jobs.ts';
import { yearClock } from './processes.ts';
import { QINGHAI_PLACES } from './qinghai-climate.ts';
import { pvSeries, windSeries } from './stations.ts';
import { jsonLines, type ScenarioFile, seriesCsv } from './tables.ts';
import { placeWeather, synoptic, type Weather } from './weather.ts';

const WEEK: JobWindowSpan = {
  startMs: Date.parse('2025-03-10T00:00:00+08:00'),
  days: 7,
  backlogRatio: 0.06,
};
const inOrder = (jobs: readonly Job[]): Job[] =>
  [...jobs].sort((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt) || (a.id < b.id ? -1 : 1));
const air = (weather: Weather): Record<string, Float64Array> => ({
  temperature: weather.temperatureC,
  wetbulb: weather.wetBulbC,
});

const MICROGRID_WORK: readonly WorkClass[] = [
  {
    id: 'tune',
    title: '微调 Fine-tuning',
    count: 210,
    poolKind: 'gpu',
    kinds: [
      ['preemptible', 0.6],
      ['rigid', 0.25],
      ['elastic', 0.15],
    ],
    width: { minimum: 1, maximum: 128, tail: 0.5, node: 8 },
    length: { medianHours: 3, spread: 0.9, maximumHours: 20 },
    slack: { medianHours: 20, spread: 0.7 },
    tiers: [
      [0, 0.2],
      [1, 0.3],
      [2, 0.3],
      [3, 0.2],
    ],
    owners: ['plateau-lab', 'university-a'],
    sites: [[null, 1]],
    latenessYuanPerUnitHour: 1,
  },
  {
    id: 'train',
    title: '训练 Training',
    count: 60,
    poolKind: 'gpu',
    kinds: [
      ['preemptible', 0.6],
      ['elastic', 0.4],
    ],
    width: { minimum: 64, maximum: 1024, tail: 0.8, node: 8 },
    length: { medianHours: 8, spread: 0.6, maximumHours: 30 },
    slack: { medianHours: 36, spread: 0.5 },
    tiers: [
      [1, 0.3],
      [2, 0.4],
      [3, 0.3],
    ],
    owners: ['plateau-lab'],
    sites: [[null, 1]],
    latenessYuanPerUnitHour: 0.4,
  },
];

/** The islanded site: Qaidam's weather, its own sun and wind, and patient work at half of its cards. */
export function microgridFiles(seed: number, region: Region): ScenarioFile[] {
  const clock = yearClock(2025, 15);
  const place = QINGHAI_PLACES.qaidam;
  const weather = placeWeather(seed, clock, place, synoptic(seed, clock));
  const power = { pv: pvSeries(clock, place, weather), wind: windSeries(place, weather) };
  const jobs = jobsFilling(seed, MICROGRID_WORK, WEEK, 0.5 * poolUnitHours(region, 'gpu', WEEK));
  return [
    seriesCsv('series/power.csv.gz', clock, power, { decimals: 4 }),
    seriesCsv('series/weather.csv.gz', clock, air(weather), { decimals: 1 }),
    jsonLines('jobs/week-2025-03-10.jsonl.gz', inOrder(jobs)),
  ];
}

const ONE_SITE_WORK: Readonly<Record<'gpu' | 'cpu', readonly WorkClass[]>> = {
  gpu: [
    {
      id: 'train',
      title: '训练 Training',
      count: 150,
      poolKind: 'gpu',
      kinds: [
        ['rigid', 0.4],
        ['preemptible', 0.4],
        ['elastic', 0.2],
      ],
      width: { minimum: 1, maximum: 128, tail: 0.5, node: 8 },
      length: { medianHours: 4, spread: 0.9, maximumHours: 24 },
      slack: { medianHours: 24, spread: 0.6 },
      tiers: [
        [0, 0.4],
        [1, 0.3],
        [2, 0.2],
        [3, 0.1],
      ],
      owners: ['vision-group', 'language-group', 'course'],
      sites: [[null, 1]],
      latenessYuanPerUnitHour: 0.3,
    },
  ],
  cpu: [
    {
      id: 'batch',
      title: '批处理 Batch',
      count: 120,
      poolKind: 'cpu',
      kinds: [
        ['rigid', 0.7],
        ['preemptible', 0.3],
      ],
      width: { minimum: 16, maximum: 1024, tail: 0.5, node: 16 },
      length: { medianHours: 3, spread: 0.8, maximumHours: 18 },
      slack: { medianHours: 20, spread: 0.6 },
      tiers: [[0, 1]],
      owners: ['weather-group', 'genomics-group'],
      sites: [[null, 1]],
      latenessYuanPerUnitHour: 0.005,
    },
  ],
};
/** Offices around the cluster. */
const CAMPUS = { id: 'campus', meanMw: 0.12, industryRatio: 0.2 };

/** The site with a tariff: Xining's weather, a roof, a battery, and two pools of work. */
export function oneSiteFiles(seed: number, region: Region): ScenarioFile[] {
  const clock = yearClock(2025, 15);
  const place = QINGHAI_PLACES.xining;
  const weather = placeWeather(seed, clock, place, synoptic(seed, clock));
  const power = { pv: pvSeries(clock, place, weather), load: areaLoad(seed, clock, CAMPUS, weather) };
  const jobs = (['gpu', 'cpu'] as const).flatMap((kind) =>
    jobsFilling(seed, ONE_SITE_WORK[kind], WEEK, 0.5 * poolUnitHours(region, kind, WEEK)),
  );
  return [
    seriesCsv('series/power.csv.gz', clock, power, { decimals: 4 }),
    seriesCsv('series/weather.csv.gz', clock, air(weather), { decimals: 1 }),
    jsonLines('jobs/week-2025-03-10.jsonl.gz', inOrder(jobs)),
  ];
}
