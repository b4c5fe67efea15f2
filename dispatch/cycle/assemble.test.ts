import { describe, expect, it } from 'vitest';
import type { Job, Region } from '#dispatch/domain';
import { assembleProblem } from './assemble.ts';
import { resolveWindow } from './resolve.ts';
import { aJob, at, hoursFromMidnight, MIDNIGHT_MS, smallRegion, smallScenario } from './testing.ts';
import { initialState } from './window.ts';

const HOUR_MS = 3_600_000;

async function assembled(jobs: readonly Job[], more: object = {}, region: Region = smallRegion()) {
  const horizon = hoursFromMidnight(12);
  const scenario = smallScenario(jobs, region);
  const { values } = await resolveWindow({ scenario, horizon, foresight: 'perfect' });
  const state = initialState(region, MIDNIGHT_MS);
  return assembleProblem({ region, horizon, objective: 'cost', values, jobs, state, carried: [], ...more });
}

describe('assembleProblem', () => {
  it('gives the slope of PUE by the wet bulb of each site, and its fixed power', async () => {
    const { problem } = await assembled([]);
    // 1 + loss 0.05 + chiller 0.2 x (15 - 10) / (20 - 10) = 1.15; below the free-cooling limit 1.05.
    expect(problem.sites[0]!.facilityPerIt[0]).toBeCloseTo(1.15, 12);
    expect(problem.sites[1]!.facilityPerIt[0]).toBeCloseTo(1.05, 12);
    expect(problem.sites[0]!.fixedMw[11]).toBe(0.1);
  });

  it('scales sun to megawatts and bounds the battery in MWh, as full at the end as at the start', async () => {
    const { problem } = await assembled([]);
    // 10 MW x 0.5 from 08:00.
    expect(Array.from(problem.renewables[0]!.availableMw)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5]);
    expect(problem.batteries[0]).toMatchObject({ minimumMwh: 1, maximumMwh: 9, initialMwh: 5, finalMwh: 5 });
  });

  it('values energy after the horizon at the mean import price and emission', async () => {
    const { problem } = await assembled([]);
    expect(problem.sites[0]).toMatchObject({ tailYuanPerMwh: 300, tailTco2PerMwh: 0.5, tailDirtyRatio: 1 });
  });

  it('offers a rigid job on every pool that is wide enough, with its power above idle', async () => {
    const { problem } = await assembled([aJob()]);
    const [bid] = problem.bids;
    expect(bid).toMatchObject({
      kind: 'rigid',
      releaseMs: MIDNIGHT_MS,
      latestEndMs: MIDNIGHT_MS + 12 * HOUR_MS,
    });
    expect(bid!.options.map((option) => option.pool)).toEqual([0, 1]);
    // 4 x (0.6 - 0.1) kW = 0.002 MW.
    expect(bid!.options[0]).toMatchObject({ units: 4, powerRatio: 1, durationHours: 2, itMw: 0.002 });
  });

  it('leaves out a pool that is too narrow', async () => {
    const { problem } = await assembled([aJob({ units: 40 })]);
    expect(problem.bids[0]!.options.map((option) => option.pool)).toEqual([0]);
  });

  it('offers a capped run that takes no longer than the tier tolerates', async () => {
    const { problem } = await assembled([aJob({ powerTier: 2, allowedSites: ['east'] })]);
    const options = problem.bids[0]!.options;
    // Tier 1 needs a throughput of 1/1.1 = 0.90909: on the curve from (0.8, 0.9) to (1, 1) at 0.81818.
    expect(options.map((option) => option.powerRatio)).toEqual([
      1,
      expect.closeTo(0.818182, 5),
      expect.closeTo(0.7, 5),
    ]);
    expect(options[1]!.durationHours).toBeCloseTo(2 * 1.1, 9);
    // Tier 2: 1/1.25 = 0.8, half way between 0.6 and 0.8.
    expect(options[2]!.durationHours).toBeCloseTo(2 * 1.25, 9);
    expect(options[2]!.itMw).toBeCloseTo((4 * (0.6 * 0.7 - 0.1)) / 1000, 12);
  });

  it('offers an elastic job at every width of its curve within its bounds', async () => {
    const job = aJob({
      ...{ kind: 'elastic', minimumUnits: 2, maximumUnits: 8, allowedSites: ['east'] },
      speedUp: [
        [2, 0.6],
        [4, 1],
        [8, 1.6],
        [16, 2],
      ],
    });
    const { problem } = await assembled([job]);
    const widths = problem.bids[0]!.options.map((option) => [option.units, option.durationHours]);
    expect(widths).toEqual([
      [2, 2 / 0.6],
      [4, 2],
      [8, 1.25],
    ]);
  });

  it('lets a job wait elsewhere until its data has arrived', async () => {
    // 3,600 GB x 8 / 8 Gb/s = 3,600 s.
    const { problem } = await assembled([aJob({ data: { site: 'east', volumeGb: 3600 } })]);
    const [east, west] = problem.bids[0]!.options;
    expect(east!.earliestMs).toBeUndefined();
    expect(west!.earliestMs).toBe(MIDNIGHT_MS + HOUR_MS);
  });

  it('bids a bulk transfer on the link as a preemptible flow of Gb/s', async () => {
    const bulk = { kind: 'bulk', id: 'copy', submittedAt: at('00:00'), latestEndAt: at('12:00') };
    const job = { ...bulk, fromSite: 'west', toSite: 'east', volumeGb: 7200, maximumGbps: 4 } as Job;
    const { problem } = await assembled([job]);
    const link = problem.pools.findIndex((pool) => pool.kind === 'link');
    expect(problem.pools[link]).toMatchObject({ id: 'wire', unitCount: 8 });
    // 7,200 GB x 8 / 4 Gb/s = 4 h.
    expect(problem.bids[0]).toMatchObject({ kind: 'preemptible' });
    expect(problem.bids[0]!.options).toEqual([
      { pool: link, units: 4, powerRatio: 1, durationHours: 4, itMw: 0, fixedYuan: 0 },
    ]);
  });

  it('routes an online service to the pools within its latency bound', async () => {
    const job = {
      ...{ kind: 'online', id: 'chat', submittedAt: at('00:00'), latestEndAt: at('06:00'), poolKind: 'gpu' },
      ...{ latencyBoundMs: 30, unservedYuanPerUnitHour: 9 },
      demand: [{ userRegion: 'shore', peakUnits: 10, hourShape: Array.from({ length: 24 }, () => 0.5) }],
    } as Job;
    const { problem } = await assembled([job]);
    const [stream] = problem.online[0]!.streams;
    expect(stream!.pools).toEqual([1]);
    expect(Array.from(stream!.demandUnits)).toEqual([5, 5, 5, 5, 5, 5, 0, 0, 0, 0, 0, 0]);
  });

  it('holds the full width of running work in every period it touches, its energy to the second', async () => {
    const carried = [
      {
        jobId: 'x',
        poolId: 'east-gpu',
        units: 10,
        powerRatio: 1,
        fromMs: MIDNIGHT_MS,
        untilMs: MIDNIGHT_MS + 1.25 * HOUR_MS,
      },
    ];
    const { problem } = await assembled([aJob({ id: 'x' })], { carried });
    expect(problem.bids).toEqual([]);
    expect(Array.from(problem.pools[0]!.committedUnits.slice(0, 3))).toEqual([10, 10, 0]);
    expect(problem.pools[0]!.committedItMw![0]).toBeCloseTo(0.005, 12);
    expect(problem.pools[0]!.committedItMw![1]).toBeCloseTo(0.005 * 0.25, 12);
  });

  it('bids only the rest of work that has run before, where its state lies', async () => {
    const job = aJob({ kind: 'preemptible', checkpointHours: 0.1 });
    const rest = { jobId: 'job', poolId: 'west-gpu', units: 4, powerRatio: 1, remainingRatio: 0.25 };
    const { problem } = await assembled([job], { started: new Map([['job', rest]]) });
    expect(problem.bids[0]!.options).toMatchObject([{ pool: 1, durationHours: 0.5 }]);
  });
});

describe('a job that can never fit is refused with the reason', () => {
  const cases: [string, Readonly<Record<string, unknown>>, string][] = [
    ['an unknown kind of pool', { poolKind: 'tpu' }, 'unknown-pool-kind'],
    ['wider than any pool', { units: 101 }, 'too-wide'],
    ['a window shorter than the work', { durationHours: 13 }, 'window-too-short'],
    ['sites without such a pool', { allowedSites: ['north'] }, 'residence'],
    [
      'data that arrives too late',
      { allowedSites: ['west'], data: { site: 'east', volumeGb: 40_000 } },
      'window-too-short',
    ],
    ['a latest end that has passed', { latestEndAt: '2025-03-09T12:00:00+08:00' }, 'window-passed'],
  ];
  it.each(cases)('%s', async (_title, change, code) => {
    const { problem, refusals } = await assembled([aJob(change)]);
    expect(problem.bids).toEqual([]);
    expect(refusals).toMatchObject([
      { id: 'job', code, reason: { zh: expect.any(String), en: expect.any(String) } },
    ]);
  });

  it('no site within the latency bound', async () => {
    const job = {
      ...{ kind: 'online', id: 'chat', submittedAt: at('00:00'), latestEndAt: at('06:00'), poolKind: 'gpu' },
      ...{ latencyBoundMs: 10, unservedYuanPerUnitHour: 9 },
      demand: [{ userRegion: 'shore', peakUnits: 10, hourShape: Array.from({ length: 24 }, () => 1) }],
    } as Job;
    expect((await assembled([job])).refusals).toMatchObject([{ code: 'latency' }]);
  });

  it('no route between two sites, or a restore slower than its objective', async () => {
    const bulk = { kind: 'bulk', submittedAt: at('00:00'), latestEndAt: at('12:00'), volumeGb: 7200 };
    const unreachable = { ...bulk, id: 'a', fromSite: 'east', toSite: 'north' } as Job;
    const slow = { ...bulk, id: 'b', fromSite: 'east', toSite: 'west', rtoHours: 1 } as Job;
    expect((await assembled([unreachable, slow])).refusals.map((row) => row.code)).toEqual([
      'no-route',
      'rto',
    ]);
  });
});
