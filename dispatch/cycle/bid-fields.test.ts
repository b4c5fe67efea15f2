import { describe, expect, it } from 'vitest';
import { type Bid, type Job, Job as JobSchema, type Refusal, type Region } from '#dispatch/domain';
import { assembleProblem } from './assemble.ts';
import { copiesOf } from './copies.ts';
import { resolveWindow } from './resolve.ts';
import { aJob, at, hoursFromMidnight, MIDNIGHT_MS, smallRegion, smallScenario } from './testing.ts';
import { initialState } from './window.ts';

const HOUR_MS = 3_600_000;

async function bidsOf(jobs: readonly Job[], region: Region = smallRegion()) {
  const horizon = hoursFromMidnight(24);
  const { values } = await resolveWindow({
    scenario: smallScenario(jobs, region),
    horizon,
    foresight: 'perfect',
  });
  const state = initialState(region, MIDNIGHT_MS);
  return assembleProblem({ region, horizon, objective: 'cost', values, jobs, state, carried: [] });
}
const bidOfOne = async (job: Job): Promise<Bid> => (await bidsOf([job])).problem.bids[0]!;
const refusalOf = async (job: Job): Promise<Refusal | undefined> => (await bidsOf([job])).refusals[0];
const bulk = (change: Readonly<Record<string, unknown>> = {}): Job =>
  JobSchema.parse({
    ...{ kind: 'bulk', id: 'copy', submittedAt: at('00:00'), latestEndAt: at('12:00') },
    ...{ fromSite: 'west', toSite: 'east', volumeGb: 3600 },
    ...change,
  });

describe('every field of a job reaches its bid:', () => {
  it('earliestStartAt, latestEndAt, dueAt and latenessYuanPerHour', async () => {
    const bid = await bidOfOne(
      aJob({ earliestStartAt: at('02:00'), dueAt: at('08:00'), latenessYuanPerHour: 70 }),
    );
    expect(bid).toMatchObject({
      ...{ releaseMs: MIDNIGHT_MS + 2 * HOUR_MS, latestEndMs: MIDNIGHT_MS + 12 * HOUR_MS },
      ...{ dueMs: MIDNIGHT_MS + 8 * HOUR_MS, latenessYuanPerH: 70 },
    });
  });

  it('allowedSites: data residence leaves only the pools of those sites', async () => {
    const { problem } = await bidsOf([aJob({ allowedSites: ['west'] })]);
    expect(problem.bids[0]!.options.map(({ pool }) => problem.pools[pool]!.id)).toEqual(['west-gpu']);
    expect(await refusalOf(aJob({ units: 40, allowedSites: ['west'] }))).toMatchObject({ code: 'too-wide' });
  });

  it('data: input that lies elsewhere is waited for, and without a way the pool is left out', async () => {
    const data = { site: 'west', volumeGb: 7200 };
    const bid = await bidOfOne(aJob({ data }));
    // 7,200 GB x 8 / 8 Gb/s = 2 h.
    expect(bid.options.map(({ earliestMs }) => earliestMs)).toEqual([MIDNIGHT_MS + 2 * HOUR_MS, undefined]);
    const cut = await bidsOf([aJob({ data })], smallRegion({ networkLinks: [] }));
    expect(cut.problem.bids[0]!.options.map(({ pool }) => pool)).toEqual([1]);
  });

  it('checkpointHours and minimumRunHours of preemptible work', async () => {
    const job = aJob({ kind: 'preemptible', checkpointHours: 0.25, minimumRunHours: 1.5 });
    expect(await bidOfOne(job)).toMatchObject({
      ...{ kind: 'preemptible', checkpointHours: 0.25, minimumRunHours: 1.5 },
    });
    expect(await bidOfOne(aJob({ kind: 'preemptible' }))).not.toHaveProperty('minimumRunHours');
    expect(await bidOfOne(aJob())).toMatchObject({ kind: 'rigid', checkpointHours: 0 });
  });

  it('powerTier: caps up to the tolerated slowdown, on pools that can be capped', async () => {
    const { problem } = await bidsOf([aJob({ powerTier: 1 })]);
    const ratios = problem.bids[0]!.options.map(({ pool, powerRatio }) => [pool, powerRatio]);
    expect(ratios).toEqual([
      [0, 1],
      [0, expect.closeTo(0.818182, 5)],
      [1, 1],
    ]);
  });

  it('minimumUnits, maximumUnits and speedUp of elastic work, under a cap too', async () => {
    const bid = await bidOfOne(
      aJob({
        ...{ kind: 'elastic', minimumUnits: 4, maximumUnits: 8, allowedSites: ['east'], powerTier: 1 },
        speedUp: [
          [2, 0.6],
          [4, 1],
          [8, 1.6],
        ],
      }),
    );
    expect(bid.kind).toBe('rigid');
    expect(bid.options.map(({ units, durationHours }) => [units, durationHours])).toEqual([
      [4, 2],
      [4, expect.closeTo(2.2, 9)],
      [8, 1.25],
      [8, expect.closeTo(1.375, 9)],
    ]);
  });

  it('maximumGbps and volumeGb of a transfer', async () => {
    const bid = await bidOfOne(bulk({ maximumGbps: 4 }));
    // 3,600 GB x 8 / 4 Gb/s = 2 h.
    expect(bid.options).toMatchObject([{ units: 4, durationHours: 2 }]);
  });

  it('rtoHours: a copy that could not be restored in time is refused', async () => {
    // At the full 8 Gb/s it takes an hour.
    expect(await refusalOf(bulk({ rtoHours: 0.5 }))).toMatchObject({ code: 'rto' });
    expect(await refusalOf(bulk({ rtoHours: 1 }))).toBeUndefined();
  });

  it('allowedSites of a transfer: data is not copied to where it may not be', async () => {
    expect(await refusalOf(bulk({ allowedSites: ['west'] }))).toMatchObject({ code: 'residence' });
    expect(await refusalOf(bulk({ allowedSites: ['west', 'east'] }))).toBeUndefined();
  });

  it('rpoHours: one copy for each interval of the window, each with its own deadline', async () => {
    const copies = copiesOf(bulk({ rpoHours: 4, earliestStartAt: at('01:00'), latestEndAt: at('14:00') }));
    expect(copies.map(({ id }) => id)).toEqual(['copy.1', 'copy.2', 'copy.3']);
    const { problem } = await bidsOf(copies);
    const hours = problem.bids.map(({ releaseMs, latestEndMs }) => [
      (releaseMs - MIDNIGHT_MS) / HOUR_MS,
      (latestEndMs - MIDNIGHT_MS) / HOUR_MS,
    ]);
    // The hour that is left over is shorter than an interval.
    expect(hours).toEqual([
      [1, 5],
      [5, 9],
      [9, 13],
    ]);
    for (const bid of problem.bids) expect(bid.options[0]!.durationHours).toBe(1);
  });

  it('rpoHours: a window no longer than the interval is one copy, ended in time for it', async () => {
    const job = bulk({ rpoHours: 8, latestEndAt: at('12:00') });
    expect(copiesOf(job)).toEqual([job]);
    expect((await bidOfOne(job)).latestEndMs).toBe(MIDNIGHT_MS + 8 * HOUR_MS);
  });

  it('latencyBoundMs, unservedYuanPerUnitHour and allowedSites of an online service', async () => {
    const job = JobSchema.parse({
      ...{ kind: 'online', id: 'chat', submittedAt: at('00:00'), latestEndAt: at('23:00'), poolKind: 'gpu' },
      ...{ latencyBoundMs: 45, unservedYuanPerUnitHour: 9, allowedSites: ['east'] },
      demand: [{ userRegion: 'shore', peakUnits: 10, hourShape: Array.from({ length: 24 }, () => 1) }],
    });
    const { problem } = await bidsOf([job]);
    expect(problem.online[0]).toMatchObject({ unservedYuanPerUnitHour: 9 });
    expect(problem.online[0]!.streams[0]!.pools).toEqual([0]);
  });
});
