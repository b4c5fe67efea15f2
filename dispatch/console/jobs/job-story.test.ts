import { describe, expect, it } from 'vitest';
import type { JobStory } from '#dispatch/domain';
import { createFormat } from '#platform/web-shell';
import { energyBySource } from './energy-sources.ts';
import { jobAnswer } from './job-answer.ts';
import { trackOf } from './track.ts';

const HOUR = 3_600_000;
const t0 = Date.parse('2025-03-10T08:00:00+08:00');
const formats = { zh: createFormat('zh'), en: createFormat('en') };
const story: JobStory = {
  id: 'j1',
  name: 'train',
  kind: 'rigid',
  state: 'planned',
  owner: null,
  units: 8,
  poolKind: 'gpu',
  durationHours: 2,
  submittedAtMs: t0,
  latestEndMs: t0 + 10 * HOUR,
  siteId: 'Gonghe',
  plannedStartMs: t0 + 4 * HOUR,
  plannedEndMs: t0 + 6 * HOUR,
  startedAtMs: null,
  endedAtMs: null,
  energyWh: 0,
  cleanWh: 0,
  job: {} as JobStory['job'],
  placement: null,
  refusal: null,
  events: [],
  energy: [],
  output: null,
};

describe('the answer about a job', () => {
  it('says when it starts and how long it still waits', () => {
    const { en, zh } = jobAnswer(story, t0 + HOUR, formats);
    expect(en).toMatch(/^Starts in 3 h \(.*12:00\) at Gonghe\.$/);
    expect(zh).toContain('3 小时后');
  });

  it('gives the reason of a refusal', () => {
    const refused = { ...story, state: 'refused' as const, refusal: { zh: '太宽', en: 'it is too wide.' } };
    expect(jobAnswer(refused, t0, formats).en).toBe('Not planned: it is too wide.');
  });

  it('says how clean the finished work was', () => {
    const done = {
      ...story,
      state: 'finished' as const,
      endedAtMs: t0 + 6 * HOUR,
      energyWh: 2_000_000,
      cleanWh: 1_900_000,
    };
    expect(jobAnswer(done, t0, formats).en).toContain('2\u00a0MWh, 95\u00a0% of it clean');
  });
});

describe('the time line of a job', () => {
  it('runs from submission to deadline', () => {
    const track = trackOf(story, t0);
    expect([track.shareOf(t0), track.shareOf(t0 + 5 * HOUR), track.shareOf(t0 + 10 * HOUR)]).toEqual([
      0, 0.5, 1,
    ]);
    expect(track.planned).toEqual([{ startMs: t0 + 4 * HOUR, endMs: t0 + 6 * HOUR }]);
  });

  it('widens to a run that ends late', () => {
    expect(trackOf({ ...story, startedAtMs: t0 + 9 * HOUR, endedAtMs: t0 + 20 * HOUR }, t0).toMs).toBe(
      t0 + 20 * HOUR,
    );
  });
});

describe('where the watt-hours came from', () => {
  it('sums every source over the periods and drops none', () => {
    const period = { energyWh: 3, co2Tonnes: 0, method: 'modelled' };
    const totals = energyBySource(
      [
        { ...period, periodStartMs: t0, bySourceWh: { roof: 2, grid: 1 } },
        { ...period, periodStartMs: t0 + 1, bySourceWh: { roof: 3, unknown: 9 } },
      ],
      { roof: 'pv', grid: 'grid' },
    );
    expect(totals).toEqual([
      { id: 'unknown', kind: null, wh: 9 },
      { id: 'roof', kind: 'pv', wh: 5 },
      { id: 'grid', kind: 'grid', wh: 1 },
    ]);
  });
});
