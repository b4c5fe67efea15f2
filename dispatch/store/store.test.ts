import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job, Placement } from '#dispatch/domain';
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing.ts';
import {
  acceptJobs,
  appendJobEvents,
  changeJobState,
  closeInterval,
  importedSeries,
  importSeries,
  insertPeriod,
  intendRun,
  intervalsWithin,
  jobById,
  listJobs,
  migrations,
  openInterval,
  placeJobs,
  readOrCreateState,
  readState,
  recordRun,
  SCHEMA,
  type StoreDb,
  storeDb,
  updateState,
} from './index.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2025-03-10T00:00:00Z');

let test: TestDatabase;
let db: StoreDb;
beforeAll(async () => {
  test = await openTestDatabase([{ schema: SCHEMA, migrations }]);
  db = storeDb(test.db);
});
afterAll(() => test.close());

const job = (id: string, change: object = {}): Job => ({
  kind: 'rigid',
  id,
  submittedAt: '2025-03-10T00:00:00Z',
  latestEndAt: '2025-03-10T12:00:00Z',
  poolKind: 'gpu',
  units: 4,
  durationHours: 2,
  ...change,
});
const accept = (...jobs: Job[]) =>
  acceptJobs(
    db,
    jobs.map((one) => ({ job: one, releaseMs: START_MS, latestEndMs: START_MS + 12 * HOUR_MS })),
    'api',
    START_MS,
  );
const placement = (jobId: string): Placement => ({
  ...{ jobId, option: 0, poolId: 'east-gpu', siteId: 'east', units: 4, powerRatio: 1 },
  segments: [{ startMs: START_MS + HOUR_MS, endMs: START_MS + 3 * HOUR_MS }],
  ...{ energyMwh: 1, costYuan: 2, co2Tonnes: 3, runAtOnceYuan: 4, reason: { zh: '因', en: 'why' } },
});

describe('jobs', () => {
  it('the same job again is accepted once, whatever the order of its fields', async () => {
    expect(await accept(job('same'))).toEqual({ accepted: ['same'], added: ['same'], conflicts: [] });
    const { id, ...rest } = job('same');
    expect(await accept({ ...rest, id } as Job)).toEqual({ accepted: ['same'], added: [], conflicts: [] });
  });

  it('another content under a known id is a conflict and changes nothing', async () => {
    await accept(job('taken'));
    expect(await accept(job('taken', { units: 5 }))).toMatchObject({ accepted: [], conflicts: ['taken'] });
    expect((await jobById(db, 'taken'))!.job).toMatchObject({ units: 4 });
  });

  it('an ended job never goes on', async () => {
    await accept(job('ended'));
    expect(await changeJobState(db, 'ended', 'cancelled', { endedAtMs: START_MS })).toBe(true);
    for (const next of ['planned', 'running', 'finished', 'refused'] as const) {
      expect(await changeJobState(db, 'ended', next)).toBe(false);
    }
    expect((await jobById(db, 'ended'))!.state).toBe('cancelled');
  });

  it('a running rigid job keeps its place when a new plan comes', async () => {
    await accept(job('moving'), job('waiting'));
    await placeJobs(db, [{ jobId: 'moving', planId: 'p1', placement: placement('moving') }]);
    await changeJobState(db, 'moving', 'running', { startedAtMs: START_MS });
    const later = ['moving', 'waiting'].map((jobId) => ({
      jobId,
      planId: 'p2',
      placement: placement(jobId),
    }));
    expect(await placeJobs(db, later)).toEqual(['waiting']);
    expect(await jobById(db, 'moving')).toMatchObject({ planId: 'p1', state: 'running' });
    expect(await jobById(db, 'waiting')).toMatchObject({ planId: 'p2', state: 'planned', siteId: 'east' });
  });

  it('pages go through every job once', async () => {
    await accept(...Array.from({ length: 7 }, (_, i) => job(`page-${i}`, { owner: 'pager_%' })));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listJobs(db, { limit: 3, after, text: 'pager_%' });
      expect(page.total).toBe(7);
      seen.push(...page.rows.map((row) => row.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen.sort()).toEqual(Array.from({ length: 7 }, (_, i) => `page-${i}`));
  });

  it.each(['', 'nonsense', ':page-1', 'soon:page-1', '12', '12:'])(
    'a page after "%s" is refused',
    async (after) => {
      await expect(listJobs(db, { limit: 3, after })).rejects.toMatchObject({ code: 'page-unknown' });
    },
  );

  it('what was told about a job is never changed', async () => {
    await accept(job('told'));
    const event = { atMs: 1, kind: 'submitted', text: { zh: '一', en: 'one' }, actor: 'me' };
    await appendJobEvents(db, [{ jobId: 'told', ...event }]);
    await expect(db.updateTable('job_event').set({ actor: 'other' }).execute()).rejects.toThrow(
      'never changed',
    );
    await expect(db.deleteFrom('job_event').execute()).rejects.toThrow('never changed');
  });
});

describe('runs', () => {
  const run = (attemptId: string, jobId: string, attemptNumber: number) => ({
    ...{ attemptId, jobId, attemptNumber, executorId: 'twin', atMs: START_MS },
    order: { siteId: 'east' },
  });

  it('a job has one live attempt, however often somebody means to start it', async () => {
    await accept(job('once'));
    const many = await Promise.all(Array.from({ length: 5 }, () => intendRun(db, run('once.1', 'once', 1))));
    expect(many.filter(Boolean)).toHaveLength(1);
    expect(await intendRun(db, run('once.2', 'once', 2))).toBe(false);
  });

  it('a receipt after the end changes nothing', async () => {
    await accept(job('receipt'));
    await intendRun(db, run('receipt.1', 'receipt', 1));
    const receipt = { startedAtMs: START_MS, ranHours: 1, progressRatio: 1, receipt: {} };
    const ended = { ...receipt, attemptId: 'receipt.1', state: 'finished', endedAtMs: START_MS + HOUR_MS };
    expect(await recordRun(db, ended)).toBe(true);
    expect(await recordRun(db, { ...ended, state: 'failed' })).toBe(false);
  });

  it('stretches of holding units are cut to the period asked for', async () => {
    await accept(job('held'));
    await intendRun(db, run('held.1', 'held', 1));
    await openInterval(db, 'held.1', START_MS + HOUR_MS / 2);
    await openInterval(db, 'held.1', START_MS + HOUR_MS);
    await closeInterval(db, 'held.1', START_MS + 2 * HOUR_MS);
    await openInterval(db, 'held.1', START_MS + 3 * HOUR_MS);
    const held = (from: number, to: number) =>
      intervalsWithin(db, START_MS + from * HOUR_MS, START_MS + to * HOUR_MS).then((rows) =>
        rows.map((row) => [(row.fromMs - START_MS) / HOUR_MS, (row.untilMs - START_MS) / HOUR_MS]),
      );
    expect(await held(0, 1)).toEqual([[0.5, 1]]);
    expect(await held(2, 3)).toEqual([]);
    expect(await held(3, 5)).toEqual([[3, 5]]);
  });
});

describe('periods and state', () => {
  const period = {
    ...{ periodStartMs: START_MS, periodMinutes: 60, closedAtMs: START_MS + HOUR_MS, planId: null },
    ...{ matchedGreenShareRatio: 0.5, events: [] },
  };

  it('a period is closed once though several try at the same time', async () => {
    const closings = Array.from({ length: 4 }, () =>
      test.db.transaction().execute((trx) => insertPeriod(storeDb(trx), period)),
    );
    expect((await Promise.all(closings)).filter(Boolean)).toHaveLength(1);
  });

  it('the state of the first start stays, and a change touches nothing else', async () => {
    const plantState = { atMs: START_MS, batteryMwh: { store: 5 }, reservoirMm3: {}, hvdcMw: {} };
    const first = { firstStartMs: START_MS, nextPeriodMs: START_MS, fedUntilMs: 0, plantState };
    await readOrCreateState(db, first);
    await readOrCreateState(db, { ...first, firstStartMs: 9 });
    await updateState(db, { nextPeriodMs: START_MS + HOUR_MS });
    expect(await readState(db)).toMatchObject({ ...first, mode: 'live', nextPeriodMs: START_MS + HOUR_MS });
  });

  it('imported points replace older ones and gaps stay gaps', async () => {
    const series = { name: 'sun', startMs: START_MS, periodMinutes: 60, source: 'feed' };
    await importSeries(
      db,
      { ...series, values: new Float64Array([1, 0, 3]), quality: new Uint8Array([0, 4, 0]) },
      1,
    );
    await importSeries(
      db,
      {
        ...series,
        startMs: START_MS + 2 * HOUR_MS,
        values: new Float64Array([7]),
        quality: new Uint8Array([0]),
      },
      2,
    );
    const back = (await importedSeries(db, 'sun'))!;
    expect(Array.from(back.values)).toEqual([1, 0, 7]);
    expect(Array.from(back.quality)).toEqual([0, 4, 0]);
  });
});
