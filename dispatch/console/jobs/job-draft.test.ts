import { describe, expect, it } from 'vitest';
import { JOB_STATES, Job } from '#dispatch/domain';
import { fieldTime, instantOfField, jobOfDraft, newDraft, splitCommand } from './job-draft.ts';

const nowMs = Date.parse('2025-03-10T08:00:00+08:00');
const filled = { poolKind: 'gpu', userRegion: 'east', fromSite: 'a', toSite: 'b' };

describe('a draft of a job', () => {
  it.each(['rigid', 'preemptible', 'elastic', 'online', 'bulk'] as const)(
    '%s is valid with its defaults',
    (kind) => {
      const job = jobOfDraft({ ...newDraft(kind, nowMs, 'job-1'), ...filled });
      expect(Job.safeParse({ ...job, submittedAt: '2025-03-10T08:00:00+08:00' }).error?.issues ?? []).toEqual(
        [],
      );
    },
  );

  it('leaves out what was left empty', () => {
    const job = jobOfDraft({ ...newDraft('rigid', nowMs, 'job-1'), ...filled });
    expect(Object.keys(job)).not.toContain('dueAt');
    expect(Object.keys(job)).not.toContain('allowedSites');
  });

  it('asks for a least run only where one is written', () => {
    const draft = { ...newDraft('preemptible', nowMs, 'job-1'), ...filled };
    expect(jobOfDraft(draft)).not.toHaveProperty('minimumRunHours');
    expect(jobOfDraft({ ...draft, minimumRunHours: '1.5' })).toMatchObject({ minimumRunHours: 1.5 });
  });

  it('hands a word in a number field on as not a number, so that the server names the field', () => {
    const job = jobOfDraft({ ...newDraft('rigid', nowMs, 'job-1'), ...filled, units: 'many' });
    expect(job.units).toBeNaN();
  });

  it('reads and writes the region’s time in date fields', () => {
    expect(fieldTime(nowMs)).toBe('2025-03-10T08:00');
    expect(instantOfField('2025-03-10T08:00')).toBe('2025-03-10T08:00:00+08:00');
    expect(instantOfField('')).toBeUndefined();
  });

  it('keeps quoted words of a command together', () => {
    expect(splitCommand('python train.py --name "big run"')).toEqual([
      'python',
      'train.py',
      '--name',
      'big run',
    ]);
  });

  it('has a word for every state a job can be in', async () => {
    const { jobStateWords } = await import('../words.ts');
    expect(Object.keys(jobStateWords).sort()).toEqual([...JOB_STATES].sort());
  });
});
